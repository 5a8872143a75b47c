// SPDX-License-Identifier: GPL-2.0-only
/*
 * Medians, shifts and their intervals: against tables, examples of the literature, and counting
 * everything there is.
 */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "assert_between.h"
#include "config/random.h"
#include "stats/bootstrap.h"
#include "stats/interval.h"
#include "stats/order.h"
#include "stats/signed_rank.h"
#include "stats/walsh.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define assert_near(a, b) assert_double_equal(a, b, 1e-9)

#ifndef assert_double_equal /* cmocka before 1.1.6 */
#define assert_double_equal(a, b, epsilon) assert_true(fabs((a) - (b)) <= (epsilon))
#endif

/* Hamilton's depression scale before and after: Hollander and Wolfe, 1973, table 3.1. */
static const double depression[] = {
	0.952, -0.147, 1.022, 0.430, 0.620, 0.590, 0.490, -0.080, 0.010
};

/* Darwin's cross- and self-fertilised maize, in eighths of an inch: Fisher, 1935. */
static const double maize[] = { 49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48 };

static double uniform(uint64_t *state)
{
	return ((double)(random_next(state) >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(uint64_t *state)
{
	double radius = sqrt(-2 * log(uniform(state)));

	return radius * cos(2 * M_PI * uniform(state));
}

static double lognormal(uint64_t *state)
{
	return exp(normal(state));
}

/* Student's of three degrees of freedom: no fourth moment. */
static double heavy(uint64_t *state)
{
	double squares = 0;

	for (int i = 0; i < 3; i++) {
		double value = normal(state);

		squares += value * value;
	}
	return normal(state) / sqrt(squares / 3);
}

static const struct noise {
	double (*draw)(uint64_t *state);
	double median;
} noises[] = { { normal, 0 }, { lognormal, 1 }, { heavy, 0 }, { uniform, 0.5 } };

static void test_median_of_few(void **state)
{
	double values[] = { 5, 1, 4, 2, 3 };

	(void)state;
	assert_int_equal(estimate_median(NULL, 0).count, 0);
	for (size_t count = 1; count <= COUNT(values); count++) {
		double copy[COUNT(values)];
		struct estimate estimate;

		memcpy(copy, values, sizeof(copy));
		estimate = estimate_median(copy, count);
		assert_int_equal(estimate.count, count);
		assert_false(estimate.interval.known);
	}
	assert_near(estimate_median(values, 5).value, 3);
	assert_near(estimate_median(values, 4).value, 2.5);
}

/*
 * Of six, 1 to 6 covers 62/64 and 2 to 5 covers 50/64; 0.95 is a tenth of the way, and the formula
 * makes that 0.5 / 1.4 of the way between the values.
 */
static void test_median_by_hand(void **state)
{
	double values[] = { 6, 5, 4, 3, 2, 1 };
	struct estimate estimate = estimate_median(values, 6);

	(void)state;
	assert_true(estimate.interval.known);
	assert_near(estimate.value, 3.5);
	assert_near(estimate.interval.low, 1 + 0.5 / 1.4);
	assert_near(estimate.interval.high, 6 - 0.5 / 1.4);
}

static void test_median_of_one_value(void **state)
{
	double values[100];
	struct estimate estimate;

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++)
		values[i] = 7.1;
	estimate = estimate_median(values, COUNT(values));
	assert_near(estimate.value, 7.1);
	assert_near(estimate.interval.low, 7.1);
	assert_near(estimate.interval.high, 7.1);
}

/* Ranks of great numbers: n / 2 -+ 0.98 * sqrt(n), and no loss of digits on the way. */
static void test_median_of_many(void **state)
{
	static double values[100000];
	struct estimate estimate;

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++)
		values[i] = (double)(i + 1);
	estimate = estimate_median(values, COUNT(values));
	assert_near(estimate.value, 50000.5);
	assert_double_equal(estimate.interval.low, 50000.5 - 0.5 * 1.959964 * sqrt(100000), 0.6);
	assert_near(estimate.interval.low + estimate.interval.high, 100001);
}

/* P(rank sum as far out), by writing down all choices of signs; ranks are doubled. */
static double enumerate(const double *values, size_t count)
{
	unsigned long total = 0, sum = 0, far = 0;
	unsigned long ranks[16] = { 0 };

	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < count; j++) {
			ranks[i] += fabs(values[j]) < fabs(values[i]) ? 2 : 0;
			ranks[i] += fabs(values[j]) == fabs(values[i]) ? 1 : 0;
		}
		ranks[i] = values[i] == 0 ? 0 : ranks[i] + 1;
		total += ranks[i];
		sum += values[i] > 0 ? ranks[i] : 0;
	}
	sum = sum < total - sum ? sum : total - sum;
	for (unsigned long signs = 0; signs < 1UL << count; signs++) {
		unsigned long other = 0;

		for (size_t i = 0; i < count; i++)
			other += signs >> i & 1 ? ranks[i] : 0;
		far += other <= sum || total - other <= sum;
	}
	return (double)far / (double)(1UL << count);
}

