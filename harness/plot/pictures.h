/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_PICTURES_H
#define PLOT_PICTURES_H

#include "plot/plot.h"

/*
 * Adds every picture that there is of the boards, with its data and without images, to @plots.
 * Returns 0 or -ENOMEM; the caller ends with plots_free() in both cases.
 */
int plot_pictures_make(const struct boards *boards, struct plots *plots);

/* Whether charts are made of the metric, without being asked for it. */
bool plot_metric_is_charted(const struct boards *boards, size_t metric);

#endif /* PLOT_PICTURES_H */
