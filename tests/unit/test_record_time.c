// SPDX-License-Identifier: GPL-2.0-only
/*
 * The date of a record, against the C library's.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "result/record_time.h"

static void check_text(time_t seconds)
{
	char wanted[RECORD_TIME_SIZE], text[RECORD_TIME_SIZE];
	struct tm utc;

	gmtime_r(&seconds, &utc);
	strftime(wanted, sizeof(wanted), "%Y-%m-%dT%H:%M:%SZ", &utc);
	record_time_text((uint64_t)seconds, text);
	assert_string_equal(text, wanted);
}

/* All days of 1970 to 2400, with leap days that are there and that are not. */
static void test_days(void **state)
{
	(void)state;
	for (int64_t day = 0; day < 157054; day++)
		check_text((time_t)(day * 86400));
}

static void test_seconds(void **state)
{
	(void)state;
	for (int64_t second = 0; second < 86400; second++)
		check_text((time_t)(1792800000 + second));
}

static time_t seconds_of(const char *text)
{
	struct tm utc = { 0 };

	assert_non_null(strptime(text, "%Y-%m-%dT%H:%M:%SZ", &utc));
	return timegm(&utc);
}

static void test_now(void **state)
{
	char text[RECORD_TIME_SIZE];
	time_t begin = time(NULL);

	(void)state;
	unsetenv("TRACETOLL_CLOCK_BEHIND");
	record_time(text);
	assert_true(seconds_of(text) >= begin);
	assert_true(seconds_of(text) <= time(NULL));
}

static void test_clock_behind(void **state)
{
	char text[RECORD_TIME_SIZE];
	time_t begin = time(NULL);

	(void)state;
	setenv("TRACETOLL_CLOCK_BEHIND", "00000086400", 1);
	record_time(text);
	assert_true(seconds_of(text) >= begin + 86400);
	assert_true(seconds_of(text) <= time(NULL) + 86400);
	unsetenv("TRACETOLL_CLOCK_BEHIND");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_seconds),
		cmocka_unit_test(test_now),
		cmocka_unit_test(test_clock_behind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
