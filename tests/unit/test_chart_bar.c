// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bars of characters.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plot/chart_bar.h"

static struct board_estimate point(double value)
{
	return (struct board_estimate){ .known = true, .value = { .number = value } };
}

static struct board_estimate between(double low, double value, double high)
{
	return (struct board_estimate){
		.known = true,
		.value = { .number = value },
		.has_range = true,
		.low = { .number = low },
		.high = { .number = high },
	};
}

static void test_bars(void **state)
{
	const struct {
		double low;
		double high;
		struct board_estimate estimate;
		const char *bar;
	} cases[] = {
		{ 0, 10, point(10), "|==========" },
		{ 0, 10, point(5), "|=====" },
		{ 0, 10, point(0), "|" },
		/* Too small to be seen is a bar of nothing, and too narrow an interval is none. */
		{ 0, 10, point(0.4), "|" },
		{ 0, 10, between(4.9, 5, 5.1), "|=====" },
		{ 0, 10, between(3, 5, 8), "|==(==--)" },
		{ 0, 10, between(5, 5, 8), "|=====--)" },
		/* Below zero, and across it. */
		{ -5, 5, point(-4), " ====|" },
		{ -5, 5, between(-4, -2, 1), " (-==|)" },
		{ -5, 5, between(-2, 1, 4), "   (-|=--)" },
		{ -10, 0, point(-10), "==========|" },
		/* All are 0. */
		{ 0, 0, between(0, 0, 0), "|" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct chart_scale scale = { cases[i].low, cases[i].high, 11 };
		char bar[CHART_BAR_SIZE];

		chart_bar(&scale, &cases[i].estimate, bar);
		assert_string_equal(bar, cases[i].bar);
	}
}

/* A scale always has 0, and room for all ends. */
static void test_the_scale(void **state)
{
	struct chart_scale scale = { .width = 11 };
	const struct board_estimate unknown = { .value = { .number = 99 } };
	const struct board_estimate estimates[] = { point(5), between(4, 6, 9), between(-2, 1, 3) };

	(void)state;
	chart_scale_add(&scale, &unknown);
	assert_true(scale.low == 0 && scale.high == 0);
	for (size_t i = 0; i < 3; i++)
		chart_scale_add(&scale, &estimates[i]);
	assert_true(scale.low == -2 && scale.high == 9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bars),
		cmocka_unit_test(test_the_scale),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
