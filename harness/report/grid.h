/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GRID_H
#define GRID_H

#include "report/table.h"
#include "stats/summary.h"

/*
 * What text and markdown have in common: which tables there are for people, and
 * what stands in them, over them and under them.
 */

/* How a table is set. */
struct grid_setting {
	int decimals; /* at most, or NUMBER_SHORT */
	size_t gap; /* blanks between columns */
	bool brief; /* without the spare columns */
};

/*
 * Makes the table of one metric of one workload, with a row for each expected cell. Returns 0
 * or -ENOMEM; the caller ends with table_free() in both cases.
 */
int grid_make(struct table *table, const struct summary *summary, size_t workload, size_t metric,
	      const struct grid_setting *setting);

/*
 * The same in the first setting that fits @width columns, cut if it must be. @gap is for
 * table_print().
 */
int grid_fit(struct table *table, const struct summary *summary, size_t workload, size_t metric,
	     size_t width, size_t *gap);

/* True if the workload has a table of this metric for people. */
bool grid_is_shown(const struct summary *summary, size_t workload, size_t metric);

/* The rest return a text that the caller frees, or NULL when memory ran out. */

/* "kernel instructions per call". */
char *grid_metric_title(const struct summary *summary, size_t metric);

/* "kloop, tracee tracetoll_tracee". */
char *grid_workload_title(const struct summary *summary, size_t workload);

#endif /* GRID_H */
