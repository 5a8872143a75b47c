// SPDX-License-Identifier: GPL-2.0-only
/*
 * A sample is judged by its proof, by its counters, and by who else ran meanwhile.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "good_evidence.h"
#include "measure/judge.h"

#define CALLS 16

static const struct kernel_abilities abilities = {
	.architecture = ARCHITECTURE_ARM64,
	.call_ops = true,
	.direct_calls = true,
};

/* What the judge says of a sample that is sound but for these two runs. */
static struct sample judged(struct measurement short_run, struct measurement long_run)
{
	struct sample sample = { .short_run = short_run, .long_run = long_run };
	struct configuration none;
	struct baseline baseline = { 0 };
	struct check_list checks;
	struct evidence evidence;
	struct claim claim = { .configuration = &none,
			       .abilities = &abilities,
			       .baseline = &baseline };

	configuration_parse("none", &none);
	good_evidence(&none, &abilities, &evidence);
	baseline.evidence = evidence;
	claim.expected = configuration_expected_path(&none, &abilities);
	check_list_all(&checks);
	judge_sample(&checks, &claim, &evidence, &evidence, &sample);
	return sample;
}

/* A run that others ran @switches times beside, @waits of which this thread waited. */
static struct measurement run(unsigned int calls, uint64_t switches, uint64_t waits,
			      uint64_t waits_wanted)
{
	return (struct measurement){ .calls = calls,
				     .enabled_ns = 5000,
				     .running_ns = 5000,
				     .switches = switches,
				     .waits = waits,
				     .waits_wanted = waits_wanted };
}

static void assert_judged(struct measurement short_run, struct measurement long_run,
			  enum sample_status status, const char *reason)
{
	struct sample sample = judged(short_run, long_run);

	assert_string_equal(sample.reason, reason);
	assert_int_equal(sample.status, status);
}

static void test_nobody_else(void **state)
{
	(void)state;
	assert_judged(run(CALLS, 0, 0, 0), run(2 * CALLS, 0, 0, 0), SAMPLE_VALID, "");
}

/* Whether it was made to or waited for something itself: the others ran. */
static void test_switches_of_a_workload_that_makes_none(void **state)
{
	(void)state;
	assert_judged(run(CALLS, 1, 0, 0), run(2 * CALLS, 0, 0, 0), SAMPLE_INTERRUPTED,
		      "others ran on this CPU 1 times meanwhile");
	assert_judged(run(CALLS, 0, 0, 0), run(2 * CALLS, 2, 2, 0), SAMPLE_INTERRUPTED,
		      "others ran on this CPU 2 times meanwhile");
}

static void test_the_switches_that_it_makes(void **state)
{
	(void)state;
	assert_judged(run(CALLS, CALLS, CALLS, CALLS),
		      run(2 * CALLS, 2 * CALLS, 2 * CALLS, 2 * CALLS), SAMPLE_VALID, "");
}

static void test_more_than_it_makes(void **state)
{
	const struct measurement longer = run(2 * CALLS, 2 * CALLS, 2 * CALLS, 2 * CALLS);

	(void)state;
	/* It was pushed aside once, it waited once more than it was to. */
	assert_judged(run(CALLS, CALLS + 1, CALLS, CALLS), longer, SAMPLE_INTERRUPTED,
		      "others ran on this CPU 1 times meanwhile");
	assert_judged(run(CALLS, CALLS + 1, CALLS + 1, CALLS), longer, SAMPLE_INTERRUPTED,
		      "others ran on this CPU 1 times meanwhile");
	/* The number is right, but one of them was not its own will. */
	assert_judged(run(CALLS, CALLS, CALLS - 1, CALLS), longer, SAMPLE_INTERRUPTED,
		      "others ran on this CPU 1 times meanwhile");
}

static void test_fewer_than_it_makes(void **state)
{
	(void)state;
	assert_judged(run(CALLS, CALLS - 2, CALLS - 2, CALLS),
		      run(2 * CALLS, 2 * CALLS - 1, 2 * CALLS - 1, 2 * CALLS), SAMPLE_INTERRUPTED,
		      "it waited for its other thread 3 times less than it was to");
}

static void test_interrupts_come_first(void **state)
{
	struct measurement hit = run(CALLS, 3, 0, 0);

	(void)state;
	hit.interrupts = 2;
	assert_judged(hit, run(2 * CALLS, 0, 0, 0), SAMPLE_INTERRUPTED, "2 interrupts hit it");
}

static void test_multiplexed_is_invalid(void **state)
{
	struct measurement cut = run(2 * CALLS, 1, 0, 0);

	(void)state;
	cut.running_ns--;
	assert_judged(run(CALLS, 0, 0, 0), cut, SAMPLE_INVALID,
		      "the counters ran 4999 of 5000 ns: another user of the PMU");
}

static void test_counters_that_are_in_doubt(void **state)
{
	struct measurement doubted = run(2 * CALLS, 0, 0, 0);

	(void)state;
	doubted.doubt = "somebody took them";
	assert_judged(run(CALLS, 0, 0, 0), doubted, SAMPLE_INVALID, "somebody took them");
	assert_judged(doubted, run(2 * CALLS, 1, 0, 0), SAMPLE_INVALID, "somebody took them");
}

/* Only what each call moves: others may have nothing to count. */
static void test_a_counter_that_is_stuck(void **state)
{
	struct measurement short_run = run(CALLS, 0, 0, 0), long_run = run(2 * CALLS, 0, 0, 0);

	(void)state;
	short_run.counters[0] = long_run.counters[0] = 5;
	short_run.counters[1] = long_run.counters[1] = 7;
	assert_judged(short_run, long_run, SAMPLE_VALID, "");
	short_run.moved_by_calls = long_run.moved_by_calls = 1 << 1;
	assert_judged(short_run, long_run, SAMPLE_INVALID,
		      "counter 1 has the same for twice the calls: it is stuck");
	long_run.counters[1]++;
	assert_judged(short_run, long_run, SAMPLE_VALID, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nobody_else),
		cmocka_unit_test(test_counters_that_are_in_doubt),
		cmocka_unit_test(test_a_counter_that_is_stuck),
		cmocka_unit_test(test_switches_of_a_workload_that_makes_none),
		cmocka_unit_test(test_the_switches_that_it_makes),
		cmocka_unit_test(test_more_than_it_makes),
		cmocka_unit_test(test_fewer_than_it_makes),
		cmocka_unit_test(test_interrupts_come_first),
		cmocka_unit_test(test_multiplexed_is_invalid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
