/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DECOMPOSITION_STEPS_H
#define DECOMPOSITION_STEPS_H

#include "stats/decomposition.h"

/*
 * The steps of decomposition_make(), in their order; rows, columns and design are there. Each
 * returns 0 or -ENOMEM.
 */

/* Counts that are the same in each block. */
int decomposition_fit_exact(struct decomposition *decomposition);

/* All others, block by block; @configurations: index into the plan of each row. */
int decomposition_fit_blocks(struct decomposition *decomposition, const size_t *configurations,
			     double floor_percent);

/* Finds what would have to be measured to know more. */
int decomposition_advise(struct decomposition *decomposition);

/* The design without row @row, which the caller frees; NULL when memory ran out. */
double *decomposition_design_without(const struct decomposition *decomposition, size_t row);

/* What @costs, one a column, say of the row. */
double decomposition_sum(const struct decomposition *decomposition, size_t row,
			 const double *costs);

/* The architecture that the file is from; arm64 if it is none that is known. */
enum architecture decomposition_architecture(const struct decomposition *decomposition);

#endif /* DECOMPOSITION_STEPS_H */
