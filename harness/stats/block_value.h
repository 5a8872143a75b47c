/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BLOCK_VALUE_H
#define BLOCK_VALUE_H

#include "stats/summary_cells.h"
#include "stats/value.h"

/* What one sample says of one metric, before the division. */
struct quotient {
	int64_t difference; /* X(2N) - X(N) */
	int64_t calls; /* N */
};

/* What one block says of one metric of a cell. */
struct block_value {
	int64_t block;
	int64_t load; /* of the module, which block was measured under */
	struct value value; /* the median of its samples */
	bool single; /* one of them has this value: */
	struct quotient quotient;
};

/* The blocks of one cell, by their number. */
struct blocks {
	struct block_value *values;
	size_t count;
};

/* Room for the samples of one cell, and the last block of them. */
struct block_room {
	struct value *samples;
	struct quotient *quotients;
};

/*
 * Fills @blocks, which has room for all samples of @stretch, with those that have the metric: the
 * plan's event of index @event, or the time where that is the number of events. @room has room
 * for as many; room->samples gets the values of the samples. Returns how many.
 */
size_t blocks_read(const struct result *result, size_t event, const struct stretch *stretch,
		   struct block_room *room, struct blocks *blocks);

/* @level's value less @base's, which is of the same block. */
struct value block_overhead(const struct block_value *level, const struct block_value *base);

#endif /* BLOCK_VALUE_H */
