// SPDX-License-Identifier: GPL-2.0-only
/*
 * The arithmetic: cost per call, differences, medians.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sample_file.h"
#include "stats/summary.h"
#include "stats/value.h"

#define assert_value(value, expected, is_whole)                        \
	do {                                                           \
		assert_true(fabs((value).number - (expected)) < 1e-9); \
		assert_int_equal((value).whole, is_whole);             \
	} while (0)

static void test_per_call(void **state)
{
	(void)state;
	assert_value(value_per_call(48000, 1000), 48, true);
	assert_value(value_per_call(48001, 1000), 48.001, false);
	assert_value(value_per_call(0, 7), 0, true);
	assert_value(value_per_call(-30, 10), -3, true);
	assert_value(value_per_call(-31, 10), -3.1, false);
	/* Too large for a double's 53 bits, and yet known not to be whole. */
	assert_false(value_per_call(INT64_MAX, 2).whole);
	assert_true(value_per_call(INT64_MAX - 1, 2).whole);
}

static void test_difference(void **state)
{
	struct value whole = { 12, true };
	struct value fraction = { 8.5, false };

	(void)state;
	assert_value(value_difference(whole, whole), 0, true);
	assert_value(value_difference(whole, fraction), 3.5, false);
	assert_value(value_difference(fraction, fraction), 0, false);
}

static void test_median_of_odd(void **state)
{
	struct value values[] = { { 9, true }, { 1, true }, { 5, true } };
	struct value_summary summary = value_summarize(values, 3);

	(void)state;
	assert_int_equal(summary.count, 3);
	assert_value(summary.median, 5, true);
	assert_value(summary.lowest, 1, true);
	assert_value(summary.highest, 9, true);
	assert_value(summary.spread, 8, true);
}

static void test_median_of_even(void **state)
{
	struct value even[] = { { 9, true }, { 1, true }, { 5, true }, { 7, true } };
	struct value odd[] = { { 2, true }, { 1, true } };
	struct value mixed[] = { { 2.5, false }, { 1.5, false } };

	(void)state;
	assert_value(value_summarize(even, 4).median, 6, true);
	assert_value(value_summarize(odd, 2).median, 1.5, false);
	assert_value(value_summarize(mixed, 2).median, 2, false);
}

static void test_median_of_few(void **state)
{
	struct value one[] = { { 4, true } };
	struct value_summary summary = value_summarize(one, 1);

	(void)state;
	assert_value(summary.median, 4, true);
	assert_value(summary.spread, 0, true);
	assert_int_equal(value_summarize(NULL, 0).count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_per_call),      cmocka_unit_test(test_difference),
		cmocka_unit_test(test_median_of_odd), cmocka_unit_test(test_median_of_even),
		cmocka_unit_test(test_median_of_few),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
