// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sessions on a played machine in which something breaks, or somebody stops them:
 * nothing stays attached and nothing measured is lost.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "assert_between.h"
#include "played_session.h"

/* Broke with @error, said so, and let go of everything. */
static void assert_broken(const struct played_session *session, int error, const char *tried)
{
	assert_int_equal(session->err, error);
	assert_int_equal(session->complaint.error, error);
	assert_non_null(strstr(session->complaint.tried, tried));
	assert_int_equal(session->machine.attached, 0);
	assert_int_equal(session->machine.attaches, session->machine.detaches);
	assert_int_equal(session->totals.samples, session->result.sample_count);
	assert_false(session->totals.stopped);
}

static void test_attach_fails(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none", 2);
	session.machine.attach_fails = "none";
	session.machine.attach_error = -EBUSY;
	played_session_run(&session);
	assert_broken(&session, -EBUSY, "the attach of none");
	assert_int_equal(session.complaint.exit_code, EXIT_CODE_REFUSED);
	assert_int_equal(session.machine.attaches, 0);
	assert_int_equal(session.totals.blocks, 0);
	assert_int_equal(session.machine.blocks_shown, 0);
	result_free(&session.result);
}

static void test_prove_fails(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none,ops1", 2);
	session.machine.look_error = -EIO;
	session.machine.look_fails_at = 1;
	played_session_run(&session);
	assert_broken(&session, -EIO, "look 1");
	assert_int_equal(session.machine.attaches, 1);
	assert_int_equal(session.machine.measurements, 0);
	result_free(&session.result);
}

static void test_second_look_fails(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none,ops1", 2);
	session.machine.look_error = -EIO;
	session.machine.look_fails_at = 2;
	played_session_run(&session);
	assert_broken(&session, -EIO, "look 2");
	assert_int_equal(session.totals.samples, 0);
	result_free(&session.result);
}

/* Whichever measurement it is: calibration, warming up, short, long, in any block. */
static void test_measure_fails(void **state)
{
	struct played_session session;
	unsigned int all;

	(void)state;
	played_session_prepare(&session, "none,ops1", 3);
	played_session_run(&session);
	all = session.machine.measurements;
	assert_int_equal(session.err, 0);
	assert_true(all >= 3 * 2 * 3);
	result_free(&session.result);
	for (unsigned int n = 1; n <= all; n++) {
		for (unsigned int calls = 0; calls <= 16; calls += 16) {
			played_session_prepare(&session, "none,ops1", 3);
			session.plan.calls = calls;
			session.machine.measure_fails_at = n;
			session.machine.measure_error = -E2BIG;
			played_session_run(&session);
			assert_broken(&session, -E2BIG, "was to fail");
			assert_int_equal(session.machine.measurements, n);
			result_free(&session.result);
		}
	}
}

static void test_detach_fails(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none,ops1", 2);
	session.machine.detach_error = -EAGAIN;
	played_session_run(&session);
	assert_broken(&session, -EAGAIN, "the detach");
	assert_int_equal(session.complaint.exit_code, EXIT_CODE_FAILED);
	assert_int_equal(session.machine.attaches, 1);
	/* What was measured before is there. */
	assert_int_equal(session.result.sample_count, 1);
	result_free(&session.result);
}

/* The first failure is the cause; the second one comes of it. */
static void test_measure_and_detach_fail(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none", 1);
	session.machine.measure_fails_at = 2;
	session.machine.measure_error = -EIO;
	session.machine.detach_error = -EAGAIN;
	played_session_run(&session);
	assert_broken(&session, -EIO, "measurement 2");
	result_free(&session.result);
}

/* At every moment at which it can come: between cells and between attempts. */
static void test_stop(void **state)
{
	struct played_session session;

	(void)state;
	for (unsigned int n = 1; n < 40; n++) {
		played_session_prepare(&session, "none,ops1", 20);
		session.machine.interrupted = "ops1";
		session.machine.interruptions = 4;
		session.machine.stop_after_measurements = n;
		played_session_run(&session);
		assert_int_equal(session.err, 0);
		assert_true(session.totals.stopped);
		assert_int_equal(session.machine.attached, 0);
		assert_int_equal(session.machine.attaches, session.machine.detaches);
		assert_int_equal(session.totals.samples, session.result.sample_count);
		assert_int_equal(session.totals.blocks, session.machine.blocks_shown);
		/* A sample that was begun is finished: two measurements at most. */
		assert_true(session.machine.measurements <= n + 2);
		result_free(&session.result);
	}
}

