/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EXPORT_BLOCKS_H
#define EXPORT_BLOCKS_H

#include "export/cell.h"

/*
 * For formats whose readers do statistics of their own: the independent values of one row. Where
 * the summary's estimates are of loads of the module, of each load the middle of its blocks; else
 * of each block the middle of its samples.
 */
struct export_block {
	int64_t id; /* of the block, or of the load */
	double value;
	bool has_overhead;
	double overhead; /* against "none" in the same block */
};

struct export_blocks {
	struct export_block *blocks; /* by id */
	size_t count;
};

/* As export_cell_function, with the blocks of each of the cell's rows. */
struct export_block_cell {
	const struct export_cell *cell;
	const struct export_blocks *metrics; /* by index of the metric */
	int64_t calls; /* of the tracee in one sample; 1 at least */
};
typedef int (*export_block_function)(void *context, const struct export_block_cell *cell);

/* export_each_cell() with the blocks. */
int export_each_block_cell(const struct export_input *inputs, size_t count,
			   export_block_function each, void *context);

#endif /* EXPORT_BLOCKS_H */
