// SPDX-License-Identifier: GPL-2.0-only
/*
 * What must hold before BPF programs are measured; and the numbers of system calls.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>

#include <cmocka.h>

#include "attach/bpf_demand.h"
#include "attach/system_call_number.h"
#include "fake_root.h"

#define STATS "/proc/sys/kernel/bpf_stats_enabled"
#define JIT "/proc/sys/net/core/bpf_jit_enable"

static int demand(const char *stats, const char *jit, struct complaint *complaint)
{
	struct fake_root root;
	int err;

	fake_root_make(&root);
	if (stats)
		fake_root_write(&root, STATS, stats);
	if (jit)
		fake_root_write(&root, JIT, jit);
	err = bpf_demand(root.path, complaint);
	fake_root_remove(&root);
	return err;
}

static void assert_refused(const char *stats, const char *jit, const char *advice)
{
	struct complaint complaint;

	assert_int_equal(demand(stats, jit, &complaint), -EBUSY);
	assert_int_equal(complaint.exit_code, EXIT_CODE_REFUSED);
	assert_string_equal(complaint.advice, advice);
}

static void test_demand(void **state)
{
	struct complaint complaint;

	(void)state;
	assert_int_equal(demand("0\n", "1\n", &complaint), 0);
	assert_int_equal(demand("0\n", "2\n", &complaint), 0);
	/* A kernel without these sysctls neither times nor interprets. */
	assert_int_equal(demand(NULL, NULL, &complaint), 0);
	assert_refused("1\n", "1\n", "sysctl kernel.bpf_stats_enabled=0 first");
	assert_refused("1\n", "0\n", "sysctl kernel.bpf_stats_enabled=0 first");
	assert_refused("0\n", "0\n", "sysctl net.core.bpf_jit_enable=1 first");
	assert_refused(NULL, "0\n", "sysctl net.core.bpf_jit_enable=1 first");
}

static void test_system_call_numbers(void **state)
{
	(void)state;
	assert_int_equal(system_call_number("getppid"), SYS_getppid);
	assert_int_equal(system_call_number("getpgid"), SYS_getpgid);
	assert_int_equal(system_call_number("close"), SYS_close);
	assert_int_equal(system_call_number("read"), SYS_read);
	assert_int_equal(system_call_number("openat"), SYS_openat);
	assert_int_equal(system_call_number("pipe2"), SYS_pipe2);
	assert_int_equal(system_call_number("getppi"), -1);
	assert_int_equal(system_call_number(""), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_demand),
		cmocka_unit_test(test_system_call_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
