/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_CHART_BAR_H
#define PLOT_CHART_BAR_H

#include "boards/boards.h"

/* Room for the widest bar and the 0 behind it. */
#define CHART_BAR_SIZE 64

/* What a chart's bars have in common: where numbers are. */
struct chart_scale {
	double low; /* of the left edge; 0, or below it if there are negative numbers */
	double high; /* of the right one; 0 or above it */
	size_t width; /* characters; less than CHART_BAR_SIZE */
};

/* Makes room on the scale for the overhead and its interval. */
void chart_scale_add(struct chart_scale *scale, const struct board_estimate *estimate);

/*
 * Draws the bar: '=' from 0 to the value, '-' on to the farther end of the interval, "(" and ")" at
 * its ends where they are not the value's own place, '|' at 0. Without blanks behind it.
 */
void chart_bar(const struct chart_scale *scale, const struct board_estimate *estimate,
	       char bar[CHART_BAR_SIZE]);

#endif /* PLOT_CHART_BAR_H */
