// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether calls cost the same however many there are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "measure/linearity.h"
#include "played_session.h"

static struct event events[2];
static char text[RECORD_TEXT_SIZE];
static const struct session_clock clock_of_20_ns = { .resolution_ns = 20 };

/* Runs of 500, 1000 and 2000 calls: 40 instructions and 90 ns a call, and 3 of 1000 miss. */
static struct linearity straight(void)
{
	struct linearity linearity = { .count = LINEARITY_RUNS };

	for (size_t length = 0; length < LINEARITY_LENGTHS; length++) {
		for (size_t i = 0; i < LINEARITY_RUNS; i++) {
			struct measurement *run = &linearity.runs[length][i];

			run->calls = UINT64_C(500) << length;
			run->counters[0] = 3000 + 40 * run->calls;
			run->counters[1] = 3 * run->calls / 1000 + i;
			run->time_ns = 700 + 90 * run->calls;
		}
	}
	return linearity;
}

static bool differs(const struct linearity *linearity)
{
	snprintf(events[0].name, sizeof(events[0].name), "kernel-instructions");
	snprintf(events[1].name, sizeof(events[1].name), "misses");
	return linearity_differs(linearity, events, 2, &clock_of_20_ns, text, sizeof(text));
}

static void test_a_line_is_one(void **state)
{
	struct linearity linearity = straight();

	(void)state;
	assert_false(differs(&linearity));
	assert_string_equal(text, "");
	assert_int_equal(linearity_time_ns(&linearity), 90000);
}

/* A cache that 1000 calls still fit into, or a limit that 1500 of 2000 run into. */
static void test_a_bend_is_told_with_its_numbers(void **state)
{
	struct linearity linearity = straight();

	(void)state;
	for (size_t i = 0; i < LINEARITY_RUNS; i++)
		linearity.runs[LINEARITY_TWICE][i].counters[0] += 2500;
	assert_true(differs(&linearity));
	assert_string_equal(text,
			    "kernel-instructions: 40 a call from 500 to 1000 calls, 42.5 from "
			    "there to 2000 (6 % apart)");
	for (size_t i = 0; i < LINEARITY_RUNS; i++)
		linearity.runs[LINEARITY_HALF][i].time_ns -= 9000;
	assert_true(differs(&linearity));
	assert_non_null(
		strstr(text, "(6 % apart); ns: 108 a call from 500 to 1000 calls, 90 from"));
	/* Where the clock counts instructions, there is no time. */
	linearity.runs[LINEARITY_TWICE][0].counters[0] -= 2500;
	linearity.runs[LINEARITY_TWICE][1].counters[0] -= 2500;
	assert_false(linearity_differs(&linearity, events, 2,
				       &(struct session_clock){ .counts_instructions = true }, text,
				       sizeof(text)));
}

static void test_five_percent_are_nothing(void **state)
{
	struct linearity linearity = straight();

	(void)state;
	for (size_t i = 0; i < LINEARITY_RUNS; i++)
		linearity.runs[LINEARITY_TWICE][i].counters[0] += 1900;
	assert_false(differs(&linearity));
}

/* Runs that differ among themselves prove nothing of the lengths. */
static void test_noise_is_no_bend(void **state)
{
	struct linearity linearity = straight();

	(void)state;
	for (size_t i = 0; i < LINEARITY_RUNS; i++) {
		linearity.runs[LINEARITY_TWICE][i].time_ns += 9000 * i;
		linearity.runs[LINEARITY_ONCE][i].time_ns += 4000 * i;
	}
	assert_false(differs(&linearity));
	/* Nor does what the clock cannot tell. */
	linearity = straight();
	for (size_t length = 0; length < LINEARITY_LENGTHS; length++) {
		for (size_t i = 0; i < LINEARITY_RUNS; i++) {
			linearity.runs[length][i].calls = UINT64_C(2) << length;
			linearity.runs[length][i].counters[0] = 80U << length;
			linearity.runs[length][i].time_ns = length * 20;
		}
	}
	assert_false(differs(&linearity));
}

static void test_one_outlier_is_none(void **state)
{
	struct linearity linearity = straight();

	(void)state;
	linearity.runs[LINEARITY_ONCE][1].counters[0] += 100000;
	assert_false(differs(&linearity));
}

/* One event for the cell, in the first block; its samples are valid all the same. */
static void test_a_session_tells_it_once(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none,ops1", 3);
	session.machine.nonlinear = "ops1";
	session.plan.calls = 100;
	played_session_run(&session);
	assert_int_equal(session.err, 0);
	assert_int_equal(session.totals.valid, 6);
	assert_int_equal(session.result.event_count, 1);
	assert_int_equal(session.result.events[0].kind, RESULT_EVENT_NONLINEAR);
	assert_string_equal(session.result.events[0].workload, "kloop");
	assert_string_equal(session.result.events[0].configuration, "ops1");
	assert_string_equal(
		session.result.events[0].text,
		"kernel-instructions: 11.5 a call from 50 to 100 calls, 13 from there to "
		"200 (12 % apart)");
	result_free(&session.result);
}

/* Three runs of each length, and once more the same. */
static void test_a_session_asks_twice(void **state)
{
	static const struct {
		unsigned int until; /* the last run that is bent */
		bool told;
	} tries[] = { { 9, false }, { 18, true } };

	(void)state;
	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		struct played_session session;
		bool told = false;

		played_session_prepare(&session, "ops1", 1);
		session.machine.nonlinear = "ops1";
		session.plan.calls = 100;
		session.machine.nonlinear_until = tries[i].until;
		played_session_run(&session);
		for (size_t e = 0; e < session.result.event_count; e++)
			told |= session.result.events[e].kind == RESULT_EVENT_NONLINEAR;
		assert_int_equal(told, tries[i].told);
		result_free(&session.result);
	}
}

static void test_disturbed_runs_are_not_judged(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "ops1", 1);
	session.machine.nonlinear = "ops1";
	session.machine.interrupted = "ops1";
	session.machine.interruptions = 2;
	session.plan.calls = 100;
	played_session_run(&session);
	assert_int_equal(session.err, 0);
	assert_int_equal(session.result.event_count, 0);
	result_free(&session.result);
}

static void test_one_call_has_no_half(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "ops1", 2);
	session.plan.calls = 1;
	played_session_run(&session);
	assert_int_equal(session.err, 0);
	assert_int_equal(session.machine.measurements, 2 * MEASUREMENTS_OF_SAMPLE);
	result_free(&session.result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_line_is_one),
		cmocka_unit_test(test_a_bend_is_told_with_its_numbers),
		cmocka_unit_test(test_five_percent_are_nothing),
		cmocka_unit_test(test_noise_is_no_bend),
		cmocka_unit_test(test_one_outlier_is_none),
		cmocka_unit_test(test_a_session_tells_it_once),
		cmocka_unit_test(test_a_session_asks_twice),
		cmocka_unit_test(test_disturbed_runs_are_not_judged),
		cmocka_unit_test(test_one_call_has_no_half),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
