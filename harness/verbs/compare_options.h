/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COMPARE_OPTIONS_H
#define COMPARE_OPTIONS_H

#include "compare/compare.h"
#include "exit_code.h"

/* What the words of `compare` ask for. */
struct compare_options {
	struct compare_print_settings print;
	struct difference_settings difference;
	bool gate;
	unsigned int across; /* groups that may differ, ENVIRONMENT_BIT of each */
	char **paths; /* as named: files, "-", or folders */
	bool *is_after; /* of each: it stood behind --after */
	size_t path_count;
	bool sides_named; /* --after was there */
	char **words; /* of -w and -c, whom the settings' names point into */
	size_t word_count;
	bool help;
};

/*
 * Reads the words. Anything but EXIT_CODE_DONE was said on standard error. The caller ends with
 * compare_options_free() in any case.
 */
enum exit_code compare_options_read(int argc, char **argv, struct compare_options *options);
void compare_options_free(struct compare_options *options);

#endif /* COMPARE_OPTIONS_H */
