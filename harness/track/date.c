// SPDX-License-Identifier: GPL-2.0-only
#include "track/date.h"

#include <ctype.h>
#include <string.h>
#include <time.h>

/* A number of that many digits is no year. */
#define SECONDS_DIGITS_MIN 8
#define SECONDS_DIGITS_MAX 12
#define YEAR_MIN 1970

/* Exactly @digits of them. */
static bool take_number(const char **text, int digits, int *number)
{
	*number = 0;
	for (int i = 0; i < digits; i++, ++*text) {
		if (!isdigit((unsigned char)**text))
			return false;
		*number = 10 * *number + (**text - '0');
	}
	return true;
}

static bool take_byte(const char **text, char byte)
{
	if (**text != byte)
		return false;
	++*text;
	return true;
}

static bool take_seconds(const char *text, int64_t *seconds)
{
	size_t digits;

	text += *text == '@';
	digits = strspn(text, "0123456789");
	if (text[digits] || digits < SECONDS_DIGITS_MIN || digits > SECONDS_DIGITS_MAX)
		return false;
	*seconds = 0;
	for (size_t i = 0; i < digits; i++)
		*seconds = 10 * *seconds + (text[i] - '0');
	return true;
}

/* "Z", "+0100", "+01:00", or nothing. */
static bool take_zone(const char **text, int *offset)
{
	int hours, minutes;
	int sign;

	*offset = 0;
	take_byte(text, ' ');
	if (!**text || take_byte(text, 'Z'))
		return true;
	sign = **text == '-' ? -1 : 1;
	if (!take_byte(text, '+') && !take_byte(text, '-'))
		return false;
	if (!take_number(text, 2, &hours))
		return false;
	take_byte(text, ':');
	if (!take_number(text, 2, &minutes) || hours > 14 || minutes > 59)
		return false;
	*offset = sign * (60 * hours + minutes) * 60;
	return true;
}

static bool take_time(const char **text, struct tm *when, int *offset)
{
	if (!take_byte(text, 'T') && !take_byte(text, ' '))
		return true;
	if (!take_number(text, 2, &when->tm_hour) || !take_byte(text, ':') ||
	    !take_number(text, 2, &when->tm_min))
		return false;
	if (take_byte(text, ':') && !take_number(text, 2, &when->tm_sec))
		return false;
	return when->tm_hour < 24 && when->tm_min < 60 && when->tm_sec <= 60 &&
	       take_zone(text, offset);
}

bool date_parse(const char *text, int64_t *seconds)
{
	struct tm when = { .tm_year = 0 };
	int offset = 0;
	int month, day;

	if (take_seconds(text, seconds))
		return true;
	if (!take_number(&text, 4, &when.tm_year) || !take_byte(&text, '-') ||
	    !take_number(&text, 2, &when.tm_mon) || !take_byte(&text, '-') ||
	    !take_number(&text, 2, &when.tm_mday) || !take_time(&text, &when, &offset) || *text)
		return false;
	if (when.tm_year < YEAR_MIN)
		return false;
	when.tm_year -= 1900;
	when.tm_mon--;
	month = when.tm_mon;
	day = when.tm_mday;
	*seconds = timegm(&when) - offset;
	/* timegm() takes the 31st of June for the 1st of July, and month 13 for January. */
	return when.tm_mon == month && when.tm_mday == day;
}
