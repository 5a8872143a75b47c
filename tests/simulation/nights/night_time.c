// SPDX-License-Identifier: GPL-2.0-only
/*
 * When a night is, and what its kernel is called.
 */
#include <string.h>
#include <time.h>

#include "night.h"

#define FIRST_NIGHT INT64_C(1672531200) /* 2023-01-01, UTC: a whole year is in the past */

static time_t time_of(unsigned int number, unsigned int add)
{
	return (time_t)(FIRST_NIGHT + (int64_t)number * NIGHT_SECONDS + add);
}

void night_time(unsigned int number, unsigned int add, char text[NIGHT_WORD_SIZE])
{
	const time_t when = time_of(number, add);
	struct tm parts;

	strftime(text, NIGHT_WORD_SIZE, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&when, &parts));
}

void night_release(unsigned int number, char text[NIGHT_WORD_SIZE])
{
	const time_t when = time_of(number, 0);
	struct tm parts;

	strftime(text, NIGHT_WORD_SIZE, "7.2.0-next-%Y%m%d", gmtime_r(&when, &parts));
}

long night_of(const char *release)
{
	const size_t length = strlen(release);
	struct tm parts = { .tm_isdst = 0 };
	const char *end = NULL;

	if (length >= 10)
		end = strptime(release + length - 10, "%Y-%m-%d", &parts);
	if ((!end || *end) && length >= 8)
		end = strptime(release + length - 8, "%Y%m%d", &parts);
	if (!end || *end)
		return -1;
	return (long)((timegm(&parts) - FIRST_NIGHT) / NIGHT_SECONDS);
}
