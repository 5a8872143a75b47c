/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DIFFERENCE_PARTS_H
#define DIFFERENCE_PARTS_H

#include "compare/difference.h"

/* Names without doubles. */
struct name_list {
	const char **names;
	size_t count;
};

/* Which row is made, and where it lies in the files. */
struct row_place {
	const char *workload;
	const char *configuration;
	const char *metric;
	/* Their places in the lists of both sides, which is where most files have them. */
	size_t workload_hint;
	size_t configuration_hint;
};

/* What the files of one side have of one row. */
struct side_row {
	double *levels; /* one for each boot; has room for all files */
	struct value *values; /* room for as many */
	size_t boots;
	bool exact; /* every boot's number is */
	bool planned; /* in the plan of a file */
	bool split; /* boots took different paths */
	const char *unavailable; /* why a file cannot have it, or NULL */
	const char *fault; /* why a file has no valid sample of it, or NULL */
	const char *unit;
	bool without_call;
	unsigned int jit_limit; /* by which two boots may differ, varying_limit() */
	const char *jit_reason;
	const char *varies; /* why the workload's counts need not be alike; NULL: they are */
	struct difference_value value;
};

/* Index of @name, or @count; looks at @hint first. */
size_t name_find(const char *const *names, size_t count, const char *name, size_t hint);

/* Gathers what @side has of the row. */
void side_row_gather(const struct compare_side *side, const struct row_place *place,
		     struct side_row *row);

/* A note of the table's, which it owns. NULL when memory ran out. */
__attribute__((format(printf, 2, 3))) const char *difference_note(struct difference_table *table,
								  const char *format, ...);

/* The verdict of a row whose numbers are exact on both sides. Returns 0 or -ENOMEM. */
int difference_judge_exact(struct difference_table *table, struct difference *row,
			   const struct side_row *before, const struct side_row *after);

/* The rows of one workload and metric that are compared by statistics. */
struct clocked_row {
	struct difference *row;
	struct comparison comparison;
	size_t before_boots;
	size_t after_boots;
};

/* Corrects @rows for their number and judges them. Returns 0 or -ENOMEM. */
int difference_judge_clocked(struct difference_table *table, struct clocked_row *rows,
			     size_t count);

#endif /* DIFFERENCE_PARTS_H */
