/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGE_SIDE_TABLE_H
#define PAGE_SIDE_TABLE_H

#include "page/section.h"

/*
 * All metrics of a workload side by side: a group for each configuration, in it a row for each
 * board. Returns 0 or -ENOMEM.
 */
int page_side_table(const struct page *page, size_t workload);

/*
 * The overheads in one metric: a row for each configuration, a column for each board. Its id is
 * "overhead-" and page_metric_number().
 */
void page_overhead_table(const struct page *page, size_t workload, size_t metric);

#endif /* PAGE_SIDE_TABLE_H */
