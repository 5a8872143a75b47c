// SPDX-License-Identifier: GPL-2.0-only
/*
 * gmtime() and strftime() take more instructions for some dates than for others. In a guest that
 * counts instructions each one moves all that follows, the kernel's random numbers too, and two
 * boots would not be alike; so this takes as many for every date.
 */
#include "result/record_time.h"

#include <stdlib.h>
#include <time.h>

#define DAY 86400

/* Writes the last @digits of @value and @behind; returns what follows. */
static char *put_digits(char *text, unsigned int value, unsigned int digits, char behind)
{
	text[digits] = behind;
	for (unsigned int i = digits; i-- > 0; value /= 10)
		text[i] = (char)('0' + value % 10);
	return text + digits + 1;
}

/*
 * Howard Hinnant's civil_from_days ("chrono-Compatible Low-Level Date Algorithms"): years begin in
 * March, so that a leap day is the last one; an era is the 400 years after which all repeats.
 */
void record_time_text(uint64_t seconds, char text[RECORD_TIME_SIZE])
{
	unsigned int second = (unsigned int)(seconds % DAY);
	unsigned int day = (unsigned int)(seconds / DAY) + 719468; /* since March of the year 0 */
	unsigned int era = day / 146097;
	unsigned int of_era = day % 146097;
	unsigned int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	unsigned int of_year = of_era - (365 * year + year / 4 - year / 100);
	unsigned int month = (5 * of_year + 2) / 153; /* 0: March */
	unsigned int is_next_year = month / 10;

	text = put_digits(text, era * 400 + year + is_next_year, 4, '-');
	text = put_digits(text, month + 3 - 12 * is_next_year, 2, '-');
	text = put_digits(text, of_year - (153 * month + 2) / 5 + 1, 2, 'T');
	text = put_digits(text, second / 3600, 2, ':');
	text = put_digits(text, second / 60 % 60, 2, ':');
	text = put_digits(text, second % 60, 2, 'Z');
	*text = '\0';
}

void record_time(char text[RECORD_TIME_SIZE])
{
	const char *behind = getenv("TRACETOLL_CLOCK_BEHIND");

	record_time_text((uint64_t)time(NULL) + (behind ? strtoull(behind, NULL, 10) : 0), text);
}
