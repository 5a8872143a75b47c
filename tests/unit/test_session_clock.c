// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is found out about the clock and the ticks of a CPU.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fake_root.h"
#include "measure/session_clock.h"

static void test_steps(void **state)
{
	static const uint64_t slow[] = { 1000, 1000, 1000, 2000, 2000, 4000 };
	static const uint64_t fast[] = { 1000, 1041, 1083, 1124 };
	static const uint64_t backwards[] = { 5000, 4000, 4100 };

	(void)state;
	assert_int_equal(session_clock_step(slow, 6), 1000);
	assert_int_equal(session_clock_step(fast, 4), 41);
	assert_int_equal(session_clock_step(backwards, 3), 100);
	assert_int_equal(session_clock_step(slow, 3), 0);
	assert_int_equal(session_clock_step(slow, 0), 0);
}

static void test_ticks(void **state)
{
	struct session_clock clock = { 0 };
	struct fake_root root;

	(void)state;
	fake_root_make(&root);
	session_clock_look(root.path, 1, &clock);
	assert_int_equal(clock.tick_ns, 4000000);
	fake_root_write(&root, "/sys/devices/system/cpu/nohz_full", "(null)\n");
	session_clock_look(root.path, 1, &clock);
	assert_int_equal(clock.tick_ns, 4000000);
	fake_root_write(&root, "/sys/devices/system/cpu/nohz_full", "1-3\n");
	session_clock_look(root.path, 1, &clock);
	assert_int_equal(clock.tick_ns, 0);
	session_clock_look(root.path, 0, &clock);
	assert_int_equal(clock.tick_ns, 4000000);
	fake_root_write(&root, "/proc/sys/kernel/osrelease", "7.2.0\n");
	fake_root_write(&root, "/boot/config-7.2.0", "CONFIG_A=y\nCONFIG_HZ=1000\n");
	session_clock_look(root.path, 0, &clock);
	assert_int_equal(clock.tick_ns, 1000000);
	fake_root_remove(&root);
}

/* This machine's own: it steps, and by less than a second. */
static void test_a_real_clock(void **state)
{
	struct session_clock clock = { 0 };

	(void)state;
	session_clock_look("", 0, &clock);
	assert_true(clock.resolution_ns > 0 && clock.resolution_ns < 1000000000);
	assert_true(clock.claimed_ns > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_ticks),
		cmocka_unit_test(test_a_real_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
