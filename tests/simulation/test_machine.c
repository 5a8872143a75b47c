// SPDX-License-Identifier: GPL-2.0-only
/*
 * The fake machine under a session: without noise the summary says what was planted, to the
 * count, and time passes for whatever is done.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "simulation.h"
#include "unit/assert_between.h"

static struct simulation simulation;

static void prepare(const struct fake_counter *counter, const char *configurations,
		    unsigned int blocks)
{
	simulation_prepare(&simulation, configurations, blocks, 11);
	simulation_add_counter(&simulation, counter);
	simulation.machine.model.planted[0] = (struct fake_planted){ "direct", 0.01 };
	simulation.machine.model.planted[1] = (struct fake_planted){ "ops2", 0.75 };
	simulation.machine.model.planted_count = 2;
}

static void test_a_quiet_machine_gives_what_was_planted(void **state)
{
	const struct fake_counter counter = { .overhead = 0.5, .around = 12345 };
	static const double overheads[] = { 0, 0.51, 1.25, 0.5 };
	struct summary summary;

	(void)state;
	prepare(&counter, "none,direct,ops2,ops1", 8);
	simulation_run(&simulation);
	simulation_sum_up(&simulation, 0, 8, &summary);
	assert_int_equal(summary.invalid, 0);
	for (size_t c = 0; c < 4; c++) {
		const struct summary_value *value = simulation_value(&summary, c, 0);

		assert_int_equal(value->level.count, 8);
		assert_true(value->level.median.number == FAKE_COST * (1 + overheads[c]));
		assert_true(value->level.spread.number == 0);
		if (c)
			assert_true(value->overhead.median.number == FAKE_COST * overheads[c]);
	}
	/* The metric behind the events: the time, in which only what is planted for all counts. */
	assert_true(simulation_value(&summary, 2, 1)->overhead.median.number == 750);
	summary_free(&summary);
	simulation_free(&simulation);
}

/* The slope goes through the summary, and overheads within blocks do not see it. */
static void test_drift_acts_in_the_order_of_the_plan(void **state)
{
	const unsigned int blocks = 50;
	const struct fake_counter counter = { .noise = { .drift = 0.1, .drift_span = 100 } };
	double last = 0;

	(void)state;
	prepare(&counter, "none,ops1", blocks);
	simulation_run(&simulation);
	for (size_t i = 0; i < simulation.result.sample_count; i++) {
		const struct result_sample *sample = &simulation.result.samples[i];
		double level =
			(double)(sample->long_run.counters[0] - sample->short_run.counters[0]) /
			SIMULATION_CALLS / FAKE_COST;

		if (sample->status != RESULT_VALID)
			continue;
		assert_true(level > last);
		last = level;
	}
	/* A cell is what the model takes it for: all of the drift, within what ticks repeat. */
	assert_float_equal(last, 1.1, 0.01);
	simulation_free(&simulation);
}

static void test_samples_hit_by_ticks_are_measured_again(void **state)
{
	const struct fake_counter counter = { .around = 0 };
	struct summary summary;

	(void)state;
	prepare(&counter, "none,ops2", 200);
	simulation_run(&simulation);
	simulation_sum_up(&simulation, 0, 200, &summary);
	/* 300 us of 4 ms are measured. */
	assert_between(simulation.totals.interrupted, 15, 60);
	assert_int_equal(simulation.totals.valid, 400);
	assert_true(simulation_value(&summary, 1, 0)->overhead.spread.number == 0);
	summary_free(&summary);
	simulation_free(&simulation);
}

/* A later session finds the machine as the one before left it. */
static void test_time_goes_on(void **state)
{
	const struct fake_counter counter = { .noise = { .drift = 0.1, .drift_span = 100 } };
	double at;

	(void)state;
	prepare(&counter, "none", 10);
	simulation_run(&simulation);
	at = simulation.machine.now_ns;
	assert_float_equal(at / fake_machine_cell_ns(&simulation.machine.model), 10, 0.5);
	simulation_run_on(&simulation);
	assert_float_equal(simulation.machine.now_ns, 2 * at, 0.05 * at);
	simulation_free(&simulation);
}

static void test_all_of_it_follows_from_the_seed(void **state)
{
	const struct fake_counter counter = { .noise = { .attachment = 0.01, .jitter = 0.01 } };
	struct summary one, two;

	(void)state;
	prepare(&counter, "none,ops1", 6);
	simulation_run(&simulation);
	simulation_sum_up(&simulation, 0, 6, &one);
	simulation_free(&simulation);
	prepare(&counter, "none,ops1", 6);
	simulation_run(&simulation);
	simulation_sum_up(&simulation, 0, 6, &two);
	assert_true(simulation_value(&one, 1, 0)->overhead.median.number ==
		    simulation_value(&two, 1, 0)->overhead.median.number);
	assert_true(simulation_value(&one, 1, 0)->overhead.spread.number > 0);
	summary_free(&one);
	summary_free(&two);
	simulation_free(&simulation);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_quiet_machine_gives_what_was_planted),
		cmocka_unit_test(test_drift_acts_in_the_order_of_the_plan),
		cmocka_unit_test(test_samples_hit_by_ticks_are_measured_again),
		cmocka_unit_test(test_time_goes_on),
		cmocka_unit_test(test_all_of_it_follows_from_the_seed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