/* Few different values, so that ties and zeros are common. */
static void test_signed_ranks_against_all_signs(void **state)
{
	uint64_t random = 5;

	(void)state;
	for (size_t count = 0; count <= 12; count++) {
		for (uint64_t spread = 1; spread <= 41; spread += 8) {
			double values[12];
			double p;

			for (size_t i = 0; i < count; i++)
				values[i] = (double)random_below(&random, spread) -
					    (double)random_below(&random, 3);
			assert_int_equal(signed_rank_test(values, count, &p), 0);
			assert_near(p, enumerate(values, count));
		}
	}
}

static void test_signed_ranks_of_the_literature(void **state)
{
	double p;

	(void)state;
	/* R: wilcox.test(): V = 40, p = 0.03906; V = 96, p = 0.04126. */
	assert_int_equal(signed_rank_test(depression, COUNT(depression), &p), 0);
	assert_near(p, 20.0 / 512);
	assert_int_equal(signed_rank_test(maize, COUNT(maize), &p), 0);
	assert_double_equal(p, 0.04126, 5e-6);
}

/* The critical values of the usual tables, two-sided 5 %, and one more: the rank that is left. */
static void test_cuts_of_the_tables(void **state)
{
	static const size_t cuts[][2] = {
		{ 0, 0 },   { 5, 0 },   { 6, 1 },    { 7, 3 },    { 8, 4 },
		{ 9, 6 },   { 10, 9 },  { 11, 11 },  { 12, 14 },  { 15, 26 },
		{ 20, 53 }, { 25, 90 }, { 30, 138 }, { 40, 265 }, { 50, 435 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cuts); i++) {
		size_t rank;

		assert_int_equal(signed_rank_cut(cuts[i][0], &rank), 0);
		assert_int_equal(rank, cuts[i][1]);
	}
}

static void test_walsh_averages_against_all_pairs(void **state)
{
	uint64_t random = 6;

	(void)state;
	for (size_t count = 1; count <= 40; count++) {
		double values[40], all[40 * 41 / 2];
		size_t pairs = 0;

		for (size_t i = 0; i < count; i++)
			values[i] =
				count % 3 ? heavy(&random) : (double)random_below(&random, 5) - 2;
		sort_numbers(values, count);
		for (size_t i = 0; i < count; i++) {
			for (size_t j = i; j < count; j++)
				all[pairs++] = values[i] / 2 + values[j] / 2;
		}
		sort_numbers(all, pairs);
		assert_int_equal(walsh_count(count), pairs);
		for (size_t i = 0; i < pairs; i++)
			assert_true(walsh_select(values, count, i + 1) == all[i]);
		assert_near(walsh_median(values, count), median_of_sorted(all, pairs));
	}
}

static void test_shift_of_the_literature(void **state)
{
	double values[COUNT(depression)];
	struct estimate estimate;
	double p;

	(void)state;
	memcpy(values, depression, sizeof(values));
	assert_int_equal(estimate_shift(values, COUNT(values), 0, &estimate, &p), 0);
	assert_int_equal(estimate.count, 9);
	/* Hollander and Wolfe, examples 3.3 and 3.4. */
	assert_double_equal(estimate.value, 0.46, 0.0005);
	assert_double_equal(estimate.interval.low, 0.010, 0.0005);
	assert_double_equal(estimate.interval.high, 0.786, 0.0005);
	assert_true(values[0] == -0.147);
}

static void test_shift_of_few(void **state)
{
	double values[5];
	struct estimate estimate;
	double p;

	(void)state;
	for (size_t count = 0; count <= 5; count++) {
		for (size_t i = 0; i < count; i++)
			values[i] = (double)(i + 1);
		assert_int_equal(estimate_shift(values, count, 0, &estimate, &p), 0);
		assert_int_equal(estimate.count, count);
		assert_false(estimate.interval.known);
		assert_near(estimate.value, count ? (double)(count + 1) / 2 : 0);
		assert_near(p, count ? ldexp(1, 1 - (int)count) : 1);
	}
}

