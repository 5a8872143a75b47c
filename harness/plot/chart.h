/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_CHART_H
#define PLOT_CHART_H

#include <stdio.h>

#include "report/report.h"

/* A terminal, and a serial console, has this. */
#define CHART_COLUMNS 80

/*
 * report --chart: overheads as bars of characters, for a board without a screen: ASCII, no line
 * longer than CHART_COLUMNS. Bars begin at 0, and each chart has configurations of like magnitude
 * (part.h). Returns 0 or a negative errno, as report_print().
 */
int chart_print(FILE *out, const struct report_settings *settings,
		const struct report_input *inputs, size_t count);

#endif /* PLOT_CHART_H */
