/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DIFFERENCE_GRID_H
#define DIFFERENCE_GRID_H

#include <stdbool.h>
#include <stdio.h>

#include "compare/column.h"
#include "compare/difference.h"
#include "report/table.h"

/*
 * What the formats for people have in common: which tables there are, and what stands in them
 * and over them.
 */

/* The rows of one metric of one workload, which stand together. */
struct difference_part {
	const struct difference *rows;
	size_t count;
};

/* The part that starts at row @first; the next one starts behind it. */
struct difference_part difference_part_at(const struct difference_table *table, size_t first);

/*
 * True if people see a table of it: something was measured, and it is not of user-mode
 * instructions that are as they were while the workload has another table.
 */
bool difference_part_is_shown(const struct difference_table *table,
			      const struct difference_part *part);

/*
 * What nobody measured has no row. A commit message tells nothing of the loop alone either, which
 * is no way of tracing, unless it changed.
 */
bool difference_has_row(const struct difference *row, enum difference_view view);

/* How a table is set. */
struct difference_setting {
	enum difference_view view;
	int decimals; /* at most, or NUMBER_SHORT */
	size_t gap; /* blanks between columns */
	bool brief; /* without the spare columns */
};

/* Returns 0 or -ENOMEM; the caller ends with table_free() in both cases. */
int difference_grid_make(struct table *table, const struct difference_part *part,
			 const struct difference_setting *setting);

/*
 * Makes two tables of a part, of @views, in the first setting in which both fit @width columns,
 * and what they have in common stands at the same place; cut if they must be. A second view of 0
 * leaves the second one empty. Returns 0 or -ENOMEM; the caller ends with table_free() for each in
 * both cases. @gap is for table_print().
 */
int difference_grid_fit(struct table tables[2], const struct difference_part *part,
			const enum difference_view views[2], size_t width, size_t *gap);

/*
 * "kloop, tracee tracetoll_tracee: kernel instructions per call". A text that the caller frees,
 * or NULL when memory ran out.
 */
char *difference_part_title(const struct difference_table *table,
			    const struct difference_part *part);

#endif /* DIFFERENCE_GRID_H */
