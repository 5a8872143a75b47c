// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sessions on a played machine in which nothing breaks: what is written, in which
 * order, and what is valid.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "played_session.h"

static const char *member(const json_t *record, const char *name)
{
	return json_string_value(json_object_get(record, name));
}

static void assert_nothing_left_attached(const struct played_session *session)
{
	assert_int_equal(session->machine.attached, 0);
	assert_int_equal(session->machine.attaches, session->machine.detaches);
}

static void assert_done(const struct played_session *session)
{
	if (session->err)
		fail_msg("the session fails: %s", session->complaint.tried);
	assert_int_equal(session->totals.blocks, session->plan.blocks);
	assert_int_equal(session->machine.blocks_shown, session->plan.blocks);
	assert_int_equal(session->totals.samples, session->result.sample_count);
	assert_false(session->totals.stopped);
	assert_nothing_left_attached(session);
}

/* For each cell a proof and then its sample, in the order of the plan. */
static void test_records_stand_in_the_order_of_the_plan(void **state)
{
	struct played_session session;
	struct plan_cell cells[4];
	size_t line = 1;

	(void)state;
	played_session_prepare(&session, "none,direct,ops1,ops2", 5);
	played_session_run(&session);
	assert_done(&session);
	assert_int_equal(json_array_size(session.result.records), 1 + 5 * 4 * 2);
	for (unsigned int block = 0; block < 5; block++) {
		plan_order(&session.plan, block, cells);
		for (size_t i = 0; i < 4; i++) {
			const char *name = session.plan.configurations[cells[i].configuration].name;
			const json_t *proof = json_array_get(session.result.records, line++);
			const json_t *sample = json_array_get(session.result.records, line++);

			assert_string_equal(member(proof, "record"), "proof");
			assert_string_equal(member(sample, "record"), "sample");
			assert_string_equal(member(proof, "configuration"), name);
			assert_string_equal(member(sample, "configuration"), name);
			assert_int_equal(json_integer_value(json_object_get(sample, "block")),
					 block);
		}
	}
	assert_int_equal(session.totals.valid, 20);
	assert_int_equal(session.totals.interrupted + session.totals.invalid, 0);
	assert_int_equal(session.machine.settles, 20);
	result_free(&session.result);
}

static void test_values_of_a_sample(void **state)
{
	struct played_session session;
	const struct result_sample *sample;

	(void)state;
	played_session_prepare(&session, "direct+ops1", 1);
	played_session_run(&session);
	assert_done(&session);
	assert_int_equal(session.result.sample_count, 1);
	sample = &session.result.samples[0];
	assert_int_equal(sample->status, RESULT_VALID);
	assert_null(sample->reason);
	assert_int_equal(sample->attempt, 1);
	assert_string_equal(sample->path_before, "list-direct");
	assert_string_equal(sample->path_after, "list-direct");
	assert_string_equal(sample->expected_path, "list-direct");
	assert_int_equal(sample->short_run.calls, 16);
	assert_int_equal(sample->long_run.calls, 32);
	assert_int_equal(sample->short_run.counters[0], 1000 + 10 * 16);
	assert_int_equal(sample->long_run.counters[1], 1000 + 11 * 32);
	assert_int_equal(sample->long_run.time_ns, 320);
	result_free(&session.result);
}

static void test_interrupted_samples_are_measured_again(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none,ops1", 3);
	session.machine.interrupted = "ops1";
	session.machine.interruptions = 2;
	played_session_run(&session);
	assert_done(&session);
	assert_int_equal(session.totals.valid, 6);
	assert_int_equal(session.totals.interrupted, 6);
	assert_int_equal(session.totals.invalid, 0);
	assert_int_equal(session.result.sample_count, 12);
	for (size_t i = 0; i < session.result.sample_count; i++) {
		const struct result_sample *sample = &session.result.samples[i];
		bool hit = sample->configuration == 1 && sample->attempt < 3;

		assert_int_equal(sample->status, hit ? RESULT_INTERRUPTED : RESULT_VALID);
		assert_int_equal(sample->short_run.interrupts, hit ? 3 : 0);
		if (!hit)
			continue;
		assert_string_equal(sample->reason, "6 interrupts hit it");
		/* The next attempt is the next record of samples. */
		assert_int_equal(sample[1].attempt, sample->attempt + 1);
		assert_int_equal(sample[1].configuration, 1);
	}
	/* One attachment serves all attempts of a cell; each warms up, and is two. */
	assert_int_equal(session.machine.attaches, 6);
	assert_true(session.machine.measurements >= MEASUREMENTS_OF_SAMPLE * 12);
	result_free(&session.result);
}

