// SPDX-License-Identifier: GPL-2.0-only
/*
 * How many calls a sample makes, in how many batches, and how the clock is judged.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "kmod/tracetoll_ioctl.h"
#include "measure/calibration.h"
#include "measure/instruction_clock.h"
#include "played_session.h"

#define OPS_MAX (TRACETOLL_RELEVANT_MAX + TRACETOLL_IRRELEVANT_MAX + 1)
#define CALLS_MAX 1000000

static void assert_batches_fit(unsigned int calls, unsigned int ops)
{
	uint64_t batches = calibration_batches(calls, ops);
	uint64_t calls_per_batch = (calls + batches - 1) / batches;
	uint64_t cost = 2 * calls_per_batch * (1 + ops); /* of a batch of the long run */

	if (batches < 1 || batches > calls || batches > TRACETOLL_BATCHES_MAX ||
	    cost > TRACETOLL_BATCH_COST_MAX || batches * calls_per_batch < calls)
		fail_msg("%u calls, %u ops: %llu batches of %llu calls, cost %llu", calls, ops,
			 (unsigned long long)batches, (unsigned long long)calls_per_batch,
			 (unsigned long long)cost);
}

static void test_a_batch_never_exceeds_the_limit_of_the_module(void **state)
{
	static const unsigned int ops_of[] = { 0, 1, 2, 3, 10, 11, 127, 256, 257, 512, OPS_MAX };

	(void)state;
	for (size_t i = 0; i < sizeof(ops_of) / sizeof(ops_of[0]); i++) {
		for (unsigned int calls = 1; calls <= CALLS_MAX; calls++)
			assert_batches_fit(calls, ops_of[i]);
	}
	for (unsigned int ops = 0; ops <= OPS_MAX; ops++) {
		for (unsigned int calls = 1; calls <= CALLS_MAX; calls += 1 + calls / 64)
			assert_batches_fit(calls, ops);
		assert_batches_fit(CALLS_MAX, ops);
	}
}

static void test_few_calls_are_one_batch(void **state)
{
	(void)state;
	assert_int_equal(calibration_batches(1, 0), 1);
	assert_int_equal(calibration_batches(1, OPS_MAX), 1);
	assert_int_equal(calibration_batches(1024, 0), 1);
	assert_int_equal(calibration_batches(CALLS_MAX, 0), 245);
}

/* The largest power of two with which 2N calls stay within 250 microseconds. */
static void test_calls_fit_between_two_ticks(void **state)
{
	const struct session_clock counts = { .counts_instructions = true };

	(void)state;
	assert_int_equal(calibration_calls(&counts, 16, 16 * 10), 1024);
	assert_int_equal(calibration_calls(&counts, 16, 16 * 122),
			 1024); /* 2048 of them: 249856 ns */
	assert_int_equal(calibration_calls(&counts, 16, 16 * 123), 512);
	assert_int_equal(calibration_calls(&counts, 16, 16 * 1000), 64);
	assert_int_equal(calibration_calls(&counts, 16, 16 * 31250), 4);
	/* Where nothing is known of ticks, there may be one each 10 ms: a quarter of that. */
	assert_int_equal(calibration_calls(&counts, 16, 16 * 312500), 4);
	assert_int_equal(calibration_calls(&counts, 16, 16 * 312501), 2);
	assert_int_equal(calibration_calls(&counts, 16, 16 * 1000000), 1);
	assert_int_equal(calibration_calls(&counts, 16, 16 * 100000000ULL), 1);
	for (uint64_t each = 1; each < 100000; each++) {
		unsigned int calls = calibration_calls(&counts, 16, 16 * each);

		assert_true(calls >= 4 && calls <= 1024 && !(calls & (calls - 1)));
		assert_true(calls == 4 || 2 * calls * each <= 250000);
		assert_true(calls == 1024 || 4 * calls * each > 250000);
	}
}

static void test_calls_for_clocks_that_say_nothing(void **state)
{
	const struct session_clock counts = { .counts_instructions = true };

	(void)state;
	assert_int_equal(calibration_calls(&counts, 16, 0), 1024);
	assert_int_equal(calibration_calls(&counts, 0, 1000), 4);
	assert_int_equal(calibration_calls(&counts, 1, UINT64_MAX), 1);
	assert_int_equal(calibration_calls(&counts, 16, UINT64_MAX / 1024), 1);
	assert_int_equal(calibration_calls(&counts, UINT64_MAX, 1), 1024);
}

/* A kloop call is 2 ns on a board: 1024 of them were far less than a tick leaves room for. */
static void test_calls_are_not_capped_where_the_clock_is_one(void **state)
{
	const struct session_clock clock = { .resolution_ns = 20, .tick_ns = 4000000 };

	(void)state;
	assert_int_equal(calibration_calls(&clock, 1024, 1024 * 2), 32768);
	assert_int_equal(calibration_calls(&clock, 16, 0), 524288);
	assert_int_equal(calibration_calls(&clock, 16, 16 * 1000), 64);
	assert_int_equal(calibration_calls(&clock, 16, 16 * 1000000), 1);
}

