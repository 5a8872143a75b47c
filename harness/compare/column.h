/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DIFFERENCE_COLUMN_H
#define DIFFERENCE_COLUMN_H

#include <stdbool.h>
#include <stddef.h>

#include "compare/difference.h"
#include "report/cell.h"

/* The tables for people that a column can be in, as bits. */
enum difference_view {
	DIFFERENCE_VIEW_BOTH = 1, /* text and markdown: both sides in each row */
	DIFFERENCE_VIEW_BEFORE = 2, /* commit: the side before, alone */
	DIFFERENCE_VIEW_AFTER = 4, /* commit: the side after, and what changed */
};

/*
 * A column of every format: the one table of them says what is in it, what it is called and how
 * its value is found. The order is that of every format too. Keys are a contract with whoever
 * reads JSON; docs/comparing.md explains them.
 */
struct difference_column {
	const char *key; /* in JSON; NULL: not in it */
	const char *heading; /* in tables for people; NULL: in none */
	unsigned int views; /* that the heading is in: enum difference_view */
	bool right;
	bool spare; /* the first to be left out of a table that is too wide */
	bool clocked; /* not in tables of which all rows are exact */
	struct report_cell (*get)(const struct difference *row);
};

const struct difference_column *difference_columns(size_t *count);

/* "more", "less", "same", "undecided", "only-before", "only-after", "none". */
const char *difference_verdict_name(const struct difference *row);

/* True if the row is a finding: beyond its floor. */
bool difference_is_found(const struct difference *row);

#endif /* DIFFERENCE_COLUMN_H */
