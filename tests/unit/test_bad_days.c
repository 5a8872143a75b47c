// SPDX-License-Identifier: GPL-2.0-only
/*
 * Clocks that jump, CPUs that go away or slow down, and what the engine takes itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_between.h"
#include "measure/clock_watch.h"
#include "measure/engine_cost.h"
#include "measure/frequency.h"
#include "played_session.h"

/* 100 us a run, and cycles of 1.1 GHz by the played counters (11 a call of 10 ns). */
static void prepare(struct played_session *session, const char *configurations, unsigned int blocks)
{
	played_session_prepare(session, configurations, blocks);
	session->clock.counts_instructions = false;
	session->plan.calls = 1024;
	session->machine.time_per_call_ns = 10;
}

static size_t events_of(const struct played_session *session, enum result_event_kind kind)
{
	size_t found = 0;

	for (size_t i = 0; i < session->result.event_count; i++)
		found += session->result.events[i].kind == kind;
	return found;
}

/* The measurement of a sample's long run in this block, of a plan of one cell. */
static unsigned int long_run_of(unsigned int block)
{
	return MEASUREMENTS_OF_LINEARITY + MEASUREMENTS_OF_SAMPLE * (block + 1);
}

static void assert_measured_again(const struct played_session *session, const char *reason)
{
	assert_int_equal(session->err, 0);
	assert_int_equal(session->totals.interrupted, 1);
	assert_int_equal(session->totals.invalid, 0);
	assert_int_equal(session->totals.valid, session->plan.blocks);
	assert_int_equal(events_of(session, RESULT_EVENT_CHANGED), 1);
	assert_non_null(strstr(session->result.events[0].text, reason));
	for (size_t i = 0; i < session->result.sample_count; i++) {
		const struct result_sample *sample = &session->result.samples[i];

		if (sample->status == RESULT_INTERRUPTED)
			assert_string_equal(sample->reason, session->result.events[0].text);
	}
}

static void test_a_clock_that_goes_backwards(void **state)
{
	struct played_session session;

	(void)state;
	prepare(&session, "none", 6);
	session.machine.backwards_at = long_run_of(0) - 1;
	played_session_run(&session);
	assert_measured_again(&session, "the clock went backwards");
	result_free(&session.result);
}

static void test_a_machine_that_sleeps(void **state)
{
	struct played_session session;

	(void)state;
	prepare(&session, "none", 6);
	session.machine.suspended_at = long_run_of(3);
	played_session_run(&session);
	assert_measured_again(&session, "the machine was suspended for 3.2 s");
	result_free(&session.result);
}

static void test_a_clock_that_jumps(void **state)
{
	struct played_session session;

	(void)state;
	prepare(&session, "none", 8);
	session.machine.jump_at = long_run_of(4);
	session.machine.jumps = 1;
	session.machine.jump_ns = 500000000;
	played_session_run(&session);
	assert_measured_again(&session,
			      "the clock jumped: 2048 calls of kloop none took 500020.5 us by "
			      "it, before 20.5 us, though as much was counted");
	result_free(&session.result);
}

/* A clock that says so each time is the one there is: it is not measured again for ever. */
static void test_a_clock_that_stays_where_it_jumped(void **state)
{
	struct played_session session;

	(void)state;
	prepare(&session, "none", 10);
	session.machine.jump_at = long_run_of(4) - 2;
	session.machine.jumps = 1000;
	session.machine.jump_ns = 500000000;
	played_session_run(&session);
	assert_int_equal(session.err, 0);
	assert_int_equal(session.totals.interrupted, CLOCK_WATCH_JUMPS_MAX);
	assert_int_equal(session.totals.valid, 10);
	result_free(&session.result);
}

/* What was counted says that it did take longer: that is a measurement. */
static void test_calls_that_did_take_longer(void **state)
{
	struct clock_watch watch = { 0 };
	struct sample sample = {
		.workload = "kloop",
		.configuration = "none",
		.long_run = { .calls = 100, .time_ns = 300000, .counters = { 4000 } },
	};
	char text[256];

	(void)state;
	for (unsigned int i = 0; i < CLOCK_WATCH_MIN; i++) {
		assert_false(clock_watch_jumped(&watch, &sample, true, text, sizeof(text)));
		clock_watch_add(&watch, &sample);
	}
	sample.long_run.time_ns = 15000000;
	assert_true(clock_watch_jumped(&watch, &sample, true, text, sizeof(text)));
	assert_false(clock_watch_jumped(&watch, &sample, false, text, sizeof(text)));
	sample.long_run.counters[0] = 200000;
	assert_false(clock_watch_jumped(&watch, &sample, true, text, sizeof(text)));
	sample.long_run.counters[0] = 4000;
	sample.long_run.time_ns = 3000;
	assert_true(clock_watch_jumped(&watch, &sample, true, text, sizeof(text)));
	sample.long_run.time_ns = 3000000;
	assert_false(clock_watch_jumped(&watch, &sample, true, text, sizeof(text)));
}

