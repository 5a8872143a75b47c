/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COMPARE_H
#define COMPARE_H

#include <stddef.h>
#include <stdio.h>

#include "compare/difference.h"

enum compare_format {
	COMPARE_FORMAT_TEXT, /* findings first, then all; at most 80 columns */
	COMPARE_FORMAT_MARKDOWN,
	COMPARE_FORMAT_JSON,
	COMPARE_FORMAT_COMMIT, /* for a commit message: ASCII, at most 72 columns */
	COMPARE_FORMAT_COUNT,
};

struct compare_print_settings {
	enum compare_format format;
	/* The command that makes it all again, in one line; NULL: said from the plan. */
	const char *reproduce;
	/* Why the files are not to be relied on, a sentence each, which starts with the
	 * file's name; none: they are. */
	const char *const *doubts;
	size_t doubt_count;
};

/* The name that --format takes. */
const char *compare_format_name(enum compare_format format);

/*
 * Prints what two sides come to and flushes @out. Nothing is printed before everything is known
 * to be ready. Returns 0 or a negative errno: -ENOMEM, or what writing said (-ENOSPC: the disk
 * is full).
 */
int compare_print(FILE *out, const struct compare_print_settings *settings,
		  const struct difference_table *table);

#endif /* COMPARE_H */
