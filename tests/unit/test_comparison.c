// SPDX-License-Identifier: GPL-2.0-only
/*
 * Verdicts, corrections for many rows, and what could have been found.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "assert_between.h"
#include "config/random.h"
#include "stats/comparison.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define assert_near(a, b) assert_true(fabs((a) - (b)) < 1e-9)

static struct comparison compare_all(const double *differences, size_t count)
{
	struct comparison comparison;
	double copy[256];

	memcpy(copy, differences, count * sizeof(*copy));
	assert_int_equal(comparison_make(copy, count, 0, &comparison), 0);
	return comparison;
}

static void test_names(void **state)
{
	(void)state;
	assert_string_equal(verdict_name(VERDICT_NONE), "");
	assert_string_equal(verdict_name(VERDICT_DIFFERENT), "different");
	assert_string_equal(verdict_name(VERDICT_SAME), "same");
	assert_string_equal(verdict_name(VERDICT_UNDECIDED), "undecided");
}

static void test_verdicts(void **state)
{
	static const double differences[] = { 1, 2, 3, 4, 5, 6, 7 };
	struct comparison comparison = compare_all(differences, 7);

	(void)state;
	assert_near(comparison.p, 1.0 / 64);
	assert_near(comparison.adjusted_p, comparison.p);
	assert_near(comparison.shift.value, 4);
	assert_near(comparison.shift.interval.low, 2);
	assert_near(comparison.shift.interval.high, 6);
	assert_int_equal(comparison_judge(&comparison, 0), VERDICT_DIFFERENT);
	assert_int_equal(comparison_judge(&comparison, 3.9), VERDICT_DIFFERENT);
	/* Surely not 0, and perhaps not worth to be told. */
	assert_int_equal(comparison_judge(&comparison, 4), VERDICT_UNDECIDED);
	assert_int_equal(comparison_judge(&comparison, 5.9), VERDICT_UNDECIDED);
	assert_int_equal(comparison_judge(&comparison, 6), VERDICT_SAME);
	/* One of many rows. */
	comparison.adjusted_p = 0.051;
	assert_int_equal(comparison_judge(&comparison, 0), VERDICT_UNDECIDED);
	comparison.adjusted_p = 0.05;
	assert_int_equal(comparison_judge(&comparison, 0), VERDICT_DIFFERENT);
}

static void test_losses_are_judged_alike(void **state)
{
	static const double differences[] = { -1, -2, -3, -4, -5, -6, -7 };
	struct comparison comparison = compare_all(differences, 7);

	(void)state;
	assert_int_equal(comparison_judge(&comparison, 1), VERDICT_DIFFERENT);
	assert_int_equal(comparison_judge(&comparison, 5), VERDICT_UNDECIDED);
	assert_int_equal(comparison_judge(&comparison, 6), VERDICT_SAME);
}

/* Five agree on nothing: there is no interval, and 1/16 is no 5 %. */
static void test_too_few(void **state)
{
	static const double differences[] = { 1, 1, 1, 1, 1 };
	struct comparison comparison = compare_all(differences, 0);

	(void)state;
	assert_int_equal(comparison_judge(&comparison, 1), VERDICT_NONE);
	assert_near(comparison.p, 1);
	assert_near(comparison.adjusted_p, 1);
	comparison = compare_all(differences, 5);
	assert_int_equal(comparison_judge(&comparison, 0.5), VERDICT_UNDECIDED);
	assert_int_equal(comparison_judge(&comparison, 100), VERDICT_UNDECIDED);
	assert_near(comparison.detectable, 0);
	assert_int_equal(blocks_needed(&comparison, 1), 0);
}

static void test_no_noise(void **state)
{
	static const double differences[8] = { 0 };
	struct comparison comparison = compare_all(differences, 8);

	(void)state;
	assert_int_equal(comparison_judge(&comparison, 0), VERDICT_SAME);
	assert_near(comparison.p, 1);
	assert_int_equal(blocks_needed(&comparison, 1), 0);
}

/* Against p.adjust() of R, and in the order in which they were given. */
static void test_holm(void **state)
{
	double p[] = { 0.05, 0.01, 0.04, 0.02, 0.03 };
	static const double adjusted[] = { 0.09, 0.05, 0.09, 0.08, 0.09 };
	double high[] = { 0.9, 0.6 };

	(void)state;
	assert_int_equal(adjust_holm(p, COUNT(p)), 0);
	for (size_t i = 0; i < COUNT(p); i++)
		assert_near(p[i], adjusted[i]);
	assert_int_equal(adjust_holm(high, 2), 0);
	assert_near(high[0], 1);
	assert_near(high[1], 1);
	assert_int_equal(adjust_holm(NULL, 0), 0);
}