/* N calls are a thousand steps, unless 2N would take more than half of a tick. */
static void test_calls_fit_the_steps_of_the_clock(void **state)
{
	static const uint64_t steps[] = { 1, 20, 41, 100, 370, 1000, 4000, 30000 };
	static const uint64_t ticks[] = { 0, 1000000, 4000000, 10000000 };

	(void)state;
	for (size_t s = 0; s < sizeof(steps) / sizeof(steps[0]); s++) {
		for (size_t t = 0; t < sizeof(ticks) / sizeof(ticks[0]); t++) {
			const struct session_clock clock = { .resolution_ns = steps[s],
							     .tick_ns = ticks[t] };
			uint64_t longest = ticks[t] ? ticks[t] / 2 : 100000000;

			for (uint64_t each = 1; each < 40000; each += 1 + each / 8) {
				uint64_t calls = calibration_calls(&clock, 1000, 1000 * each);
				uint64_t time = calls * each;

				assert_false(calls & (calls - 1));
				/* Longer than a quarter of a millisecond only for the steps. */
				assert_true(calls == 4 || 2 * time <= 250000 ||
					    (2 * time <= longest && time < 2000 * steps[s]));
				assert_true(time >= 1000 * steps[s] || calls == 524288 ||
					    4 * time > longest);
			}
		}
	}
}

static void test_more_calls_until_the_clock_tells(void **state)
{
	const struct session_clock clock = { .resolution_ns = 40 };
	const struct session_clock counts = { .counts_instructions = true, .resolution_ns = 40 };

	(void)state;
	assert_int_equal(calibration_more(&clock, 16, 0), 64);
	assert_int_equal(calibration_more(&clock, 16, 3999), 64);
	assert_int_equal(calibration_more(&clock, 16, 4000), 0);
	assert_int_equal(calibration_more(&clock, 262144, 0), 524288);
	assert_int_equal(calibration_more(&clock, 524288, 0), 0);
	assert_int_equal(calibration_more(&counts, 16, 0), 0);
}

/* Short and long differ in the calls of a batch, never in the number of batches. */
static void assert_alike(const struct played_session *session)
{
	const struct machine *machine = &session->machine;

	for (unsigned int i = 0; i < machine->measurements && i < 64; i++) {
		const struct result_sample *sample = &session->result.samples[0];

		assert_int_equal(machine->batches[i], machine->batches[0]);
		assert_int_equal(sample->long_run.calls, 2 * sample->short_run.calls);
	}
}

static void test_calls_that_were_asked_for(void **state)
{
	static const unsigned int calls_of[] = { 1, 2, 3, 100, 4096, 100000, CALLS_MAX };

	(void)state;
	for (size_t i = 0; i < sizeof(calls_of) / sizeof(calls_of[0]); i++) {
		struct played_session session;

		played_session_prepare(&session, "direct+ops256", 2);
		session.plan.calls = calls_of[i];
		played_session_run(&session);
		assert_int_equal(session.err, 0);
		assert_true(session.machine.measurements < 64);
		assert_alike(&session);
		/* Rounded up to whole batches. */
		assert_true(session.result.samples[0].short_run.calls >= calls_of[i]);
		assert_true(session.result.samples[0].short_run.calls <
			    calls_of[i] + session.machine.batches[0]);
		result_free(&session.result);
	}
}

static void test_calls_that_are_calibrated(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "ops1+irr10", 3);
	session.plan.calls = 0;
	session.machine.time_per_call_ns = 1000;
	/* Starting and stopping the counters is not the calls' time. */
	session.machine.time_around_ns = 50000;
	played_session_run(&session);
	assert_int_equal(session.err, 0);
	/* A cold run and a pair find N, in the first block only. */
	assert_int_equal(session.machine.measurements,
			 3 + MEASUREMENTS_OF_LINEARITY + 3 * MEASUREMENTS_OF_SAMPLE);
	assert_int_equal(session.machine.calls_per_batch[0], 16);
	assert_int_equal(session.machine.calls_per_batch[1], 16);
	assert_int_equal(session.machine.calls_per_batch[2], 2 * 16);
	assert_int_equal(session.machine.calls_per_batch[3], 64 / 2);
	assert_int_equal(session.machine.calls_per_batch[4], 64);
	assert_int_equal(session.machine.calls_per_batch[5], 2 * 64);
	assert_int_equal(session.machine.calls_per_batch[3 + MEASUREMENTS_OF_LINEARITY], 2 * 64);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(session.result.samples[i].short_run.calls, 64);
		assert_int_equal(session.result.samples[i].long_run.calls, 128);
	}
	result_free(&session.result);
}

