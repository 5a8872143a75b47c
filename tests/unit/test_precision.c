// SPDX-License-Identifier: GPL-2.0-only
/*
 * When a run is precise enough, what it says if it is not, and when it stops.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_between.h"
#include "measure/precision.h"
#include "played_session.h"

static struct plan plan;
static struct precision_watch watch;
static struct precision_state state;

static void begin(const char *configurations, double half_width, bool relative)
{
	char word[64];

	memset(&plan, 0, sizeof(plan));
	plan.blocks = 1000;
	plan.precision = (struct precision){ .half_width = half_width, .relative = relative };
	if (plan_add_configurations(&plan, configurations, word, sizeof(word)) ||
	    plan_add_workloads(&plan, "kloop", word, sizeof(word)) ||
	    plan_add_events(&plan, "kernel-instructions", word, sizeof(word)))
		abort();
	precision_begin(&watch, &plan, false);
}

/* A sample of the configuration with this index, of @ns a call. */
static void add(size_t configuration, unsigned int block, double ns)
{
	const struct plan_cell cell = { 0, configuration };
	struct measurement short_run = { .calls = 10000, .time_ns = 5000 };
	struct measurement long_run = { .calls = 20000, .time_ns = 5000 };

	long_run.time_ns += (uint64_t)(10000 * ns);
	assert_int_equal(precision_add(&watch, &cell, block, &short_run, &long_run), 0);
}

/* 100 ns, and 150 in the middle of +-@spread. */
static void add_blocks(unsigned int first, unsigned int blocks, double spread)
{
	for (unsigned int block = first; block < first + blocks; block++) {
		double drift = block;
		double error = spread * ((double)(block * 7 % 11) / 5 - 1);

		add(0, block, 100 + drift);
		add(1, block, 150 + drift + error);
	}
}

static void look(unsigned int blocks)
{
	assert_int_equal(precision_look(&watch, blocks, &state), 0);
}

static void test_nothing_is_asked_for(void **state_of_test)
{
	(void)state_of_test;
	begin("none,ops1", 0, true);
	add_blocks(0, 20, 1);
	assert_false(precision_is_wanted(&watch));
	assert_false(precision_is_due(&watch, 20));
	assert_null(watch.values);
	precision_end(&watch);
}

/* What all blocks have in common is not in the differences; what they have not is. */
static void test_the_width_is_that_of_the_differences(void **state_of_test)
{
	double narrow;

	(void)state_of_test;
	begin("none,ops1", 1, false);
	add_blocks(0, 40, 2);
	look(40);
	assert_true(state.known);
	assert_true(state.half_width > 0.1 && state.half_width < 1);
	assert_true(state.reached);
	assert_int_equal(state.blocks_needed, 0);
	assert_int_equal(state.widest.configuration, 1);
	narrow = state.half_width;
	precision_end(&watch);
	begin("none,ops1", 1, false);
	add_blocks(0, 40, 20);
	look(40);
	assert_false(state.reached);
	assert_true(state.half_width > 8 * narrow && state.half_width < 12 * narrow);
	/* Ten times as narrow takes a hundred times as many. */
	assert_between(state.blocks_needed, 40 * 2, 40 * 100);
	precision_end(&watch);
}

static void test_percent_are_of_the_baseline(void **state_of_test)
{
	double ns;

	(void)state_of_test;
	begin("none,ops1", 1, false);
	add_blocks(0, 21, 2);
	look(21);
	ns = state.half_width;
	precision_end(&watch);
	begin("none,ops1", 1, true);
	add_blocks(0, 21, 2);
	look(21);
	/* Its median is 110. */
	assert_float_equal(state.half_width, 100 * ns / 110, 1e-6);
	precision_end(&watch);
}

static void test_the_widest_counts(void **state_of_test)
{
	(void)state_of_test;
	begin("none,ops1,ops2,loop", 1, false);
	add_blocks(0, 20, 1);
	for (unsigned int block = 0; block < 20; block++) {
		add(2, block, 400 + 50.0 * (block % 2));
		/* Compared with nothing. */
		add(3, block, 1000.0 * block);
	}
	look(20);
	assert_int_equal(state.widest.configuration, 2);
	assert_true(state.half_width > 10);
	precision_end(&watch);
}

/* Without it there is nothing to pair with. */
static void test_a_baseline_alone(void **state_of_test)
{
	(void)state_of_test;
	begin("none", 50, false);
	for (unsigned int block = 0; block < 30; block++)
		add(0, block, 100 + block);
	look(30);
	assert_true(state.known && state.reached);
	assert_true(state.half_width > 3 && state.half_width < 10);
	precision_end(&watch);
}

static void test_cells_without_any_sample_are_left_out(void **state_of_test)
{
	(void)state_of_test;
	begin("none,ops1,direct", 1, false);
	add_blocks(0, 20, 1);
	look(20);
	assert_true(state.reached);
	/* With a few samples nothing is known of it. */
	add(2, 3, 100);
	add(2, 4, 101);
	look(20);
	assert_false(state.known);
	assert_false(state.reached);
	precision_end(&watch);
}

