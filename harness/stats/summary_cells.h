/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SUMMARY_CELLS_H
#define SUMMARY_CELLS_H

#include "stats/pick.h"
#include "stats/summary.h"

/* The usable samples of one cell, by block and index; a stretch of one array for all cells. */
struct stretch {
	const struct result_sample **samples;
	size_t count;
};

/*
 * The cells of @summary, whose result is set, and what events say of them. Returns 0 or -ENOMEM;
 * summary_free() frees them.
 */
int summary_make_cells(struct summary *summary);

/*
 * Fills @usable (as many as the result has samples) and @stretches (one for each cell), and counts
 * in the cells what is in there and what is not. @picks: pick_sorted().
 */
void summary_pick_samples(struct summary *summary, const struct pick *picks,
			  const struct result_sample **usable, struct stretch *stretches);

#endif /* SUMMARY_CELLS_H */