static void test_stop_before_the_start(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none,ops1", 20);
	session.machine.measurements = 1;
	session.machine.stop_after_measurements = 1;
	played_session_run(&session);
	assert_int_equal(session.err, 0);
	assert_true(session.totals.stopped);
	assert_int_equal(session.machine.attaches, 0);
	assert_int_equal(session.totals.samples, 0);
	result_free(&session.result);
}

static void test_stop_between_attempts(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "ops1", 3);
	session.machine.interrupted = "ops1";
	session.machine.interruptions = 40;
	/* Each attempt warms up, and is two. */
	session.machine.stop_after_measurements =
		MEASUREMENTS_OF_NO_LINEARITY + MEASUREMENTS_OF_SAMPLE * 5;
	played_session_run(&session);
	assert_int_equal(session.err, 0);
	assert_true(session.totals.stopped);
	assert_int_equal(session.totals.interrupted, 5);
	assert_int_equal(session.totals.valid + session.totals.invalid, 0);
	assert_int_equal(session.totals.blocks, 0);
	assert_int_equal(session.machine.detaches, 1);
	result_free(&session.result);
}

static void test_a_full_disk_stops_at_once(void **state)
{
	struct played_session session;
	struct result_writer writer;

	(void)state;
	if (access("/dev/full", W_OK))
		skip();
	played_session_prepare(&session, "none,ops1", 20);
	assert_int_equal(result_writer_open(&writer, "/dev/full"), 0);
	played_session_write(&session, &writer);
	assert_int_equal(result_writer_close(&writer), -ENOSPC);
	assert_broken(&session, -ENOSPC, "cannot write the result file");
	assert_int_equal(session.complaint.exit_code, EXIT_CODE_FAILED);
	assert_true(*session.complaint.advice);
	/* The first record is the first proof: nothing was measured for nothing. */
	assert_int_equal(session.machine.attaches, 1);
	assert_int_equal(session.machine.measurements, 0);
}

/* An event of a cell that cannot be had is a record like any other. */
static void test_a_full_disk_at_an_unavailable_cell(void **state)
{
	struct played_session session;
	struct result_writer writer;

	(void)state;
	if (access("/dev/full", W_OK))
		skip();
	played_session_prepare(&session, "direct", 20);
	session.abilities.direct_calls = false;
	assert_int_equal(result_writer_open(&writer, "/dev/full"), 0);
	played_session_write(&session, &writer);
	assert_int_equal(result_writer_close(&writer), -ENOSPC);
	assert_broken(&session, -ENOSPC, "cannot write the result file");
	assert_int_equal(session.complaint.exit_code, EXIT_CODE_FAILED);
}

/* With a count that is not 0, as a counter that somebody else stopped. */
static void test_a_counter_that_stops_is_not_believed(void **state)
{
	struct played_session session;

	(void)state;
	played_session_prepare(&session, "none,ops1", 4);
	session.machine.still_from = 13;
	played_session_run(&session);
	assert_int_equal(session.err, 0);
	assert_between(session.totals.valid, 1, 7);
	assert_int_equal(session.totals.valid + session.totals.invalid, 8);
	assert_string_equal(session.result.samples[7].reason,
			    "twice the calls did not move the counter of kernel-instructions");
	result_free(&session.result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_counter_that_stops_is_not_believed),
		cmocka_unit_test(test_attach_fails),
		cmocka_unit_test(test_prove_fails),
		cmocka_unit_test(test_second_look_fails),
		cmocka_unit_test(test_measure_fails),
		cmocka_unit_test(test_detach_fails),
		cmocka_unit_test(test_measure_and_detach_fail),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_stop_before_the_start),
		cmocka_unit_test(test_stop_between_attempts),
		cmocka_unit_test(test_a_full_disk_stops_at_once),
		cmocka_unit_test(test_a_full_disk_at_an_unavailable_cell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