/* Each sample of an attachment has attempts of its own; all attachments of the run are numbered. */
static void test_several_samples_of_an_attachment(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none,ops1", 2);
	session.plan.samples = 3;
	session.machine.interrupted = "ops1";
	session.machine.interruptions = 1;
	played_session_run(&session);
	assert_done(&session);
	assert_int_equal(session.machine.attaches, 4);
	assert_int_equal(session.totals.valid, 12);
	assert_int_equal(session.totals.interrupted, 2);
	for (size_t i = 0, attachment = 0, index = 0; i < 14; i++) {
		const struct result_sample *sample = &session.result.samples[i];

		assert_int_equal(sample->attachment, attachment);
		assert_int_equal(sample->index, index);
		assert_int_equal(sample->load, 0);
		if (sample->status == RESULT_INTERRUPTED) {
			assert_int_equal(sample->attempt, 1);
			continue;
		}
		assert_int_equal(sample->attempt, sample->configuration == 1 && !index ? 2 : 1);
		index = (index + 1) % 3;
		attachment += !index;
	}
	result_free(&session.result);
}

static void test_gives_up_after_the_last_attempt(void **state)
{
	struct played_session session;
	const struct result_sample *last;

	(void)state;
	played_session_prepare(&session, "ops2", 1);
	session.machine.interrupted = "ops2";
	session.machine.interruptions = 1000;
	played_session_run(&session);
	assert_done(&session);
	assert_int_equal(session.result.sample_count, SESSION_ATTEMPTS_MAX);
	assert_int_equal(session.totals.interrupted, SESSION_ATTEMPTS_MAX - 1);
	assert_int_equal(session.totals.invalid, 1);
	last = &session.result.samples[SESSION_ATTEMPTS_MAX - 1];
	assert_int_equal(last->attempt, SESSION_ATTEMPTS_MAX);
	assert_int_equal(last->status, RESULT_INVALID);
	assert_string_equal(last->reason, "all 50 attempts were disturbed (6 interrupts hit it); "
					  "ask for fewer calls (--calls)");
	assert_int_equal(last[-1].status, RESULT_INTERRUPTED);
	result_free(&session.result);
}

static void test_the_last_attempt_may_succeed(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "ops2", 1);
	session.machine.interrupted = "ops2";
	session.machine.interruptions = SESSION_ATTEMPTS_MAX - 1;
	played_session_run(&session);
	assert_done(&session);
	assert_int_equal(session.totals.valid, 1);
	assert_int_equal(session.totals.invalid, 0);
	assert_int_equal(session.result.sample_count, SESSION_ATTEMPTS_MAX);
	result_free(&session.result);
}

static void test_a_wrong_path_is_invalid_and_final(void **state)
{
	(void)state;
	for (int after = 0; after < 2; after++) {
		struct played_session session;

		played_session_prepare(&session, "none,ops1", 2);
		session.machine.wrong_path = "ops1";
		session.machine.wrong_after = after;
		/* Even if an interrupt hit it, too: another attempt would be no better. */
		session.machine.interrupted = "ops1";
		session.machine.interruptions = 9;
		played_session_run(&session);
		assert_done(&session);
		assert_int_equal(session.totals.valid, 2);
		assert_int_equal(session.totals.invalid, 2);
		assert_int_equal(session.totals.interrupted, 0);
		assert_int_equal(session.totals.cells_unavailable, 0);
		for (size_t i = 0; i < session.result.sample_count; i++) {
			const struct result_sample *sample = &session.result.samples[i];

			if (sample->configuration == 0)
				continue;
			assert_int_equal(sample->status, RESULT_INVALID);
			assert_string_equal(sample->path_before, after ? "callops-func" : "list");
			assert_string_equal(sample->path_after, "list");
			assert_non_null(strstr(sample->reason, "expected is callops-func"));
		}
		result_free(&session.result);
	}
}

static void test_multiplexed_counters_are_invalid(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none,ops1", 1);
	session.machine.multiplexed = "ops1";
	played_session_run(&session);
	assert_done(&session);
	assert_int_equal(session.totals.valid, 1);
	assert_int_equal(session.totals.invalid, 1);
	for (size_t i = 0; i < 2; i++) {
		if (session.result.samples[i].configuration == 1)
			assert_string_equal(
				session.result.samples[i].reason,
				"the counters ran 4999 of 5000 ns: another user of the PMU");
	}
	result_free(&session.result);
}

/* One event for the cell, however many blocks there are, and the others run. */
static void assert_unavailable_once(struct played_session *session, const char *configuration,
				    const char *text, unsigned int proofs)
{
	const struct result_event *event = &session->result.events[0];
	unsigned int found = 0;

	assert_done(session);
	assert_int_equal(session->totals.cells_unavailable, 1);
	assert_int_equal(session->result.event_count, 1);
	assert_int_equal(event->kind, RESULT_EVENT_UNAVAILABLE);
	assert_string_equal(event->configuration, configuration);
	assert_string_equal(event->workload, "kloop");
	assert_non_null(strstr(event->text, text));
	assert_int_equal(session->totals.valid, 2 * session->plan.blocks);
	for (size_t i = 0; i < json_array_size(session->result.records); i++) {
		const json_t *record = json_array_get(session->result.records, i);

		if (!strcmp(member(record, "record"), "proof"))
			found += !strcmp(member(record, "configuration"), configuration);
	}
	assert_int_equal(found, proofs);
	result_free(&session->result);
}

static void test_unavailable_by_the_row(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none,direct,ops1", 4);
	session.abilities.direct_calls = false;
	played_session_run(&session);
	assert_unavailable_once(&session, "direct", "DYNAMIC_FTRACE_WITH_DIRECT_CALLS", 0);
}

