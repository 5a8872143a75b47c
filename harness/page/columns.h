/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGE_COLUMNS_H
#define PAGE_COLUMNS_H

#include "page/section.h"

/* What the metric is called at the head of a column: "branch mispredictions". */
const char *column_heading(const struct page *page, size_t metric);

/*
 * The metrics that any board has under the workload, in the order in which they explain a cost:
 * time, cycles, instructions, IPC, mispredictions, all others. @metrics has room for all.
 */
size_t columns_of(const struct page *page, size_t workload, size_t *metrics);

/*
 * Prints each of those that overheads are compared in, with intervals, the headline before others,
 * if there is something of it. Returns 0, or what @print says: it ends then.
 */
int columns_print(const struct page *page, size_t workload,
		  bool (*is_there)(const struct page *page, size_t workload, size_t metric),
		  int (*print)(const struct page *page, size_t workload, size_t metric));

/* True if the configuration attaches nothing, so that its figure is of the whole call. */
bool column_is_level(const struct page *page, size_t workload, size_t configuration);

/* Why the cell has no figure of the metric, for people; never NULL. */
const char *column_absence(const struct page *page, size_t board, size_t workload,
			   size_t configuration, size_t metric);

/* True if the board measured anything in the cell that a column could show. */
bool column_has_any(const struct page *page, size_t board, size_t workload, size_t configuration);

#endif /* PAGE_COLUMNS_H */
