/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CELL_H
#define CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "report/table.h"
#include "stats/value.h"

enum report_cell_kind {
	REPORT_EMPTY, /* not measured */
	REPORT_TEXT,
	REPORT_COUNT,
	REPORT_VALUE,
	REPORT_RATIO, /* value, of no unit */
	REPORT_RANGE, /* value..high */
	REPORT_HALF, /* +-value */
	REPORT_PROBABILITY, /* value, of which small ones are not zero */
	REPORT_CHANGE, /* value, which says its sign */
	REPORT_PERCENT, /* likewise, of a hundred */
	REPORT_TRUTH, /* count is 0 or 1 */
};

struct report_cell {
	enum report_cell_kind kind;
	const char *text; /* borrowed from the row */
	const char *mark; /* of REPORT_TEXT: goes before the text; never NULL there */
	const char *aside; /* of REPORT_TEXT: goes behind it in brackets, or NULL */
	const char *becomes; /* of REPORT_TEXT: goes behind it and an arrow, or NULL */
	size_t count;
	struct value value;
	struct value high;
};

/* Cells of the usual kinds. */
struct report_cell cell_empty(void);
struct report_cell cell_of_text(const char *text); /* NULL: empty */
struct report_cell cell_of_count(size_t count);
struct report_cell cell_of_truth(bool truth);
struct report_cell cell_of_value(struct value value);
/* Whole if it is; NAN and infinities: empty. */
struct report_cell cell_of_number(double number);

/* All of a REPORT_TEXT cell; the caller frees it. NULL when memory ran out. */
char *cell_text(const struct report_cell *cell);

/*
 * Sets the cell into its place of a table for people: what is whole is shown so if it @counts,
 * all else with @decimals (or NUMBER_SHORT). Returns 0 or -ENOMEM.
 */
int cell_set(struct table *table, size_t row, size_t column, const struct report_cell *cell,
	     bool counts, int decimals);

#endif /* CELL_H */