/* Each cell has its own N: ten ops on the list are slow, none are fast. */
static void test_irrelevant_ops_count_into_the_batch(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "ops1+irr256", 1);
	session.plan.calls = 1024;
	played_session_run(&session);
	assert_int_equal(session.err, 0);
	assert_int_equal(session.machine.batches[0], calibration_batches(1024, 257));
	assert_true(session.machine.batches[0] > calibration_batches(1024, 1));
	result_free(&session.result);
}

/* 2 ns a call, by a clock that steps by 40: nothing is seen of 16 calls, nor of 64. */
static void test_calls_that_are_calibrated_by_steps(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "ops1", 2);
	session.plan.calls = 0;
	session.clock = (struct session_clock){ .resolution_ns = 40, .tick_ns = 4000000 };
	session.machine.time_per_call_ns = 2;
	session.machine.time_around_ns = 700;
	session.machine.step_ns = 40;
	played_session_run(&session);
	assert_int_equal(session.err, 0);
	assert_int_equal(session.machine.calls_per_batch[2], 2 * 16);
	assert_int_equal(session.machine.calls_per_batch[5], 2 * 64);
	assert_true(session.result.samples[0].short_run.calls >= 32768);
	assert_true(session.result.samples[0].short_run.calls < 32768 + 64);
	assert_int_equal(session.result.event_count, 0);
	result_free(&session.result);
}

static void test_a_value_that_the_clock_cannot_tell_is_marked(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none", 2);
	session.clock.counts_instructions = false;
	session.clock.resolution_ns = 100;
	session.machine.time_per_call_ns = 300;
	session.machine.step_ns = 100;
	played_session_run(&session);
	assert_int_equal(session.err, 0);
	assert_int_equal(session.result.event_count, 1);
	assert_int_equal(session.result.events[0].kind, RESULT_EVENT_NOTE);
	assert_string_equal(session.result.events[0].text,
			    "ns: the clock steps by 100 ns, which is 2.1 % of what 16 calls take: "
			    "more calls (--calls) tell it better");
	result_free(&session.result);
}

static void test_judgement_of_the_clock(void **state)
{
	(void)state;
	assert_true(instruction_clock_judge(1, 1));
	assert_true(instruction_clock_judge(1.04, 0.96));
	/* Both chains must fit: hardware at one instruction a nanosecond still divides. */
	assert_false(instruction_clock_judge(1, 5));
	assert_false(instruction_clock_judge(0.25, 1));
	assert_false(instruction_clock_judge(1.06, 1));
	assert_false(instruction_clock_judge(1, 0.94));
	assert_false(instruction_clock_judge(0, 0));
	assert_false(instruction_clock_judge(-1, -1));
	assert_false(instruction_clock_judge(NAN, 1));
	assert_false(instruction_clock_judge(1, INFINITY));
}

static void test_judgement_of_what_the_clock_counted(void **state)
{
	(void)state;
	assert_true(instruction_clock_judge_count(1000, 2000, 1000));
	assert_true(instruction_clock_judge_count(1016, 2016, 1000));
	/* One instruction more or less is not exact, however long the loop. */
	assert_false(instruction_clock_judge_count(1003, 2004, 1000));
	assert_false(instruction_clock_judge_count(1003, 2002, 1000));
	assert_false(instruction_clock_judge_count(999, 1999, 1000));
	assert_false(instruction_clock_judge_count(1017, 2017, 1000));
	assert_false(instruction_clock_judge_count(0, 1000, 1000));
	assert_false(instruction_clock_judge_count(0, 0, 1000));
	/* A counter that went backwards. */
	assert_false(instruction_clock_judge_count(UINT64_MAX, 1000, 1000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_batch_never_exceeds_the_limit_of_the_module),
		cmocka_unit_test(test_few_calls_are_one_batch),
		cmocka_unit_test(test_calls_fit_between_two_ticks),
		cmocka_unit_test(test_calls_for_clocks_that_say_nothing),
		cmocka_unit_test(test_calls_are_not_capped_where_the_clock_is_one),
		cmocka_unit_test(test_calls_fit_the_steps_of_the_clock),
		cmocka_unit_test(test_more_calls_until_the_clock_tells),
		cmocka_unit_test(test_calls_that_are_calibrated_by_steps),
		cmocka_unit_test(test_a_value_that_the_clock_cannot_tell_is_marked),
		cmocka_unit_test(test_calls_that_were_asked_for),
		cmocka_unit_test(test_calls_that_are_calibrated),
		cmocka_unit_test(test_irrelevant_ops_count_into_the_batch),
		cmocka_unit_test(test_judgement_of_the_clock),
		cmocka_unit_test(test_judgement_of_what_the_clock_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
