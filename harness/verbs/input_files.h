/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef INPUT_FILES_H
#define INPUT_FILES_H

#include <stddef.h>

#include "exit_code.h"
#include "result/result.h"

/* What is wrong with result files that a verb is given; said, as of @verb, in one line. */

/* The name for people of a path; "-" is standard input. */
const char *input_file_name(const char *path);

/*
 * A result file cannot be measured again as it was: @output, which may be NULL, is not written over
 * one of @paths by a slip.
 */
enum exit_code input_files_check_output(const char *verb, const char *output, char *const *paths,
					size_t count);

/*
 * What was measured once would count as if it had been measured again and come out the same:
 * @results, of @paths, are all different runs.
 */
enum exit_code input_files_check_twice(const char *verb, char *const *paths,
				       const struct result *results, size_t count);

#endif /* INPUT_FILES_H */
