/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef REPORT_SAID_H
#define REPORT_SAID_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"
#include "report/wrap.h"
#include "sample_file.h"

/* The report of one result, which is freed; the caller frees the text. */
static inline char *report(struct result *result, enum report_format format)
{
	struct report_input input = { .name = "a file", .result = result };
	const struct report_settings settings = { .format = format };
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	assert_int_equal(report_print(out, &settings, &input, 1), 0);
	fclose(out);
	result_free(result);
	return text;
}

static inline char *report_file(const char *path, enum report_format format)
{
	struct result result;
	struct result_error error;

	assert_int_equal(result_read_path(path, &result, &error), 0);
	return report(&result, format);
}

static inline void assert_contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in:\n%s", part, text);
}

static inline void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("'%s' is in:\n%s", part, text);
}

static inline void assert_fits_columns(const char *text, size_t columns)
{
	for (const char *line = text; *line; line += strspn(line, "\n")) {
		size_t length = strcspn(line, "\n");

		if (length > columns)
			fail_msg("%zu columns: %.*s", length, (int)length, line);
		for (size_t i = 0; i < length; i++)
			assert_true(line[i] >= ' ' && line[i] <= '~');
		if (length)
			assert_int_not_equal(line[length - 1], ' ');
		line += length;
	}
}

/* A text without intervals. */
static inline void assert_fits(const char *text)
{
	assert_fits_columns(text, WRAP_COLUMNS);
}

#endif /* REPORT_SAID_H */
