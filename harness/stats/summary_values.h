/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SUMMARY_VALUES_H
#define SUMMARY_VALUES_H

#include "stats/summary_cells.h"

/*
 * Fills the values of all cells but for what summary_judge() says, from the cells' @stretches.
 * Returns 0 or -ENOMEM.
 */
int summary_sum_up(struct summary *summary, const struct stretch *stretches);

#endif /* SUMMARY_VALUES_H */
