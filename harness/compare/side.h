/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SIDE_H
#define SIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "report/trust.h"
#include "result/result.h"
#include "stats/summary.h"

/* One result file, which is one boot. */
struct compare_file {
	const char *name; /* for people; "standard input" for '-' */
	struct result result;
	struct summary summary;
	struct trust trust;
};

/* The files of one side, in the order given. All have the same kernel. */
struct compare_side {
	const char *label; /* "before" or "after" */
	struct compare_file *files;
	size_t count;
};

/*
 * Moves @result, which was read from @path ("-": standard input), into the file, sums it up and
 * judges it; touches nothing else, so that files can be taken at the same time. Returns 0 or
 * -ENOMEM; compare_file_free() is right in both cases, and of a zeroed one.
 */
int compare_file_take(struct compare_file *file, const char *path, struct result *result);
void compare_file_free(struct compare_file *file);

/*
 * Whether two files are of one kernel, as files are told apart where nobody says which side they
 * belong to: release, build, the configuration's digest and the command line are alike.
 */
bool compare_file_is_of_kernel(const struct compare_file *file, const struct compare_file *other);

/*
 * Moves @files into the two sides: file i is after's where is_after[i] is true. Returns 0 or
 * -ENOMEM; compare_side_free() is right in both cases, and frees what was moved.
 */
int compare_sides_make(struct compare_file *files, const bool *is_after, size_t count,
		       struct compare_side *before, struct compare_side *after);
void compare_side_free(struct compare_side *side);

/* True if its numbers are made up. */
bool compare_side_is_simulated(const struct compare_side *side);

/* Room for what compare_file_doubt() says. */
#define COMPARE_DOUBT_SIZE 2048

/* Why a file is not to be relied on, for people; "" if it is. */
void compare_file_doubt(const struct compare_file *file, char text[COMPARE_DOUBT_SIZE]);

#endif /* SIDE_H */
