// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which events of a plan are counted on a machine, which are left out and which are refused; and
 * what the header says of them.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fake_pmus.h"
#include "fake_root.h"
#include "measure/counters_object.h"
#include "measure/event_choice.h"

static struct fake_root root;
static struct pmu_cores cores;
static struct plan plan;
static struct left_out left_out;
static struct complaint complaint;

static int set_up(void **state)
{
	(void)state;
	fake_root_make(&root);
	fake_big_little(&root);
	pmu_cores_read(root.path, &cores);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	fake_root_remove(&root);
	return 0;
}

static int opens(const struct event *event, int cpu)
{
	(void)event;
	(void)cpu;
	return 0;
}

static int make(const char *list, int cpu)
{
	const struct pmu_machine machine = {
		.root = root.path, .cores = &cores, .cpu = cpu, .opens = opens
	};
	char word[64];

	memset(&plan, 0, sizeof(plan));
	memset(&complaint, 0, sizeof(complaint));
	if (plan_add_events(&plan, list, word, sizeof(word)))
		fail_msg("'%s' is refused at '%s'", list, word);
	return event_choice_make(&plan, &machine, &left_out, &complaint);
}

static void test_presets(void **state)
{
	(void)state;
	assert_int_equal(make("branch", 4), 0);
	assert_int_equal(plan.event_count, 4);
	assert_int_equal(left_out.count, 0);
	/* The small cores do not tell returns; the order of the others stays. */
	assert_int_equal(make("returns:k,branch", 4), 0);
	assert_int_equal(make("branch,path", 0), 0);
	assert_int_equal(plan.event_count, 6);
	assert_string_equal(plan.events[1].source, "br_mis_pred");
	assert_string_equal(plan.events[2].name, "return-misses");
	assert_string_equal(plan.events[3].name, "kernel-instructions");
	assert_int_equal(left_out.count, 1);
	assert_string_equal(left_out.reasons[0].names, "returns");
	assert_string_equal(left_out.reasons[0].reason,
			    "the PMU armv8_cortex_a53 of CPU 0 shows no event");
}

static void test_what_is_refused(void **state)
{
	(void)state;
	assert_true(make("cycles,returns", 0) < 0);
	assert_int_equal(complaint.exit_code, EXIT_CODE_REFUSED);
	assert_non_null(strstr(complaint.tried, "shows no event for 'returns'"));
	assert_true(make("branch,returns", 0) < 0);
	assert_int_equal(complaint.exit_code, EXIT_CODE_REFUSED);
}

static void test_what_the_header_says(void **state)
{
	static const struct counters counters = { .counters = { { .read_ns = 800.5 },
								{ .pass = 1, .by_clock = true } } };
	json_t *array, *expected;

	(void)state;
	assert_int_equal(make("branch-misses:k,cycles", 4), 0);
	array = counters_object(&plan, &counters);
	expected = json_loads(
		"[{\"name\": \"branch-misses:k\", \"pmu\": \"armv8_cortex_a72\","
		"  \"source\": \"br_mis_pred_retired\", \"type\": 9, \"config\": \"0x22\","
		"  \"config1\": \"0x0\", \"config2\": \"0x0\", \"kernel\": true, \"user\": false,"
		"  \"read\": \"system-call\", \"read_ns\": 800.5, \"pass\": 0},"
		" {\"name\": \"cycles\", \"pmu\": \"armv8_cortex_a72\", \"source\": null,"
		"  \"type\": 0, \"config\": \"0x900000000\", \"config1\": \"0x0\","
		"  \"config2\": \"0x0\", \"kernel\": true, \"user\": true,"
		"  \"read\": \"clock\", \"read_ns\": null, \"pass\": 1}]",
		0, NULL);
	assert_non_null(expected);
	assert_true(json_equal(array, expected));
	json_decref(array);
	json_decref(expected);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_presets, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_is_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_what_the_header_says, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