static void test_never_before_ten_blocks(void **state_of_test)
{
	(void)state_of_test;
	begin("none,ops1", 100, false);
	add_blocks(0, 9, 0);
	look(9);
	assert_true(state.known);
	assert_false(state.reached);
	add_blocks(9, 1, 0);
	look(10);
	assert_true(state.reached);
	precision_end(&watch);
}

/* Where a load of the module adds something of its own, blocks of one load are no new value. */
static void test_loads_are_the_values(void **state_of_test)
{
	double blocks_apart = 0;

	(void)state_of_test;
	for (unsigned int every = 0; every <= 10; every += 10) {
		begin("none,ops1", 1, false);
		plan.reload = every;
		for (unsigned int block = 0; block < 80; block++) {
			add(0, block, 100);
			add(1, block, 150 + (double)(block / 10 % 4) * 10 + block % 2);
		}
		look(80);
		assert_true(state.known);
		if (!every)
			blocks_apart = state.half_width;
		else
			assert_true(state.half_width > 2 * blocks_apart);
		precision_end(&watch);
	}
}

static void test_several_samples_are_one_value(void **state_of_test)
{
	(void)state_of_test;
	begin("none,ops1", 1, false);
	for (unsigned int block = 0; block < 10; block++) {
		add(0, block, 100);
		add(1, block, 140);
		add(1, block, 160);
	}
	look(10);
	assert_true(state.reached && state.half_width == 0);
	precision_end(&watch);
}

/* Each time up to 50 blocks, then seldom: the looks at 1000 blocks are not a thousand. */
static void test_it_is_looked_at_ever_more_seldom(void **state_of_test)
{
	unsigned int looks = 0;

	(void)state_of_test;
	begin("none,ops1", 0.001, false);
	for (unsigned int blocks = 1; blocks <= 1000; blocks++) {
		add_blocks(blocks - 1, 1, 20);
		if (!precision_is_due(&watch, blocks))
			continue;
		looks++;
		assert_true(blocks >= 10);
		watch.next_look = blocks + (blocks < 50 ? 1 : blocks / 10);
		if (blocks % 100 == 0 || blocks <= 50)
			look(blocks);
	}
	assert_between(looks, 41, 80);
	precision_end(&watch);
}

/* So that the table shows no wider interval than the one that it stopped by. */
static void test_samples_and_loads_count_as_in_the_table(void **state_of_test)
{
	double width;

	(void)state_of_test;
	begin("none,ops1", 1, false);
	add_blocks(0, 40, 2);
	look(40);
	width = state.half_width;
	precision_end(&watch);
	/* One sample far off moves a mean, and no median. */
	begin("none,ops1", 1, false);
	plan.samples = 3;
	for (unsigned int block = 0; block < 40; block++) {
		const double error = 2 * ((double)(block * 7 % 11) / 5 - 1);

		add(0, block, 100 + block);
		add(1, block, 100000);
		add(1, block, 150 + block + error);
		add(1, block, 1);
	}
	look(40);
	assert_true(state.half_width > 0.99 * width && state.half_width < 1.01 * width);
	precision_end(&watch);
	/* Four blocks a load, of which one is far off. */
	begin("none,ops1", 1, false);
	plan.reload = 4;
	for (unsigned int block = 0; block < 40; block++) {
		add(0, block, 100);
		add(1, block, block % 4 ? 150 : 5000 + 100 * block);
	}
	look(40);
	assert_true(state.half_width < 1);
	precision_end(&watch);
}

static void test_texts(void **state_of_test)
{
	char text[256];

	(void)state_of_test;
	begin("none,ops2", 0.5, true);
	state = (struct precision_state){
		.known = true,
		.half_width = 1.234,
		.wanted = 0.5,
		.widest = { 0, 1 },
		.blocks_needed = 140,
	};
	precision_text(&watch, &state, 20, UINT64_C(3900000000), text, sizeof(text));
	assert_string_equal(
		text,
		"kloop ops2: +-1.2 %, asked for 0.5 %; it would take about 140 blocks, 9 minutes");
	state.blocks_needed = 0;
	state.half_width = 0.41;
	state.reached = true;
	precision_text(&watch, &state, 20, 1, text, sizeof(text));
	assert_string_equal(text, "kloop ops2: +-0.41 %, asked for 0.5 %");
	state.known = false;
	precision_text(&watch, &state, 1, UINT64_C(4000000000), text, sizeof(text));
	assert_string_equal(text,
			    "asked for +-0.5 %; 1 block tells nothing of it yet; it would take "
			    "at least 10 blocks, 40 seconds");
	plan.reload = 3;
	precision_text(&watch, &state, 17, UINT64_C(1000000000), text, sizeof(text));
	assert_string_equal(text,
			    "asked for +-0.5 %; 17 blocks tell nothing of it yet; it would take "
			    "at least 18 blocks, 18 seconds");
	state.known = true;
	state.reached = false;
	precision_text(&watch, &state, 20, 1, text, sizeof(text));
	assert_string_equal(text, "kloop ops2: +-0.41 %, asked for 0.5 %; it would take more than "
				  "1000000 blocks");
	precision_duration(UINT64_C(1000000000), text, sizeof(text));
	assert_string_equal(text, "1 second");
	precision_duration(UINT64_C(40000000000), text, sizeof(text));
	assert_string_equal(text, "40 seconds");
	precision_duration(UINT64_C(10800) * 1000000000, text, sizeof(text));
	assert_string_equal(text, "3 hours");
}