static void test_shift_without_noise(void **state)
{
	static double values[1000];
	static const size_t counts[] = { 6, 60, INTERVAL_EXACT_MAX, INTERVAL_EXACT_MAX + 1, 1000 };
	struct estimate estimate;
	double p;

	(void)state;
	for (size_t c = 0; c < COUNT(counts); c++) {
		for (int value = -1; value <= 1; value++) {
			for (size_t i = 0; i < counts[c]; i++)
				values[i] = value;
			assert_int_equal(estimate_shift(values, counts[c], 1, &estimate, &p), 0);
			assert_true(estimate.value == value);
			assert_true(estimate.interval.known);
			assert_true(estimate.interval.low == value);
			assert_true(estimate.interval.high == value);
			assert_true(value ? p < 0.05 : p == 1);
		}
	}
}

/* The sum of two of them is no number, nor is half of the least. */
static void test_shift_of_extremes(void **state)
{
	double huge[] = { DBL_MAX, DBL_MAX, -DBL_MAX, DBL_MAX, 1, DBL_MAX, DBL_MAX };
	double tiny[] = { -5e-324, 5e-324, 0, 5e-324, -5e-324, 5e-324, 5e-324 };
	struct estimate estimate;
	double p;

	(void)state;
	assert_int_equal(estimate_shift(huge, COUNT(huge), 0, &estimate, &p), 0);
	assert_true(estimate.value == DBL_MAX);
	assert_true(estimate.interval.low < 1 && isfinite(estimate.interval.low));
	assert_true(estimate.interval.high == DBL_MAX);
	assert_int_equal(estimate_shift(tiny, COUNT(tiny), 0, &estimate, &p), 0);
	assert_true(estimate.interval.low <= estimate.value);
	assert_true(estimate.interval.high >= estimate.value);
}

/* Without ties the interval leaves 0 out exactly where the test refuses it. */
static void test_interval_and_test_agree(void **state)
{
	uint64_t random = 7;
	size_t refused = 0;

	(void)state;
	for (size_t round = 0; round < 400; round++) {
		size_t count = INTERVAL_COUNT_MIN + round % 60;
		double values[INTERVAL_COUNT_MIN + 60];
		struct estimate estimate;
		bool outside;
		double p;

		for (size_t i = 0; i < count; i++)
			values[i] = normal(&random) + 1 / sqrt((double)count);
		assert_int_equal(estimate_shift(values, count, 0, &estimate, &p), 0);
		outside = estimate.interval.low > 0 || estimate.interval.high < 0;
		assert_int_equal(outside, p <= 1 - CONFIDENCE);
		refused += outside;
	}
	/* Else this has looked at one side alone. */
	assert_between(refused, 40, 360);
}

/* Promised: 93 to 97 of 100; of 2000 rounds the standard error is half of one. */
static void test_coverage_of_the_median(void **state)
{
	static const size_t counts[] = { 6, 10, 25, 60 };
	uint64_t random = 8;

	(void)state;
	for (size_t n = 0; n < COUNT(noises); n++) {
		for (size_t c = 0; c < COUNT(counts); c++) {
			int covered = 0;

			for (int round = 0; round < 2000; round++) {
				double values[60];
				struct estimate estimate;

				for (size_t i = 0; i < counts[c]; i++)
					values[i] = noises[n].draw(&random);
				estimate = estimate_median(values, counts[c]);
				covered += estimate.interval.low <= noises[n].median &&
					   noises[n].median <= estimate.interval.high;
			}
			assert_between(covered, 1860, 1940);
		}
	}
}

static int covered_shifts(const struct noise *noise, size_t count, int rounds, uint64_t *random)
{
	int covered = 0;

	for (int round = 0; round < rounds; round++) {
		double values[2 * INTERVAL_EXACT_MAX];
		struct estimate estimate;
		double p;

		for (size_t i = 0; i < count; i++)
			values[i] = 3 + noise->draw(random) - noise->draw(random);
		assert_int_equal(estimate_shift(values, count, *random, &estimate, &p), 0);
		covered += estimate.interval.low <= 3 && 3 <= estimate.interval.high;
	}
	return covered;
}

