// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is said of an event that cannot be opened, and what to do about it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>

#include "fake_pmus.h"
#include "fake_root.h"
#include "measure/counter_refusal.h"

/* What is refused of "cycles" on CPU 3 of a machine with this paranoia; NULL: it does not tell. */
static struct complaint refused(const char *word, const char *paranoid, int error)
{
	struct fake_root root;
	struct counter_terms terms = { .cpu = 3 };
	struct complaint complaint;
	struct event event;

	fake_root_make(&root);
	if (paranoid)
		fake_root_write(&root, "/proc/sys/kernel/perf_event_paranoid", paranoid);
	terms.root = root.path;
	assert_int_equal(event_parse(word, &event), 0);
	assert_true(counter_refuse(&terms, &event, error, NULL, &complaint) < 0);
	assert_int_equal(complaint.exit_code, EXIT_CODE_REFUSED);
	assert_int_equal(complaint.error, error);
	fake_root_remove(&root);
	return complaint;
}

static void test_paranoia(void **state)
{
	struct complaint complaint = refused("cycles", "2\n", -EACCES);

	(void)state;
	assert_string_equal(complaint.tried,
			    "cannot open the counter 'cycles': "
			    "kernel.perf_event_paranoid is 2, and 1 or less is wanted");
	assert_string_equal(complaint.advice,
			    "sysctl kernel.perf_event_paranoid=1, or give this program CAP_PERFMON "
			    "(setcap cap_perfmon+ep), or run as root");
}

/* User mode alone is less, and Debian's kernels have levels of their own. */
static void test_paranoia_of_distributions(void **state)
{
	struct complaint complaint = refused("user-instructions", "3\n", -EACCES);

	(void)state;
	assert_string_equal(complaint.tried,
			    "cannot open the counter 'user-instructions': "
			    "kernel.perf_event_paranoid is 3 (the distribution's own: nothing is "
			    "permitted), and 2 or less is wanted");
	assert_non_null(strstr(complaint.advice, "sysctl kernel.perf_event_paranoid=2, or"));
	complaint = refused("cycles", "4\n", -EPERM);
	assert_non_null(strstr(complaint.tried, "is 4 (the distribution's own"));
}

/* Then the level is not the reason. */
static void test_forbidden_by_something_else(void **state)
{
	struct complaint complaint = refused("cycles", "-1\n", -EACCES);

	(void)state;
	assert_string_equal(complaint.tried,
			    "cannot open the counter 'cycles': perf_event_paranoid "
			    "(-1) would permit it, something else does not");
	complaint = refused("cycles", NULL, -EACCES);
	assert_non_null(strstr(complaint.tried, "perf_event_paranoid (unknown)"));
}

static void test_other_refusals(void **state)
{
	static const struct {
		int error;
		const char *said;
	} refusals[] = {
		{ -ENOENT, "this machine has no PMU, or its kernel no driver for it" },
		{ -EOPNOTSUPP, "this machine has no PMU, or its kernel no driver for it" },
		{ -ENODEV, "this machine has no PMU, or its kernel no driver for it" },
		{ -EBUSY, "another user has the PMU for itself alone" },
		{ -ENOSPC, "all counters are taken" },
		{ -EINVAL, "the kernel does not take it" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		struct complaint complaint = refused("cycles", "2", refusals[i].error);

		assert_non_null(strstr(complaint.tried, refusals[i].said));
		assert_true(complaint.advice[0]);
	}
}

/* Another core's PMU is one. */
static void test_a_core_without_the_event(void **state)
{
	struct counter_terms terms = { .cpu = 12 };
	struct left_out left_out = { .count = 0 };
	char text[COUNTER_NOTE_SIZE];
	struct fake_root root;
	struct event event;

	(void)state;
	fake_root_make(&root);
	fake_hybrid(&root);
	terms.root = root.path;
	event_parse("cycles", &event);
	counter_leave_out(&terms, &event, -ENOENT, NULL, &left_out);
	left_out_text(&left_out.reasons[0], text, sizeof(text));
	assert_string_equal(text, "cycles is left out: not on this core: no PMU of CPU 12 has such "
				  "an event");
	fake_root_remove(&root);
}

/* As riscv's PMUs without Sscofpmf. */
static void test_one_mode_that_cannot_be_counted(void **state)
{
	struct complaint complaint = refused("kernel-instructions", "2", -EINVAL);

	(void)state;
	assert_non_null(strstr(complaint.tried, "for one mode alone"));
	assert_non_null(strstr(complaint.advice, "-e instructions,cycles"));
}

static void test_the_pmu_is_named(void **state)
{
	const struct counter_terms terms = { .root = "/nowhere", .cpu = 3 };
	struct event event;
	struct left_out left_out = { .count = 0 };
	char text[COUNTER_NOTE_SIZE];

	(void)state;
	event_parse("cycles", &event);
	snprintf(event.pmu, sizeof(event.pmu), "armv8_cortex_a55");
	counter_leave_out(&terms, &event, -ENOENT, NULL, &left_out);
	left_out_text(&left_out.reasons[0], text, sizeof(text));
	assert_string_equal(text,
			    "cycles is left out: not on this core: the PMU armv8_cortex_a55 of "
			    "CPU 3 has no such event");
}

/* The file is there without a watchdog, too. */
static void test_watchdog(void **state)
{
	struct fake_root root;
	struct counter_terms terms = { .cpu = 3 };

	(void)state;
	fake_root_make(&root);
	terms.root = root.path;
	assert_false(counter_watchdog_runs(&terms));
	fake_root_write(&root, "/proc/sys/kernel/nmi_watchdog", "0\n");
	assert_false(counter_watchdog_runs(&terms));
	fake_root_write(&root, "/proc/sys/kernel/nmi_watchdog", "1\n");
	assert_true(counter_watchdog_runs(&terms));
	fake_root_remove(&root);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paranoia),
		cmocka_unit_test(test_paranoia_of_distributions),
		cmocka_unit_test(test_forbidden_by_something_else),
		cmocka_unit_test(test_other_refusals),
		cmocka_unit_test(test_a_core_without_the_event),
		cmocka_unit_test(test_one_mode_that_cannot_be_counted),
		cmocka_unit_test(test_the_pmu_is_named),
		cmocka_unit_test(test_watchdog),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
