/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COLUMN_H
#define COLUMN_H

#include <stdbool.h>
#include <stddef.h>

#include "report/cell.h"
#include "stats/summary.h"

/* A line of a table: one metric of one cell. */
struct report_row {
	const struct summary *summary;
	const struct summary_cell *cell;
	size_t metric; /* index into the summary's metrics */
};

/* The tables for people that a column is in. */
enum column_metrics {
	COLUMN_ALL,
	COLUMN_EXACT, /* of metrics that are exact: what counts is whether blocks differ at all */
	COLUMN_CLOCKED, /* of all others, which have intervals */
};

/*
 * A column of every format: the one table of them says what is in it, what it is
 * called and how its value is found. The order is that of every format too. Keys
 * are a contract with whoever reads CSV or JSON.
 */
struct column {
	const char *key; /* in CSV and JSON; NULL: not in these */
	const char *heading; /* in text and markdown; NULL: not in these */
	bool right;
	bool json_only; /* the key is not in CSV, whose columns never become others */
	bool spare; /* the first to be left out of a table for people that is too wide */
	enum column_metrics metrics; /* that the heading is of */
	struct report_cell (*get)(const struct report_row *row);
};

const struct column *column_rows(size_t *count);

/*
 * The unit of the metric's values. What is an emulator's or simulated must not be taken for
 * hardware's by whoever reads a row alone, and has a unit of its own.
 */
const char *column_unit(const struct summary *summary, size_t metric);

/* True if the column is in tables of this metric for people. */
bool column_is_shown(const struct column *column, const struct summary *summary, size_t metric);

/*
 * What goes before the configuration's name, in every format: COLUMN_DIRTY, or "". It is
 * part of the name because a table is cut up, pasted and read by programs, which
 * would lose anything that stands elsewhere; before it, because long names lose their end.
 */
#define COLUMN_DIRTY RESULT_DIRTY_MARK
const char *column_mark(const struct summary_cell *cell);

#endif /* COLUMN_H */