static void test_unavailable_by_the_attach(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none,ops2,ops1", 4);
	session.machine.attach_fails = "ops2";
	session.machine.attach_error = -EOPNOTSUPP;
	played_session_run(&session);
	assert_unavailable_once(&session, "ops2", "the attach of ops2 was to fail", 0);
}

/* Its proof stays in the file: it shows why. */
static void test_unavailable_by_placement(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none,direct,ops1", 4);
	session.machine.far = "direct";
	played_session_run(&session);
	assert_unavailable_once(&session, "direct", "1024 MiB from the patch site", 1);
}

/* A trampoline that is where a far one should be does not make a wrong path right. */
static void test_placement_is_no_excuse_for_others(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "direct-far", 1);
	session.machine.wrong_path = "direct-far";
	played_session_run(&session);
	assert_done(&session);
	assert_int_equal(session.totals.invalid, 1);
	assert_int_equal(session.totals.cells_unavailable, 0);
	result_free(&session.result);
}

/* Nobody knows what the others did meanwhile: measured again, as after an interrupt. */
static void test_a_thread_that_was_switched_out(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none", 1);
	session.machine.interrupted = "none";
	session.machine.switched = "none";
	session.machine.interruptions = 2;
	played_session_run(&session);
	assert_done(&session);
	assert_int_equal(session.totals.interrupted, 2);
	assert_int_equal(session.totals.valid, 1);
	assert_non_null(strstr(session.result.samples[0].reason, "others ran on this CPU"));
	result_free(&session.result);
}

static void test_findings_stand_in_the_file(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none", 3);
	session.machine.findings = 2;
	played_session_run(&session);
	assert_done(&session);
	assert_int_equal(session.totals.findings, 6);
	assert_int_equal(session.result.event_count, 6);
	assert_string_equal(session.result.events[5].text, "WARNING: number 2 of a test");
	result_free(&session.result);
}

/* --allow-dirty: the path that the machine takes is the expected one, and marked. */
static void test_a_dirty_tracee_is_marked(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none,ops1", 2);
	session.machine.wrong_path = "ops1";
	session.baseline.dirty = true;
	strcpy(session.baseline.holder, "somebody");
	played_session_run(&session);
	assert_done(&session);
	assert_int_equal(session.totals.invalid, 0);
	assert_int_equal(session.totals.valid, 4);
	assert_int_equal(session.result.event_count, 2);
	assert_string_equal(session.result.events[0].text, "somebody");
	for (size_t i = 0; i < session.result.sample_count; i++)
		assert_string_equal(session.result.samples[i].path_after,
				    session.result.samples[i].expected_path);
	result_free(&session.result);
}

/* Somebody's direct call is on the tracee, and ours cannot be: the others are measured. */
static void test_no_second_direct_call(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none,direct,ops1", 2);
	session.machine.attach_fails = "direct";
	session.machine.attach_error = -EBUSY;
	session.baseline.dirty = true;
	session.baseline.evidence.book.direct = true;
	session.baseline.evidence.book.ops = 1;
	session.checks.count = 0;
	played_session_run(&session);
	assert_done(&session);
	assert_int_equal(session.totals.cells_unavailable, 1);
	assert_int_equal(session.totals.valid, 4);
	result_free(&session.result);
	/* With nobody there it is a refusal. */
	played_session_prepare(&session, "direct", 1);
	session.machine.attach_fails = "direct";
	session.machine.attach_error = -EBUSY;
	played_session_run(&session);
	assert_int_equal(session.err, -EBUSY);
	result_free(&session.result);
}

/* Each is asked: without any, a wrong path passes. */
static void test_checks_are_the_callers(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "ops1", 1);
	session.machine.wrong_path = "ops1";
	session.checks.count = 0;
	played_session_run(&session);
	assert_done(&session);
	assert_int_equal(session.totals.valid, 1);
	result_free(&session.result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_records_stand_in_the_order_of_the_plan),
		cmocka_unit_test(test_values_of_a_sample),
		cmocka_unit_test(test_interrupted_samples_are_measured_again),
		cmocka_unit_test(test_several_samples_of_an_attachment),
		cmocka_unit_test(test_gives_up_after_the_last_attempt),
		cmocka_unit_test(test_the_last_attempt_may_succeed),
		cmocka_unit_test(test_a_wrong_path_is_invalid_and_final),
		cmocka_unit_test(test_multiplexed_counters_are_invalid),
		cmocka_unit_test(test_unavailable_by_the_row),
		cmocka_unit_test(test_unavailable_by_the_attach),
		cmocka_unit_test(test_unavailable_by_placement),
		cmocka_unit_test(test_placement_is_no_excuse_for_others),
		cmocka_unit_test(test_a_thread_that_was_switched_out),
		cmocka_unit_test(test_findings_stand_in_the_file),
		cmocka_unit_test(test_a_dirty_tracee_is_marked),
		cmocka_unit_test(test_checks_are_the_callers),
		cmocka_unit_test(test_no_second_direct_call),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
