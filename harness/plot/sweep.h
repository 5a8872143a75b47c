/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_SWEEP_H
#define PLOT_SWEEP_H

#include "boards/boards.h"

/* Two points are a line whatever was measured. */
#define PLOT_SWEEP_POINTS 3

/*
 * Sets @configurations (one for each of the boards') to those whose cost goes by how many ops
 * they have. False: no board has three points of a line, so there is nothing to be seen.
 */
bool plot_sweep_choose(const struct boards *boards, size_t workload, size_t metric,
		       bool *configurations);

#endif /* PLOT_SWEEP_H */