/* Thrombolysis, 15 hypotheses: the paper refuses four of them, and by Bonferroni's way three. */
static void test_the_example_of_benjamini_and_hochberg(void **state)
{
	static const double published[] = { 0.0001, 0.0004, 0.0019, 0.0095, 0.0201,
					    0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
					    0.4262, 0.5719, 0.6528, 0.7590, 1.0000 };
	double p[COUNT(published)];
	size_t refused = 0;

	(void)state;
	memcpy(p, published, sizeof(p));
	assert_int_equal(adjust_benjamini_hochberg(p, COUNT(p)), 0);
	assert_near(p[0], 0.0015);
	assert_near(p[3], 0.0095 * 15 / 4);
	/* 0.0278 * 15 / 6 is more than what follows it. */
	assert_near(p[5], 0.0298 * 15 / 7);
	assert_near(p[14], 1);
	for (size_t i = 0; i < COUNT(p); i++)
		refused += p[i] <= 0.05;
	assert_int_equal(refused, 4);
	memcpy(p, published, sizeof(p));
	assert_int_equal(adjust_holm(p, COUNT(p)), 0);
	refused = 0;
	for (size_t i = 0; i < COUNT(p); i++)
		refused += p[i] <= 0.05;
	assert_int_equal(refused, 3);
}

static double normal(uint64_t *state)
{
	double a = ((double)(random_next(state) >> 11) + 0.5) / 9007199254740992.0;
	double b = ((double)(random_next(state) >> 11) + 0.5) / 9007199254740992.0;

	return sqrt(-2 * log(a)) * cos(2 * M_PI * b);
}

/* What it says can be found with 80 % power is found so often, and nothing is found in nothing. */
static void test_detectable_is_detected(void **state)
{
	enum { ROUNDS = 2000, BLOCKS = 20 };
	double differences[BLOCKS];
	struct comparison comparison;
	double detectable = 0;
	uint64_t random = 3;
	int found = 0, alarms = 0;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < BLOCKS; i++)
			differences[i] = normal(&random);
		assert_int_equal(comparison_make(differences, BLOCKS, 0, &comparison), 0);
		alarms += comparison_judge(&comparison, 0) == VERDICT_DIFFERENT;
		detectable += comparison.detectable / ROUNDS;
	}
	assert_between(alarms, ROUNDS * 4 / 100, ROUNDS * 6 / 100);
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < BLOCKS; i++)
			differences[i] = normal(&random) + detectable;
		assert_int_equal(comparison_make(differences, BLOCKS, 0, &comparison), 0);
		found += comparison_judge(&comparison, 0) == VERDICT_DIFFERENT;
	}
	assert_between(found, ROUNDS * 77 / 100, ROUNDS * 83 / 100);
}

/*
 * The paired formula says (2.80 * deviation / effect)^2; the signed-rank test wants pi / 3 of
 * that, and the unknown variance 2 blocks.
 */
static void test_blocks_needed(void **state)
{
	struct comparison comparison = { .shift.count = 68, .rows = 1, .detectable = 0.5 };

	(void)state;
	assert_int_equal(blocks_needed(&comparison, 0.5), 68);
	assert_int_equal(blocks_needed(&comparison, 0.25), 266);
	assert_int_equal(blocks_needed(&comparison, 50), INTERVAL_COUNT_MIN);
	assert_int_equal(blocks_needed(&comparison, 0), 0);
	assert_int_equal(blocks_needed(&comparison, 1e-300), 0);
}

/* Six that agree are 1 of 32: of 1 row that is enough, of 2 it is not, however far from 0. */
static void test_few_blocks_and_many_rows(void **state)
{
	static const double differences[] = { 500, 501, 499, 500, 502, 503 };
	static const double alike[] = { 5, 5, 5, 5, 5, 5 };
	struct comparison comparison = compare_all(differences, 6);

	(void)state;
	assert_int_equal(comparison_blocks_min(1), 6);
	assert_int_equal(comparison_blocks_min(2), 7);
	assert_int_equal(comparison_blocks_min(8), 9);
	assert_int_equal(comparison_blocks_min(46), 11);
	assert_true(comparison_can_tell(&comparison));
	comparison_share(&comparison, 8);
	assert_false(comparison_can_tell(&comparison));
	assert_int_equal(blocks_needed(&comparison, 500), 9);
	comparison = compare_all(alike, 6);
	comparison_share(&comparison, 8);
	assert_int_equal(blocks_needed(&comparison, 5), 9);
}

/* Of ten rows the last step of Holm that is not passed asks for a p of 0.005. */
static void test_detectable_among_many_rows(void **state)
{
	enum { ROUNDS = 2000, BLOCKS = 40, ROWS = 10 };
	double differences[BLOCKS];
	struct comparison comparison;
	double detectable = 0;
	uint64_t random = 5;
	int found = 0;

	(void)state;
	for (int round = 0; round < 2 * ROUNDS; round++) {
		for (size_t i = 0; i < BLOCKS; i++)
			differences[i] = normal(&random) + (round < ROUNDS ? 0 : detectable);
		assert_int_equal(comparison_make(differences, BLOCKS, 0, &comparison), 0);
		comparison_share(&comparison, ROWS);
		if (round < ROUNDS)
			detectable += comparison.detectable / ROUNDS;
		else
			found += comparison.p * ROWS <= 0.05;
	}
	assert_between(found, ROUNDS * 76 / 100, ROUNDS * 84 / 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_verdicts),
		cmocka_unit_test(test_losses_are_judged_alike),
		cmocka_unit_test(test_too_few),
		cmocka_unit_test(test_no_noise),
		cmocka_unit_test(test_holm),
		cmocka_unit_test(test_the_example_of_benjamini_and_hochberg),
		cmocka_unit_test(test_detectable_is_detected),
		cmocka_unit_test(test_blocks_needed),
		cmocka_unit_test(test_few_blocks_and_many_rows),
		cmocka_unit_test(test_detectable_among_many_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
