/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EXPORT_OPTIONS_H
#define EXPORT_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "exit_code.h"
#include "export/export.h"

struct export_options {
	bool help;
	const struct export_format *format;
	const char *output; /* NULL: standard output */
	char **paths;
	size_t count;
	/* One word for all files, or one for each behind commas; NULL: not said. */
	const char *commits;
	const char *builds;
	const char *branch;
	const char *origin;
	const char *title;
};

/* Reads the words. Anything but EXIT_CODE_DONE was said. */
enum exit_code export_options_read(int argc, char **argv, struct export_options *options);

/*
 * The @index-th word of a list of either one or as many as there are files. The caller frees it;
 * NULL: memory ran out, or @list is NULL.
 */
char *export_options_word(const char *list, size_t index);

#endif /* EXPORT_OPTIONS_H */
