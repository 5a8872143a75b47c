// SPDX-License-Identifier: GPL-2.0-only
/*
 * When a count is believed, and that the known work can be done.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "measure/known_work.h"
#include "measure/life_check.h"

static enum life judged(const char *word, enum event_loop loop, uint64_t once, uint64_t twice)
{
	struct event event;

	assert_int_equal(event_parse(word, &event), 0);
	return life_judge(&event, loop, 1000, once, twice);
}

static void test_exact(void **state)
{
	const enum event_loop loop = EVENT_LOOP_SUBTRACT;

	(void)state;
	assert_int_equal(judged("user-instructions", loop, 2000, 4000), LIFE_GOOD);
	assert_int_equal(judged("user-instructions", loop, 2020, 4020), LIFE_GOOD);
	assert_int_equal(judged("user-instructions", loop, 1999, 3999), LIFE_NOT_INSTRUCTIONS);
	assert_int_equal(judged("user-instructions", loop, 2021, 4021), LIFE_NOT_INSTRUCTIONS);
	assert_int_equal(judged("user-instructions", loop, 2000, 3999), LIFE_NOT_INSTRUCTIONS);
	assert_int_equal(judged("user-instructions", loop, 2000, 4021), LIFE_NOT_INSTRUCTIONS);
	assert_int_equal(judged("user-instructions", loop, 2000, 2000), LIFE_NOT_INSTRUCTIONS);
	/* The system calls around it are in it, as often in both. */
	assert_int_equal(judged("instructions", loop, 5000, 7000), LIFE_GOOD);
	assert_int_equal(judged("instructions", loop, 5000, 6999), LIFE_NOT_INSTRUCTIONS);
}

static void test_bounds(void **state)
{
	(void)state;
	assert_int_equal(judged("branch-misses", EVENT_LOOP_BRANCH, 500, 1000), LIFE_GOOD);
	assert_int_equal(judged("branch-misses", EVENT_LOOP_BRANCH, 50, 100), LIFE_TOO_FEW);
	assert_int_equal(judged("branch-misses", EVENT_LOOP_BRANCH, 5000, 10000), LIFE_TOO_MANY);
	assert_int_equal(judged("branch-misses", EVENT_LOOP_BRANCH, 0, 0), LIFE_DEAD);
	assert_int_equal(judged("branch-misses", EVENT_LOOP_BRANCH, 700, 700), LIFE_STUCK);
	assert_int_equal(judged("branch-misses", EVENT_LOOP_BRANCH, 700, 600), LIFE_STUCK);
	assert_int_equal(judged("branch-misses", EVENT_LOOP_BRANCH, 0, 500), LIFE_NOT_LINEAR);
	assert_int_equal(judged("branch-misses", EVENT_LOOP_BRANCH, 5000, 5500), LIFE_NOT_LINEAR);
	/* Elsewhere its row bounds nothing. */
	assert_int_equal(judged("branch-misses", EVENT_LOOP_CODE, 5, 10), LIFE_GOOD);
}

static void test_kernel_alone(void **state)
{
	(void)state;
	assert_int_equal(judged("kernel-instructions", EVENT_LOOP_CALLS, 300000, 600000),
			 LIFE_GOOD);
	assert_int_equal(judged("kernel-instructions", EVENT_LOOP_CALLS, 900, 1800), LIFE_TOO_FEW);
	assert_int_equal(judged("branch-misses:k", EVENT_LOOP_COLD_CALLS, 20, 40), LIFE_GOOD);
}

static void test_raw(void **state)
{
	(void)state;
	assert_int_equal(judged("r1b", EVENT_LOOP_CODE, 10, 20), LIFE_GOOD);
	assert_int_equal(judged("r1b", EVENT_LOOP_CODE, 10, 11), LIFE_NOT_LINEAR);
	assert_int_equal(judged("r1b", EVENT_LOOP_CODE, 10, 10), LIFE_STUCK);
	assert_int_equal(judged("r1b", EVENT_LOOP_CODE, 0, 0), LIFE_DEAD);
}

/* Nothing here can be counted on every machine, but all of it runs. */
static void test_work_runs(void **state)
{
	struct known_work work = KNOWN_WORK_START;
	const uint64_t coin = work.coin;

	(void)state;
	for (enum event_loop loop = EVENT_LOOP_SUBTRACT; loop < EVENT_LOOPS; loop++) {
		assert_non_null(known_work_name(loop));
		assert_int_equal(known_work_run(&work, loop, known_work_turns(loop)), 0);
	}
	assert_int_not_equal(known_work_run(&work, EVENT_LOOP_ANY, 1), 0);
	assert_int_not_equal(work.coin, coin);
	known_work_end(&work);
	assert_null(work.walk.code);
}

/* Every page once, before one is called again. */
static void test_walk_goes_round(void **state)
{
	struct code_walk walk;

	(void)state;
	assert_int_equal(code_walk_open(&walk), 0);
	for (size_t i = 1; i < walk.pages; i++) {
		code_walk_run(&walk, 1);
		assert_int_not_equal(walk.next, 0);
	}
	code_walk_run(&walk, 1);
	assert_int_equal(walk.next, 0);
	code_walk_close(&walk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exact),        cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_kernel_alone), cmocka_unit_test(test_raw),
		cmocka_unit_test(test_work_runs),    cmocka_unit_test(test_walk_goes_round),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
