/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BLOCK_OVERHEAD_H
#define BLOCK_OVERHEAD_H

#include "stats/summary.h"

/* The overhead of a cell in one block that has both the cell and "none". */
struct block_overhead {
	int64_t block;
	int64_t load; /* of the module */
	double value;
};

/* Of one cell, by block. */
struct cell_overheads {
	struct block_overhead *values;
	size_t count;
};

/*
 * What the overheads of the summary are the middles of. Fills @cells, one for each configuration
 * of the plan, for one metric of one workload. Returns 0 or -ENOMEM; the caller ends with
 * block_overheads_free() in both cases.
 */
int block_overheads_read(const struct summary *summary, size_t workload, size_t metric,
			 struct cell_overheads *cells);

void block_overheads_free(struct cell_overheads *cells, size_t count);

#endif /* BLOCK_OVERHEAD_H */
