// SPDX-License-Identifier: GPL-2.0-only
/*
 * Least squares: certified results, what cannot be told apart, and what is left.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stats/least_squares.h"

#define assert_near(a, b, within)                                   \
	do {                                                        \
		double is = (a), wanted = (b);                      \
		if (!(fabs(is - wanted) <= (within)))               \
			fail_msg("%.15g is not %.15g", is, wanted); \
	} while (0)

#define NORRIS_ROWS 36

/* NIST StRD, linear regression, Norris: y and x, and what is certified of them. */
static const double norris[NORRIS_ROWS][2] = {
	{ 0.1, 0.2 },     { 338.8, 337.4 }, { 118.1, 118.2 }, { 888.0, 884.6 }, { 9.2, 10.1 },
	{ 228.1, 226.5 }, { 668.5, 666.3 }, { 998.5, 996.3 }, { 449.1, 448.6 }, { 778.9, 777.0 },
	{ 559.2, 558.2 }, { 0.3, 0.4 },     { 0.1, 0.6 },     { 778.1, 775.5 }, { 668.8, 666.9 },
	{ 339.3, 338.0 }, { 448.9, 447.5 }, { 10.8, 11.6 },   { 557.7, 556.0 }, { 228.3, 228.1 },
	{ 998.0, 995.8 }, { 888.8, 887.6 }, { 119.6, 120.2 }, { 0.3, 0.3 },     { 0.6, 0.3 },
	{ 557.6, 556.8 }, { 339.3, 339.1 }, { 888.0, 887.2 }, { 998.5, 999.0 }, { 778.9, 779.0 },
	{ 10.2, 11.1 },   { 117.6, 118.3 }, { 228.9, 229.2 }, { 668.4, 669.1 }, { 449.2, 448.9 },
	{ 0.2, 0.5 },
};
#define NORRIS_INTERCEPT (-0.262323073774029)
#define NORRIS_SLOPE 1.00211681802045
#define NORRIS_DEVIATION 0.884796396144373

static void test_certified(void **state)
{
	double design[NORRIS_ROWS * 2], observed[NORRIS_ROWS], solution[2], sum = 0;
	struct least_squares factored;

	(void)state;
	for (size_t i = 0; i < NORRIS_ROWS; i++) {
		design[2 * i] = 1;
		design[2 * i + 1] = norris[i][1];
		observed[i] = norris[i][0];
	}
	assert_int_equal(least_squares_factor(&factored, design, NORRIS_ROWS, 2), 0);
	assert_int_equal(factored.rank, 2);
	assert_true(factored.unique[0] && factored.unique[1]);
	least_squares_solve(&factored, observed, solution);
	assert_near(solution[0], NORRIS_INTERCEPT, 1e-12);
	assert_near(solution[1], NORRIS_SLOPE, 1e-14);
	for (size_t i = 0; i < NORRIS_ROWS; i++)
		sum += pow(norris[i][0] - solution[0] - solution[1] * norris[i][1], 2);
	assert_near(sqrt(sum / (NORRIS_ROWS - 2)), NORRIS_DEVIATION, 1e-12);
	least_squares_free(&factored);
}

/* Each observation with the same factors: a solved one spoils nothing. */
static void test_one_design_and_several_observations(void **state)
{
	const double design[] = { 1, 0, 1, 1, 1, 2, 1, 3 };
	struct least_squares factored;

	(void)state;
	assert_int_equal(least_squares_factor(&factored, design, 4, 2), 0);
	for (int k = -3; k <= 3; k++) {
		double observed[4], solution[2];

		for (int i = 0; i < 4; i++)
			observed[i] = 7 + k * i;
		least_squares_solve(&factored, observed, solution);
		assert_near(solution[0], 7, 1e-12);
		assert_near(solution[1], k, 1e-12);
	}
	least_squares_free(&factored);
}

/* The last column is the sum of the first two; the third one has nothing to do with them. */
static void test_columns_that_depend(void **state)
{
	const double design[] = {
		1, 0, 0, 1, /**/ 0, 1, 0, 1, /**/ 1, 1, 0, 2, /**/ 2, 1, 5, 3, /**/ 0, 3, 2, 3,
	};
	const double observed[] = { 10, 20, 30, 540, 260 };
	struct least_squares factored;
	double copy[5], solution[4];

	(void)state;
	memcpy(copy, observed, sizeof(copy));
	assert_int_equal(least_squares_factor(&factored, design, 5, 4), 0);
	assert_int_equal(factored.rank, 3);
	assert_false(factored.unique[0]);
	assert_false(factored.unique[1]);
	assert_true(factored.unique[2]);
	assert_false(factored.unique[3]);
	least_squares_solve(&factored, copy, solution);
	assert_near(solution[2], 100, 1e-10);
	/* Whatever was chosen for the others, it fits. */
	for (size_t r = 0; r < 5; r++) {
		double sum = 0;

		for (size_t c = 0; c < 4; c++)
			sum += design[4 * r + c] * solution[c];
		assert_near(sum, observed[r], 1e-10);
	}
	least_squares_free(&factored);
}

static void test_fewer_rows_than_columns(void **state)
{
	const double design[] = { 1, 2, 0, /**/ 0, 0, 3 };
	double observed[] = { 10, 12 }, solution[3];
	struct least_squares factored;

	(void)state;
	assert_int_equal(least_squares_factor(&factored, design, 2, 3), 0);
	assert_int_equal(factored.rank, 2);
	assert_false(factored.unique[0] || factored.unique[1]);
	assert_true(factored.unique[2]);
	least_squares_solve(&factored, observed, solution);
	assert_near(solution[2], 4, 1e-12);
	least_squares_free(&factored);
}

static void test_nothing(void **state)
{
	const double zeros[6] = { 0 };
	struct least_squares factored;
	double observed[] = { 1, 2, 3 }, solution[2] = { 5, 5 };

	(void)state;
	assert_int_equal(least_squares_factor(&factored, zeros, 3, 2), 0);
	assert_int_equal(factored.rank, 0);
	assert_false(factored.unique[0] || factored.unique[1]);
	least_squares_solve(&factored, observed, solution);
	assert_true(solution[0] == 0 && solution[1] == 0);
	least_squares_free(&factored);
	assert_int_equal(least_squares_factor(&factored, zeros, 0, 2), 0);
	assert_int_equal(factored.rank, 0);
	least_squares_free(&factored);
}

/* The most alike numbers of ops there are, and the most unlike sizes. */
static void test_nearly_alike_is_not_alike(void **state)
{
	const double design[] = { 1, 255, 1, 256 };
	const double sizes[] = { 1e-8, 1e8, 2e-8, 1e8 };
	double observed[] = { 105 + 55 * 255, 105 + 55 * 256 }, solution[2];
	struct least_squares factored;

	(void)state;
	assert_int_equal(least_squares_factor(&factored, design, 2, 2), 0);
	assert_int_equal(factored.rank, 2);
	least_squares_solve(&factored, observed, solution);
	assert_near(solution[0], 105, 1e-8);
	assert_near(solution[1], 55, 1e-10);
	least_squares_free(&factored);
	assert_int_equal(least_squares_factor(&factored, sizes, 2, 2), 0);
	assert_int_equal(factored.rank, 2);
	least_squares_free(&factored);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_certified),
		cmocka_unit_test(test_one_design_and_several_observations),
		cmocka_unit_test(test_columns_that_depend),
		cmocka_unit_test(test_fewer_rows_than_columns),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_nearly_alike_is_not_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
