// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two samples that are not paired, against all choices written down.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "config/random.h"
#include "stats/boot_shift.h"
#include "stats/order.h"
#include "stats/rank_sum.h"

#define assert_near(a, b) assert_true(fabs((a) - (b)) < 1e-9)

/* Doubled mid-ranks of @all, which is in any order. */
static void ranks_of(const double *all, size_t count, int *ranks)
{
	for (size_t i = 0; i < count; i++) {
		int below = 0, equal = 0;

		for (size_t j = 0; j < count; j++) {
			below += all[j] < all[i];
			equal += all[j] == all[i];
		}
		ranks[i] = 2 * below + equal + 1;
	}
}

/* The p of the first @drawn of @all, by looking at every choice. */
static double p_by_hand(const double *all, size_t count, size_t drawn)
{
	int ranks[16], sum = 0;
	size_t low = 0, high = 0, choices = 0;

	ranks_of(all, count, ranks);
	for (size_t i = 0; i < drawn; i++)
		sum += ranks[i];
	for (unsigned int set = 0; set < 1U << count; set++) {
		int its = 0;
		size_t size = 0;

		for (size_t i = 0; i < count; i++) {
			if (set & 1U << i) {
				its += ranks[i];
				size++;
			}
		}
		if (size != drawn)
			continue;
		choices++;
		low += its <= sum;
		high += its >= sum;
	}
	return fmin(1, 2 * (double)(low < high ? low : high) / (double)choices);
}

static double p_of(const double *first, size_t first_count, const double *second,
		   size_t second_count)
{
	double left[64], right[64], p;

	memcpy(left, first, first_count * sizeof(*left));
	memcpy(right, second, second_count * sizeof(*right));
	sort_numbers(left, first_count);
	sort_numbers(right, second_count);
	assert_int_equal(rank_sum_test(left, first_count, right, second_count, &p), 0);
	return p;
}

static void test_known(void **state)
{
	static const double low[] = { 1, 2, 3, 4 }, high[] = { 5, 6, 7, 8 };

	(void)state;
	assert_near(p_of(low, 4, high, 4), 2.0 / 70);
	assert_near(p_of(high, 4, low, 4), 2.0 / 70);
	assert_near(p_of(low, 3, high, 3), 2.0 / 20);
	assert_near(p_of(low, 4, low, 4), 1);
	assert_near(p_of(low, 0, high, 4), 1);
	/* 1 2 4 | 3 5 6 7: 3 of the 35 choices have a sum of 7 or less. */
	assert_near(p_of((double[]){ 1, 2, 4 }, 3, (double[]){ 3, 5, 6, 7 }, 4), 2 * 2.0 / 35);
}

static void test_all_choices(void **state)
{
	uint64_t random;
	double all[10];

	(void)state;
	random = 7;
	for (int draw = 0; draw < 300; draw++) {
		size_t first = 1 + random_below(&random, 5);
		size_t second = 1 + random_below(&random, 5);
		/* Few values: many ties. Many: none. */
		uint64_t kinds = draw % 2 ? 4 : 1000000;

		for (size_t i = 0; i < first + second; i++)
			all[i] = (double)random_below(&random, kinds);
		assert_near(p_of(all, first, all + first, second),
			    p_by_hand(all, first + second, first));
	}
}

static void test_normal_is_near_to_exact(void **state)
{
	double first[26], second[26];
	double exact, normal;

	(void)state;
	for (size_t i = 0; i < 26; i++) {
		first[i] = (double)(2 * i);
		second[i] = (double)(2 * i) + 9;
	}
	/* In the middle of all: it says nothing. */
	first[25] = 28.5;
	exact = p_of(first, 25, second, 25);
	normal = p_of(first, 26, second, 25);
	assert_true(exact > 0.01 && exact < 0.1);
	assert_true(fabs(normal - exact) < 0.1 * exact);
	/* Without any order all are one tie. */
	memset(first, 0, sizeof(first));
	assert_near(p_of(first, 26, first, 26), 1);
}

/* The interval leaves 0 out exactly where the test refuses it. */
static void test_interval_is_the_tests(void **state)
{
	uint64_t random;
	double before[24], after[24];
	size_t found = 0;

	(void)state;
	random = 11;
	for (int draw = 0; draw < 2000; draw++) {
		size_t first = 2 + random_below(&random, 8);
		size_t second = 2 + random_below(&random, 8);
		double shift = (double)random_below(&random, 1000);
		struct comparison comparison;
		bool refused;

		for (size_t i = 0; i < first; i++)
			before[i] = (double)random_below(&random, 1000003);
		for (size_t i = 0; i < second; i++)
			after[i] = (double)random_below(&random, 1000003) + 1000.5 * shift;
		assert_int_equal(boot_shift_make(before, first, after, second, &comparison), 0);
		refused = comparison.p <= 1 - CONFIDENCE;
		found += refused;
		if (!comparison.shift.interval.known) {
			assert_false(refused);
			assert_false(rank_sum_can_tell(first, second, 1));
			continue;
		}
		assert_true(rank_sum_can_tell(first, second, 1));
		assert_int_equal(refused, comparison.shift.interval.low > 0 ||
						  comparison.shift.interval.high < 0);
	}
	assert_true(found > 100 && found < 1900);
}

