/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PRECISION_H
#define PRECISION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "measure/plan.h"

/* What a block says of a cell: the median of its samples, as in the table. */
struct precision_value {
	double median; /* a call */
	bool known; /* there is a valid sample */
};

/* The samples of the cell that is being measured, in order. */
struct precision_samples {
	struct plan_cell cell;
	unsigned int block;
	unsigned int count;
	double *values; /* room for those of one attachment */
};

/* How far the overheads of a run are known, from block to block. */
struct precision_watch {
	const struct plan *plan; /* borrowed */
	bool by_event; /* the plan's first event, else the time */
	unsigned int next_look; /* after so many blocks */
	unsigned int room; /* blocks that the values have room for */
	struct precision_value *values; /* of each cell, @room of them */
	struct precision_samples samples;
};

/* The cell whose interval is the widest. */
struct precision_state {
	bool known; /* there are intervals, of all cells that have values */
	bool reached; /* none is wider than asked for */
	double half_width; /* in the unit of the plan's precision */
	double wanted; /* the plan's */
	struct plan_cell widest;
	unsigned int blocks_needed; /* in all: the width falls with their root; 0: not known, or
				       more than a run may have */
};

/* @by_event: where the clock counts instructions. Watches nothing if the plan asks for nothing. */
void precision_begin(struct precision_watch *watch, const struct plan *plan, bool by_event);
void precision_end(struct precision_watch *watch);

/* Whether the plan asks for a precision. */
bool precision_is_wanted(const struct precision_watch *watch);

/* Takes a valid sample; those of one cell and block come in a row. Returns 0 or -ENOMEM. */
int precision_add(struct precision_watch *watch, const struct plan_cell *cell, unsigned int block,
		  const struct measurement *short_run, const struct measurement *long_run);

/*
 * Whether to look after @blocks blocks: from PLAN_PRECISION_BLOCKS_MIN on after each one up to
 * 50, and then whenever there are a tenth more, for an interval of many takes long.
 */
bool precision_is_due(const struct precision_watch *watch, unsigned int blocks);

/*
 * The half width of each cell's interval: of its differences from the baseline in each block (of
 * the baseline's own values if there is nothing else). Where the module is loaded anew, a load is
 * one value, formed of its blocks as the table does it. Neither the estimate nor whether it differs
 * from 0 is looked at, so stopping by it favours no result. Returns 0 or -ENOMEM.
 */
int precision_look(struct precision_watch *watch, unsigned int blocks,
		   struct precision_state *state);

/* With fewer blocks, or loads of the module, nothing is known of a precision. */
unsigned int precision_blocks_least(const struct plan *plan);

/* What it came to, and what would be needed, for people; @block_ns is what a block takes. */
void precision_text(const struct precision_watch *watch, const struct precision_state *state,
		    unsigned int blocks, uint64_t block_ns, char *text, size_t size);

/* "40 seconds", "9 minutes", "3 hours". */
void precision_duration(uint64_t ns, char *text, size_t size);

#endif /* PRECISION_H */
