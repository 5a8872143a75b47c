/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EXPORT_OTAVA_TABLE_H
#define EXPORT_OTAVA_TABLE_H

#include "export/cell.h"

/* One number of one cell, run after run. */
struct otava_column {
	char *name; /* "kloop/ops1/kernel-instructions-overhead" */
	bool tracked; /* what nights are compared by: overheads, and the baseline's own values */
	size_t holes; /* runs without it */
	struct export_figure *figures; /* one for each of the table's runs */
};

/* What the CSV and its YAML are both made from. */
struct otava_table {
	const struct export_input **runs; /* those that are trusted, by time */
	size_t run_count;
	struct otava_column *columns; /* in the order in which runs have them */
	size_t column_count;
};

/* Returns 0 or -ENOMEM; the caller ends with otava_table_free() in both cases. */
int otava_table_make(struct otava_table *table, const struct export_input *inputs, size_t count);
void otava_table_free(struct otava_table *table);

/* When the run began, as its file says it; "" if it does not. */
const char *otava_time(const struct export_input *input);

/* A check(): the rows of a table are of one board, each at its time. */
int otava_check(const struct export_input *inputs, size_t count, char why[EXPORT_WHY_SIZE]);

#endif /* EXPORT_OTAVA_TABLE_H */