static void test_cut_of_many(void **state)
{
	size_t rank;

	(void)state;
	/* Of 25 and 25, by tables of the Mann-Whitney test: critical U is 211. */
	assert_int_equal(rank_sum_cut(25, 25, &rank), 0);
	assert_int_equal(rank, 212);
	assert_int_equal(rank_sum_cut(26, 25, &rank), 0);
	assert_true(rank > 212 && rank < 235);
	assert_int_equal(rank_sum_cut(10, 10, &rank), 0);
	assert_int_equal(rank, 24);
	assert_int_equal(rank_sum_cut(4, 4, &rank), 0);
	assert_int_equal(rank, 1);
	assert_int_equal(rank_sum_cut(3, 3, &rank), 0);
	assert_int_equal(rank, 0);
	/* Not normal at all; then there is none, rather than a wrong one. */
	assert_int_equal(rank_sum_cut(1, 60, &rank), 0);
	assert_int_equal(rank, 0);
	assert_int_equal(rank_sum_cut(0, 60, &rank), 0);
	assert_int_equal(rank, 0);
}

static void test_fewest(void **state)
{
	(void)state;
	assert_int_equal(rank_sum_count_min(1), 4);
	assert_int_equal(rank_sum_count_min(8), 6);
	assert_false(rank_sum_can_tell(3, 3, 1));
	assert_true(rank_sum_can_tell(3, 5, 1));
	assert_false(rank_sum_can_tell(3, 5, 2));
	assert_false(rank_sum_can_tell(0, 100, 1));
}

static void test_shift_is_the_middle_of_all(void **state)
{
	uint64_t random;

	(void)state;
	random = 3;
	for (int draw = 0; draw < 200; draw++) {
		size_t first = 1 + random_below(&random, 9), second = 1 + random_below(&random, 9);
		double before[9], after[9], all[81];
		struct comparison comparison;
		size_t count = 0;

		for (size_t i = 0; i < first; i++)
			before[i] = (double)random_below(&random, 50) / 7;
		for (size_t i = 0; i < second; i++)
			after[i] = (double)random_below(&random, 50) / 7;
		for (size_t i = 0; i < first; i++) {
			for (size_t j = 0; j < second; j++)
				all[count++] = after[j] - before[i];
		}
		sort_numbers(all, count);
		assert_int_equal(boot_shift_make(before, first, after, second, &comparison), 0);
		assert_near(comparison.shift.value, median_of_sorted(all, count));
		assert_int_equal(comparison.shift.count, first < second ? first : second);
	}
}

static void test_detectable(void **state)
{
	double before[] = { 100, 101, 102, 103, 104, 105 };
	double after[] = { 110, 111, 112, 113, 114, 115 };
	struct comparison comparison;

	(void)state;
	assert_int_equal(boot_shift_make(before, 6, after, 6, &comparison), 0);
	assert_near(comparison.shift.value, 10);
	assert_near(comparison.p, 2.0 / 924);
	assert_near(comparison.shift.interval.low, 7);
	assert_near(comparison.shift.interval.high, 13);
	assert_true(fabs(comparison.detectable - 3 * (1.959964 + 0.841621) / 1.959964) < 1e-4);
	assert_int_equal(comparison_judge(&comparison, 1), VERDICT_DIFFERENT);
	assert_int_equal(comparison_judge(&comparison, 20), VERDICT_SAME);
	/* A tenth of what is detectable takes a hundred times the boots. */
	assert_int_equal(boot_shift_needed(&comparison, comparison.detectable / 10), 600);
	assert_int_equal(boot_shift_needed(&comparison, 1000), 4);
	assert_int_equal(boot_shift_needed(&comparison, 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_all_choices),
		cmocka_unit_test(test_normal_is_near_to_exact),
		cmocka_unit_test(test_interval_is_the_tests),
		cmocka_unit_test(test_cut_of_many),
		cmocka_unit_test(test_fewest),
		cmocka_unit_test(test_shift_is_the_middle_of_all),
		cmocka_unit_test(test_detectable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
