/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_CSV_COPY_H
#define PLOT_CSV_COPY_H

#include "plot/csv.h"

/*
 * Copies @csv, which this program printed of one board and which is written into, so that gnuplot
 * can read it and the board has the name that it has among others. The heading is copied if
 * @heading. @choice NULL: all lines, else those of its workload, configurations and metrics.
 */
void plot_csv_copy(FILE *out, char *csv, const char *board, bool heading,
		   const struct plot_choice *choice);

#endif /* PLOT_CSV_COPY_H */