/* A step of a 1 MHz clock, a miss of a cache: short runs are 20 times as long without any jump. */
static void test_short_runs_do_not_jump(void **state)
{
	struct clock_watch watch = { 0 };
	struct sample sample = {
		.long_run = { .calls = 8, .time_ns = 1000, .counters = { 320 } },
	};
	char text[256];

	(void)state;
	for (unsigned int i = 0; i < CLOCK_WATCH_MIN; i++)
		clock_watch_add(&watch, &sample);
	sample.long_run.time_ns = 0;
	assert_false(clock_watch_jumped(&watch, &sample, true, text, sizeof(text)));
	sample.long_run.time_ns = 50000;
	assert_false(clock_watch_jumped(&watch, &sample, true, text, sizeof(text)));
}

/* Wherever it happens: one clear line, and the sample that it hit is kept and invalid. */
static void test_a_cpu_that_goes_offline(void **state)
{
	(void)state;
	for (unsigned int n = 1; n <= long_run_of(3); n++) {
		struct played_session session;
		size_t last;

		prepare(&session, "none", 4);
		session.machine.offline_at = n;
		played_session_run(&session);
		assert_int_equal(session.err, -ENODEV);
		assert_int_equal(session.complaint.exit_code, EXIT_CODE_FAILED);
		assert_string_equal(session.complaint.tried, "CPU 1 went offline");
		assert_int_equal(session.machine.attached, 0);
		assert_null(session.totals.stop.by);
		last = session.result.sample_count;
		assert_int_equal(session.totals.samples, last);
		if (n > MEASUREMENTS_OF_LINEARITY) {
			assert_int_equal(session.totals.invalid, 1);
			assert_int_equal(session.result.samples[last - 1].status, RESULT_INVALID);
			assert_string_equal(session.result.samples[last - 1].reason,
					    "CPU 1 went offline");
		}
		result_free(&session.result);
	}
}

static void test_a_frequency_that_steps(void **state)
{
	struct played_session session;

	(void)state;
	prepare(&session, "none,direct,ops1,ops2,ops10", 9);
	session.machine.slow_from = 5 * long_run_of(4);
	played_session_run(&session);
	assert_int_equal(session.err, 0);
	assert_int_equal(session.totals.valid, 5 * 9);
	/* Once, not in each block that follows. */
	assert_int_equal(events_of(&session, RESULT_EVENT_CHANGED), 1);
	assert_string_equal(session.result.events[0].text,
			    "the CPU ran at 0.99 GHz, before at 1.10 GHz");
	result_free(&session.result);
	prepare(&session, "none,direct,ops1,ops2,ops10", 9);
	session.machine.slow_from = 5 * long_run_of(4);
	session.clock.emulated = true;
	played_session_run(&session);
	assert_int_equal(events_of(&session, RESULT_EVENT_CHANGED), 0);
	result_free(&session.result);
}

static void add_frequency(struct frequency_watch *watch, unsigned int values, double ghz,
			  unsigned int switches)
{
	const struct workload workload = { .switches = switches };
	struct measurement short_run = { .time_ns = 5000 };
	struct measurement long_run = { .time_ns = 105000 };

	long_run.counters[0] = (uint64_t)(100000 * ghz);
	while (values--)
		frequency_add(watch, &workload, &short_run, &long_run);
}

