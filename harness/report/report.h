/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef REPORT_H
#define REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "result/result.h"
#include "stats/summary.h"

enum report_format {
	REPORT_FORMAT_TEXT, /* ASCII, at most 72 columns; 80 with intervals */
	REPORT_FORMAT_MARKDOWN,
	REPORT_FORMAT_CSV,
	REPORT_FORMAT_JSON,
	REPORT_FORMAT_COMMIT, /* text that can be pasted into a commit message as it is */
	REPORT_FORMAT_COUNT,
};

struct report_input {
	const char *name; /* of the file; text and markdown show it if there are several */
	const struct result *result;
};

struct json_t;

struct report_settings {
	enum report_format format;
	bool has_floor; /* somebody says another than SUMMARY_FLOOR_PERCENT: */
	double floor_percent; /* of the baseline */
	/*
	 * Adds keys to what JSON prints of all inputs, for what this folder knows nothing of; NULL:
	 * nobody does. Returns 0 or -ENOMEM.
	 */
	int (*extend_json)(struct json_t *root, const struct report_settings *settings,
			   const struct report_input *inputs, size_t count);
};

/* The name that --format takes. */
const char *report_format_name(enum report_format format);

/*
 * Prints the tables of all inputs, one after the other, and flushes @out. Nothing
 * is printed before everything is known to be ready. Returns 0 or a negative errno:
 * -ENOMEM, or what writing said (-ENOSPC: the disk is full).
 */
int report_print(FILE *out, const struct report_settings *settings,
		 const struct report_input *inputs, size_t count);

#endif /* REPORT_H */
