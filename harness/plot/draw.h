/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_DRAW_H
#define PLOT_DRAW_H

#include "plot/gnuplot.h"
#include "plot/plot.h"

/*
 * Draws all pictures in the formats of the set, as many at once as there are CPUs, in a temporary
 * folder that is gone afterwards. What fails is said in the plots' failures. Returns 0, -EINTR
 * when a signal stopped it, or -ENOMEM.
 */
int plot_draw(struct plots *plots, unsigned int formats, const struct gnuplot *gnuplot);

#endif /* PLOT_DRAW_H */
