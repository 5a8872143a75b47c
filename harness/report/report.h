/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef REPORT_H
#define REPORT_H

#include <stdio.h>

#include "result/result.h"

enum report_format {
	REPORT_FORMAT_TEXT, /* at most 72 columns of ASCII, for a commit message */
	REPORT_FORMAT_MARKDOWN,
	REPORT_FORMAT_CSV,
	REPORT_FORMAT_JSON,
	REPORT_FORMAT_COUNT,
};

struct report_input {
	const char *name; /* of the file; text and markdown show it if there are several */
	const struct result *result;
};

/* The name that --format takes. */
const char *report_format_name(enum report_format format);

/*
 * Prints the tables of all inputs, one after the other, and flushes @out. Nothing
 * is printed before everything is known to be ready. Returns 0 or a negative errno:
 * -ENOMEM, or what writing said (-ENOSPC: the disk is full).
 */
int report_print(FILE *out, enum report_format format, const struct report_input *inputs,
		 size_t count);

#endif /* REPORT_H */
