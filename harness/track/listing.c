// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is in tables of rows of any kind.
 */
#include "track/listing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "report/wrap.h"

/* Digits of an identifier of git's, and those that are enough to tell commits apart. */
#define IDENTIFIER_DIGITS 40
#define SHORT_DIGITS 12

const char *track_format_name(enum track_format format)
{
	static const char *const names[TRACK_FORMAT_COUNT] = {
		[TRACK_TEXT] = "text",
		[TRACK_MARKDOWN] = "markdown",
		[TRACK_JSON] = "json",
		[TRACK_CSV] = "csv",
	};

	return names[format];
}

void track_date(char text[TRACK_DATE_SIZE], long long seconds)
{
	time_t when = (time_t)seconds;
	struct tm parts;

	if (!gmtime_r(&when, &parts) || !strftime(text, TRACK_DATE_SIZE, "%Y-%m-%d", &parts))
		snprintf(text, TRACK_DATE_SIZE, "-");
}

void track_short_commit(char text[TRACK_COMMIT_SIZE], const char *commit)
{
	size_t length = strlen(commit);
	bool identifier =
		length >= IDENTIFIER_DIGITS && strspn(commit, "0123456789abcdef") == length;

	snprintf(text, TRACK_COMMIT_SIZE, "%.*s", identifier ? SHORT_DIGITS : TRACK_COMMIT_SIZE - 1,
		 commit);
}

int listing_gather(void *rows, size_t count, size_t row_size,
		   bool (*is_group)(const void *one, const void *other))
{
	char *first = rows;
	char *end = first + count * row_size;
	char *moved = malloc(row_size);

	if (!moved)
		return -ENOMEM;
	while (first < end) {
		char *group_end = first + row_size;

		for (char *row = group_end; row < end; row += row_size) {
			if (!is_group(first, row))
				continue;
			memcpy(moved, row, row_size);
			memmove(group_end + row_size, group_end, (size_t)(row - group_end));
			memcpy(group_end, moved, row_size);
			group_end += row_size;
		}
		first = group_end;
	}
	free(moved);
	return 0;
}
