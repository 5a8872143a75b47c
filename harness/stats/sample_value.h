/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLE_VALUE_H
#define SAMPLE_VALUE_H

#include "stats/summary.h"

/* What one sample says of one metric of a cell, per call. */
struct sample_value {
	int64_t load; /* of the module */
	int64_t block;
	int64_t index; /* in its block */
	struct value value;
	bool has_overhead; /* the block has "none", too, and the cell is another */
	struct value overhead; /* value less the block's of "none" */
};

/* Of one cell, by block and index. */
struct cell_samples {
	struct sample_value *values;
	size_t count;
};

/*
 * What the values of the summary are the middles of: samples that may enter a table, no other.
 * Fills @cells, one for each configuration of the plan, for one metric of one workload. Returns 0
 * or -ENOMEM; the caller ends with sample_values_free() in both cases.
 */
int sample_values_read(const struct summary *summary, size_t workload, size_t metric,
		       struct cell_samples *cells);

void sample_values_free(struct cell_samples *cells, size_t count);

#endif /* SAMPLE_VALUE_H */
