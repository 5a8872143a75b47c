// SPDX-License-Identifier: GPL-2.0-only
/*
 * A workload's prepare() and finish() stand around its runs, or it is not available.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "measure/prepared.h"

static int held;
static int refusal;

static int hold(void **state)
{
	if (refusal)
		return refusal;
	held++;
	*state = &held;
	return 0;
}

static void let_go(void *state)
{
	assert_ptr_equal(state, &held);
	held--;
}

static const struct workload careful = { .name = "careful", .prepare = hold, .finish = let_go };
static const struct workload plain = { .name = "plain" };

static void test_prepared_and_finished(void **state)
{
	struct prepared prepared;
	struct complaint complaint;

	(void)state;
	refusal = 0;
	assert_int_equal(prepared_begin(&prepared, &careful, &complaint), 0);
	assert_int_equal(held, 1);
	assert_ptr_equal(prepared.state, &held);
	assert_ptr_equal(prepared.workload, &careful);
	prepared_end(&prepared);
	assert_int_equal(held, 0);
	/* Once is enough. */
	prepared_end(&prepared);
	assert_int_equal(held, 0);
}

static void test_nothing_to_prepare(void **state)
{
	struct prepared prepared;
	struct complaint complaint;

	(void)state;
	assert_int_equal(prepared_begin(&prepared, &plain, &complaint), 0);
	assert_null(prepared.state);
	prepared_end(&prepared);
}

static void test_refused(void **state)
{
	struct prepared prepared;
	struct complaint complaint;

	(void)state;
	refusal = -EMFILE;
	assert_int_equal(prepared_begin(&prepared, &careful, &complaint), -EOPNOTSUPP);
	assert_string_equal(complaint.tried,
			    "the workload 'careful' cannot be prepared: Too many open files");
	assert_int_equal(complaint.exit_code, EXIT_CODE_SKIPPED);
	/* What was not got is not let go. */
	prepared_end(&prepared);
	assert_int_equal(held, 0);
}

/* Each of ours, as the executor does it, with no tracee and no module. */
static void test_the_registered_ones(void **state)
{
	size_t count;
	const struct workload **all = workload_all(&count);

	(void)state;
	assert_non_null(all);
	for (size_t i = 0; i < count; i++) {
		struct prepared prepared;
		struct complaint complaint;

		if (all[i]->kind != TRACETOLL_TRACEE_NAMED)
			continue;
		assert_non_null(all[i]->system_call);
		assert_int_equal(prepared_begin(&prepared, all[i], &complaint), 0);
		for (int without = 0; without <= 1; without++) {
			const struct workload_run run = {
				.device = -1,
				.batches = 3,
				.calls_per_batch = 5,
				.without_call = without && all[i]->loops_alone,
				.state = prepared.state,
			};

			assert_int_equal(all[i]->run(&run), 0);
		}
		prepared_end(&prepared);
	}
	free(all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prepared_and_finished),
		cmocka_unit_test(test_nothing_to_prepare),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_the_registered_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
