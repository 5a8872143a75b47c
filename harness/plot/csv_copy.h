/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_CSV_COPY_H
#define PLOT_CSV_COPY_H

#include "plot/csv.h"

/*
 * What this program printed of one board, for pictures of several: the board gets the name that it
 * has among them. Each writes into the text that it reads.
 */

/* Copies all lines; the heading only if @heading. */
void plot_csv_copy(FILE *out, char *csv, const char *board, bool heading);

/* Copies the heading, and the lines of that workload and metric. */
void plot_csv_pick(FILE *out, char *csv, const char *workload, const char *metric);

/* Copies each line to what @find says of its workload and metric; NULL: nowhere. No heading. */
void plot_csv_sort(char *csv, const char *board,
		   FILE *(*find)(void *context, const char *workload, const char *metric),
		   void *context);

/* Copies the lines, which have no heading of their own, that are of the choice's configurations. */
void plot_csv_choose(FILE *out, const char *heading, char *lines, const struct plot_choice *choice);

#endif /* PLOT_CSV_COPY_H */
