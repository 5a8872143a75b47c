/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CELL_READING_H
#define CELL_READING_H

#include "stats/block_value.h"
#include "stats/usable.h"

/* The samples of one metric and workload that may enter a table, cell by cell. */
struct cell_reading {
	const struct result *result;
	size_t event; /* the metric's in the plan; the number of events: it is the time */
	size_t none; /* the configuration of the baseline; their number: it was not measured */
	const struct stretch *stretches; /* one for each configuration */
	struct blocks base; /* of "none" */
	struct blocks cell; /* of what was read last */
	struct block_room room;
	struct usable usable;
};

/* Returns 0 or -ENOMEM; the caller ends with cell_reading_end() in both cases. */
int cell_reading_begin(struct cell_reading *reading, const struct summary *summary, size_t workload,
		       size_t metric);
void cell_reading_end(struct cell_reading *reading);

/* Fills reading->cell with the blocks of @stretch; returns how many. */
size_t cell_reading_blocks(struct cell_reading *reading, const struct stretch *stretch);

/*
 * The block of "none" of that number; NULL: there is none. Asked for in order: *@from is where the
 * last search ended, 0 at first.
 */
const struct block_value *cell_reading_base(const struct cell_reading *reading, int64_t block,
					    size_t *from);

#endif /* CELL_READING_H */