static void test_frequencies(void **state)
{
	struct frequency_watch watch = { .watching = true };
	char text[128];

	(void)state;
	/* Of one block too few are known, and so of two. */
	for (int block = 0; block < 3; block++) {
		add_frequency(&watch, 2, 1.8, 0);
		assert_false(frequency_stepped(&watch, text, sizeof(text)));
	}
	add_frequency(&watch, 9, 1.83, 0);
	assert_false(frequency_stepped(&watch, text, sizeof(text)));
	/* An outlier is no step, nor is a thread that waits. */
	add_frequency(&watch, 4, 1.8, 0);
	add_frequency(&watch, 1, 0.3, 0);
	assert_false(frequency_stepped(&watch, text, sizeof(text)));
	add_frequency(&watch, 50, 0.6, 1);
	add_frequency(&watch, 5, 1.8, 0);
	assert_false(frequency_stepped(&watch, text, sizeof(text)));
	add_frequency(&watch, 1000, 1.2, 0);
	assert_true(frequency_stepped(&watch, text, sizeof(text)));
	assert_string_equal(text, "the CPU ran at 1.20 GHz, before at 1.81 GHz");
	add_frequency(&watch, 5, 1.2, 0);
	assert_false(frequency_stepped(&watch, text, sizeof(text)));
	add_frequency(&watch, 5, 1.8, 0);
	assert_true(frequency_stepped(&watch, text, sizeof(text)));
}

/* Steps of 2 us tell no frequency to 1 % in 100 us. */
static void test_a_coarse_clock_tells_no_frequency(void **state)
{
	const struct session_clock clock = { .resolution_ns = 2000 };
	struct frequency_watch watch;
	struct plan plan = { 0 };
	char word[64];

	(void)state;
	plan_add_events(&plan, "cycles", word, sizeof(word));
	frequency_begin(&watch, &plan, &clock);
	add_frequency(&watch, 5, 1.8, 0);
	assert_int_equal(watch.count, 0);
	watch.time_min_ns = 100000;
	add_frequency(&watch, 5, 1.8, 0);
	assert_int_equal(watch.count, 5);
}

static void test_cycles_of_both_modes_are_watched(void **state)
{
	const struct session_clock clock = { 0 };
	const struct session_clock emulated = { .emulated = true };
	struct frequency_watch watch;
	struct plan plan = { 0 };
	char word[64];

	(void)state;
	plan_add_events(&plan, "kernel-instructions", word, sizeof(word));
	frequency_begin(&watch, &plan, &clock);
	assert_false(watch.watching);
	plan_add_events(&plan, "cycles", word, sizeof(word));
	frequency_begin(&watch, &plan, &clock);
	assert_true(watch.watching);
	assert_int_equal(watch.event, 1);
	frequency_begin(&watch, &plan, &emulated);
	assert_false(watch.watching);
	plan.events[1].user = false;
	frequency_begin(&watch, &plan, &clock);
	assert_false(watch.watching);
}

static void test_the_median_of_what_samples_take(void **state)
{
	static struct engine_cost cost;

	(void)state;
	assert_int_equal(engine_cost_median(&cost), 0);
	engine_cost_add(&cost, 7);
	assert_int_equal(engine_cost_median(&cost), 7);
	memset(&cost, 0, sizeof(cost));
	/* Of a long run all parts count alike: the first half is 10, the second 1000 to 2000. */
	for (unsigned int i = 0; i < 100000; i++)
		engine_cost_add(&cost, i < 40000 ? 10 : 1000 + (i - 40000) / 60);
	assert_true(cost.count <= ENGINE_COST_VALUES);
	assert_between(engine_cost_median(&cost), 1150, 1185);
}

/* Only what is beside the runs: two looks at 3 us between, whatever the calls take. */
static void test_what_the_engine_takes_itself(void **state)
{
	(void)state;
	for (uint64_t call_ns = 10; call_ns <= 1000; call_ns *= 10) {
		struct played_session session;

		prepare(&session, "none,ops1", 8);
		session.machine.time_per_call_ns = call_ns;
		session.machine.look_ns = 3000;
		played_session_run(&session);
		assert_int_equal(session.err, 0);
		assert_int_equal(session.totals.engine_ns, 3000);
		result_free(&session.result);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_clock_that_goes_backwards),
		cmocka_unit_test(test_a_machine_that_sleeps),
		cmocka_unit_test(test_a_clock_that_jumps),
		cmocka_unit_test(test_a_clock_that_stays_where_it_jumped),
		cmocka_unit_test(test_calls_that_did_take_longer),
		cmocka_unit_test(test_short_runs_do_not_jump),
		cmocka_unit_test(test_a_cpu_that_goes_offline),
		cmocka_unit_test(test_a_frequency_that_steps),
		cmocka_unit_test(test_frequencies),
		cmocka_unit_test(test_a_coarse_clock_tells_no_frequency),
		cmocka_unit_test(test_cycles_of_both_modes_are_watched),
		cmocka_unit_test(test_the_median_of_what_samples_take),
		cmocka_unit_test(test_what_the_engine_takes_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
