// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers as people and programs read them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/number.h"

static void test_numbers_for_people(void **state)
{
	static const struct {
		struct value value;
		int decimals;
		const char *text;
	} cases[] = {
		{ { 48, true }, 3, "48" },
		{ { 48, false }, 2, "48.00" },
		{ { 48.0049, false }, 2, "48.00" },
		{ { -0.001, false }, 2, "0.00" },
		{ { -3.25, false }, 2, "-3.25" },
		{ { 0, true }, 2, "0" },
		{ { 123456789, true }, 2, "123456789" },
		{ { 12345678904, true }, 2, "12345678904" },
		{ { 12345678904, false }, 2, "1.235e+10" },
		{ { 9.2233e18, true }, 2, "9.223e+18" },
	};
	char text[NUMBER_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		number_for_people(text, cases[i].value, cases[i].decimals);
		assert_string_equal(text, cases[i].text);
	}
}

static void test_percents(void **state)
{
	static const struct {
		double percent;
		const char *text;
	} cases[] = {
		{ 0, "0.0" },      { 0.04, "<0.1" },  { -0.04, "<0.1" }, { 0.06, "+0.1" },
		{ -0.06, "-0.1" }, { 12.5, "+12.5" }, { 7e-12, "<0.1" },
	};
	char text[NUMBER_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		number_percent(text, cases[i].percent);
		assert_string_equal(text, cases[i].text);
	}
}

static void test_ranges(void **state)
{
	char text[NUMBER_RANGE_SIZE];

	(void)state;
	number_range(text, (struct value){ 8, true }, (struct value){ 8, true }, 2);
	assert_string_equal(text, "+-0");
	number_range(text, (struct value){ 8, true }, (struct value){ 12, true }, 2);
	assert_string_equal(text, "8..12");
	number_range(text, (struct value){ 8, true }, (struct value){ 8.5, false }, 2);
	assert_string_equal(text, "8.00..8.50");
	number_range(text, (struct value){ 8, true }, (struct value){ 8.001, false }, 2);
	assert_string_equal(text, "<0.01");
}

static void test_halves(void **state)
{
	char text[NUMBER_RANGE_SIZE];

	(void)state;
	number_half(text, 0, 2);
	assert_string_equal(text, "+-0");
	number_half(text, 0.126, 2);
	assert_string_equal(text, "+-0.13");
	number_half(text, 0.004, 2);
	assert_string_equal(text, "<0.01");
	number_half(text, 0.4, 0);
	assert_string_equal(text, "<1");
	number_half(text, 0.4, NUMBER_SHORT);
	assert_string_equal(text, "<1");
	number_half(text, 12, NUMBER_SHORT);
	assert_string_equal(text, "+-12");
}

static void test_amounts(void **state)
{
	static const struct {
		double amount;
		const char *text;
	} cases[] = {
		{ 0, "0" },       { 0.0258, "0.026" }, { 0.45, "0.45" },
		{ 1.26, "1.3" },  { 9.96, "10" },      { 12.3, "12" },
		{ 180.4, "180" }, { 1e-12, "1e-12" },  { -2.34, "-2.3" },
	};
	char text[NUMBER_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		number_amount(text, cases[i].amount);
		assert_string_equal(text, cases[i].text);
	}
}

static void test_numbers_for_programs(void **state)
{
	char text[NUMBER_SIZE];

	(void)state;
	number_for_programs(text, (struct value){ 48, true });
	assert_string_equal(text, "48");
	number_for_programs(text, (struct value){ 48.25, false });
	assert_string_equal(text, "48.25");
	number_for_programs(text, (struct value){ 1e9 / 3, false });
	assert_string_equal(text, "333333333.333333");
	number_for_programs(text, (struct value){ -1e-9, false });
	assert_string_equal(text, "0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_for_people),
		cmocka_unit_test(test_percents),
		cmocka_unit_test(test_ranges),
		cmocka_unit_test(test_halves),
		cmocka_unit_test(test_amounts),
		cmocka_unit_test(test_numbers_for_programs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
