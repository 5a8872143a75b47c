// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is attached must be hit as often as the tracee is called, or nothing is proven.
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

static const json_t *proof_of(const struct played_session *session, const char *configuration)
{
	for (size_t i = 0; i < json_array_size(session->result.records); i++) {
		const json_t *record = json_array_get(session->result.records, i);

		if (!strcmp(member(record, "record"), "proof") &&
		    !strcmp(member(record, "configuration"), configuration))
			return record;
	}
	return NULL;
}

static void assert_hits(const struct played_session *session, const char *configuration,
			json_int_t hits, json_int_t expected)
{
	const json_t *proof = proof_of(session, configuration);

	assert_int_equal(json_integer_value(json_object_get(proof, "hits")), hits);
	assert_int_equal(json_integer_value(json_object_get(proof, "hits_expected")), expected);
}

/* Each cell is counted once, before its first block, and not where nothing could count. */
static void test_hits_are_proven_once(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none,ops1,direct,stub2", 3);
	session.machine.uncounted = "stub2";
	played_session_run(&session);
	assert_done(&session);
	assert_int_equal(session.totals.valid, 12);
	assert_int_equal(session.machine.countings, 3);
	assert_hits(&session, "ops1", 32, 32);
	assert_hits(&session, "direct", 32, 32);
	assert_true(json_is_null(json_object_get(proof_of(&session, "none"), "hits")));
	assert_true(json_is_null(json_object_get(proof_of(&session, "stub2"), "hits_expected")));
	result_free(&session.result);
}

static void run_miscounted(struct played_session *session, int64_t too_many, unsigned int tries)
{
	played_session_prepare(session, "none,ops1", 2);
	session->machine.miscounted = "ops1";
	session->machine.hits_too_many = too_many;
	session->machine.tries_with_too_many = tries;
	played_session_run(session);
	assert_done(session);
}

static void assert_no_proof(struct played_session *session, const char *reason)
{
	assert_int_equal(session->totals.valid, 2);
	assert_int_equal(session->totals.invalid, 2);
	assert_non_null(strstr(member(proof_of(session, "ops1"), "reason"), reason));
	for (size_t i = 0; i < session->result.sample_count; i++) {
		const struct result_sample *sample = &session->result.samples[i];

		if (sample->configuration == 1)
			assert_non_null(strstr(sample->reason, reason));
	}
	result_free(&session->result);
}

static void test_fewer_hits_are_no_proof(void **state)
{
	struct played_session session;

	(void)state;
	run_miscounted(&session, -1, 0);
	assert_hits(&session, "ops1", 31, 32);
	assert_no_proof(&session, "hit what is attached 31 times, expected are 32");
	/* Even if it were better the next time. */
	run_miscounted(&session, -32, 1);
	assert_no_proof(&session, "hit what is attached 0 times");
}

/* Others call the tracee, too, now and then or all the time. */
static void test_more_hits_are_counted_anew(void **state)
{
	struct played_session session;

	(void)state;
	run_miscounted(&session, 2, HIT_PROOF_TRIES - 1);
	assert_int_equal(session.totals.valid, 4);
	assert_hits(&session, "ops1", 32, 32);
	assert_true(json_is_null(json_object_get(proof_of(&session, "ops1"), "reason")));
	result_free(&session.result);
	run_miscounted(&session, 2, 0);
	assert_no_proof(&session, "others call tracetoll_tracee, too");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hits_are_proven_once),
		cmocka_unit_test(test_fewer_hits_are_no_proof),
		cmocka_unit_test(test_more_hits_are_counted_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
