/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COMPARE_FILES_H
#define COMPARE_FILES_H

#include "verbs/compare_options.h"

/* Paths of files, in the order in which they are read. */
struct compare_paths {
	char **paths;
	bool *is_after;
	size_t count;
};

/*
 * The files that the words name: a folder stands for all *.jsonl in it, by their names. Anything
 * but EXIT_CODE_DONE was said. compare_paths_free() is right in any case.
 */
enum exit_code compare_paths_find(const struct compare_options *options,
				  struct compare_paths *found);
void compare_paths_free(struct compare_paths *paths);

/*
 * Reads the files and puts them on their sides, which the caller frees in any case. Anything but
 * EXIT_CODE_DONE was said: a file that is none, sides that cannot be told, files of one side that
 * are not alike.
 */
enum exit_code compare_files_read(const struct compare_options *options,
				  struct compare_paths *found, struct compare_side *before,
				  struct compare_side *after);

#endif /* COMPARE_FILES_H */