/* The machine's ops1 is uneven, as its clock says: not the plan's events, which are exact. */
static void prepare(struct played_session *session, double half_width)
{
	played_session_prepare(session, "none,ops1", 60);
	session->clock.counts_instructions = false;
	session->plan.calls = 1000;
	session->plan.precision = (struct precision){ .half_width = half_width };
	session->machine.time_per_call_ns = 100;
	session->machine.uneven = "ops1";
	session->machine.uneven_ns = 20000;
	session->machine.look_ns = 1000000;
}

static void test_a_session_stops_when_it_is_precise(void **state_of_test)
{
	struct played_session session;

	(void)state_of_test;
	prepare(&session, 12);
	played_session_run(&session);
	assert_int_equal(session.err, 0);
	assert_string_equal(session.totals.stop.by, "precision");
	assert_int_equal(session.totals.stop.reached, STOP_REACHED);
	assert_between(session.totals.blocks, 11, 50);
	assert_int_equal(session.result.sample_count, 2 * session.totals.blocks);
	assert_non_null(strstr(session.totals.stop.text, "kloop ops1: +-"));
	result_free(&session.result);
}

static void test_a_session_runs_out_of_blocks(void **state_of_test)
{
	struct played_session session;

	(void)state_of_test;
	prepare(&session, 0.5);
	played_session_run(&session);
	assert_int_equal(session.err, 0);
	assert_string_equal(session.totals.stop.by, "blocks");
	assert_int_equal(session.totals.stop.reached, STOP_NOT_REACHED);
	assert_int_equal(session.totals.blocks, 60);
	assert_true(session.totals.precision.blocks_needed > 60);
	assert_non_null(strstr(session.totals.stop.text, "asked for 0.5 ns; it would take about "));
	result_free(&session.result);
}

/* No block begins after it; that which is running is finished. */
static void test_a_session_runs_out_of_time(void **state_of_test)
{
	struct played_session session;

	(void)state_of_test;
	for (int precise = 0; precise < 2; precise++) {
		prepare(&session, precise ? 0.5 : 0);
		session.plan.time_limit_s = 1;
		session.machine.look_ns = 20000000;
		played_session_run(&session);
		assert_int_equal(session.err, 0);
		assert_string_equal(session.totals.stop.by, "time");
		assert_int_equal(session.totals.stop.reached,
				 precise ? STOP_NOT_REACHED : STOP_NOTHING_ASKED);
		/* Two cells of two looks: 80 ms a block. */
		assert_between(session.totals.blocks, 12, 13);
		assert_int_equal(session.result.sample_count, 2 * session.totals.blocks);
		assert_int_equal(session.totals.left_ns, 0);
		result_free(&session.result);
	}
}

static void test_a_signal_stops_before_it_is_precise(void **state_of_test)
{
	struct played_session session;

	(void)state_of_test;
	prepare(&session, 5);
	session.machine.stop_after_measurements = 30;
	played_session_run(&session);
	assert_int_equal(session.err, 0);
	assert_string_equal(session.totals.stop.by, "signal");
	assert_int_equal(session.totals.stop.reached, STOP_NOT_REACHED);
	result_free(&session.result);
}

/* Where the clock counts instructions, the first event is what is to be known. */
static void test_exact_counts_are_precise_at_once(void **state_of_test)
{
	struct played_session session;

	(void)state_of_test;
	prepare(&session, 0.01);
	session.clock.counts_instructions = true;
	played_session_run(&session);
	assert_string_equal(session.totals.stop.by, "precision");
	assert_int_equal(session.totals.blocks, 10);
	result_free(&session.result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_is_asked_for),
		cmocka_unit_test(test_the_width_is_that_of_the_differences),
		cmocka_unit_test(test_percent_are_of_the_baseline),
		cmocka_unit_test(test_the_widest_counts),
		cmocka_unit_test(test_a_baseline_alone),
		cmocka_unit_test(test_cells_without_any_sample_are_left_out),
		cmocka_unit_test(test_never_before_ten_blocks),
		cmocka_unit_test(test_loads_are_the_values),
		cmocka_unit_test(test_several_samples_are_one_value),
		cmocka_unit_test(test_it_is_looked_at_ever_more_seldom),
		cmocka_unit_test(test_samples_and_loads_count_as_in_the_table),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_a_session_stops_when_it_is_precise),
		cmocka_unit_test(test_a_session_runs_out_of_blocks),
		cmocka_unit_test(test_a_session_runs_out_of_time),
		cmocka_unit_test(test_a_signal_stops_before_it_is_precise),
		cmocka_unit_test(test_exact_counts_are_precise_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