static void test_coverage_of_the_shift(void **state)
{
	static const size_t counts[] = { 7, 10, 25, 60 };
	uint64_t random = 9;

	(void)state;
	for (size_t n = 0; n < COUNT(noises); n++) {
		for (size_t c = 0; c < COUNT(counts); c++)
			assert_between(covered_shifts(&noises[n], counts[c], 2000, &random), 1860,
				       1940);
		/* By the bootstrap; 300 rounds have a standard error of 1.3 of 100. */
		assert_between(covered_shifts(&noises[n], 2 * INTERVAL_EXACT_MAX, 300, &random),
			       275, 295);
	}
}

/* The variance of means of 9 runs of 3, written down for all 27 runs there are. */
static void test_bootstrap_deviates_as_runs_do(void **state)
{
	struct bootstrap bootstrap;
	double values[27];
	uint64_t random = 11;
	double mean = 0, squares = 0, deviation = 0;

	(void)state;
	for (size_t i = 0; i < 27; i++) {
		values[i] = normal(&random);
		mean += values[i] / 27;
	}
	for (size_t i = 0; i < 27; i++) {
		double run = values[i] + values[(i + 1) % 27] + values[(i + 2) % 27];

		squares += (run / 3 - mean) * (run / 3 - mean) / 27;
	}
	for (uint64_t seed = 0; seed < 10; seed++) {
		assert_int_equal(bootstrap_mean(values, 27, seed, &bootstrap), 0);
		deviation += bootstrap.deviation / 10;
	}
	/* 20000 draws tell it to 0.5 %; what is lost to the runs, 1/9 of it, is given back. */
	assert_double_equal(deviation, sqrt(squares / 9 / (1 - 1.0 / 9)), 0.015 * deviation);
}

/* Where nothing is different, the bootstrapped test says so 19 times of 20. */
static void test_alarms_of_many(void **state)
{
	enum { COUNT_OF_MANY = INTERVAL_EXACT_MAX + 20 };
	double values[COUNT_OF_MANY];
	uint64_t random = 12;
	int alarms = 0;

	(void)state;
	for (int round = 0; round < 600; round++) {
		struct estimate estimate;
		double p;

		for (size_t i = 0; i < COUNT_OF_MANY; i++)
			values[i] = heavy(&random);
		assert_int_equal(estimate_shift(values, COUNT_OF_MANY, random, &estimate, &p), 0);
		alarms += p <= 1 - CONFIDENCE;
	}
	assert_between(alarms, 18, 45);
}

/* Neighbours that have noise in common tell less than their number says. */
static void test_bootstrap_knows_neighbours(void **state)
{
	static double values[400], shuffled[400];
	struct bootstrap alone, together, again;
	uint64_t random = 10;

	(void)state;
	for (size_t i = 0; i < 400; i++)
		values[i] = (i ? 0.8 * values[i - 1] : 0) + normal(&random);
	for (size_t i = 0; i < 400; i++)
		shuffled[i] = values[i * 157 % 400];
	assert_int_equal(bootstrap_mean(values, 400, 1, &together), 0);
	assert_int_equal(bootstrap_mean(shuffled, 400, 1, &alone), 0);
	assert_true(together.deviation > 1.5 * alone.deviation);
	assert_true(together.low < 0 && together.high > 0);
	assert_int_equal(bootstrap_mean(values, 400, 1, &again), 0);
	assert_memory_equal(&together, &again, sizeof(again));
	assert_int_equal(bootstrap_mean(values, 400, 2, &again), 0);
	assert_memory_not_equal(&together, &again, sizeof(again));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_median_of_few),
		cmocka_unit_test(test_median_by_hand),
		cmocka_unit_test(test_median_of_one_value),
		cmocka_unit_test(test_median_of_many),
		cmocka_unit_test(test_signed_ranks_against_all_signs),
		cmocka_unit_test(test_signed_ranks_of_the_literature),
		cmocka_unit_test(test_cuts_of_the_tables),
		cmocka_unit_test(test_walsh_averages_against_all_pairs),
		cmocka_unit_test(test_shift_of_the_literature),
		cmocka_unit_test(test_shift_of_few),
		cmocka_unit_test(test_shift_without_noise),
		cmocka_unit_test(test_shift_of_extremes),
		cmocka_unit_test(test_interval_and_test_agree),
		cmocka_unit_test(test_coverage_of_the_median),
		cmocka_unit_test(test_coverage_of_the_shift),
		cmocka_unit_test(test_bootstrap_deviates_as_runs_do),
		cmocka_unit_test(test_alarms_of_many),
		cmocka_unit_test(test_bootstrap_knows_neighbours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
