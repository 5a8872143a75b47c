/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_SERIES_CELL_H
#define TRACK_SERIES_CELL_H

#include "report/cell.h"
#include "track/history.h"

/*
 * What a row begins with that is about a series, whatever else it says: so the same columns are in
 * the tables of changes, of series and of points.
 */
#define SERIES_UNIT_SIZE 48
struct row_series {
	const struct history_series *series;
	/* Behind the metric's name in tables for people: its unit, unless the name says it, and
	 * whether it is no hardware's. "" where no table shows it. */
	char unit[SERIES_UNIT_SIZE];
};

void row_series_set(struct row_series *of, const struct history_series *series);

/* Whether their numbers can stand in one table: of one workload and metric, both hardware's or
 * both not. */
bool series_is_comparable(const struct history_series *one, const struct history_series *other);

/* Cells of a row that begins with a struct row_series. */
struct report_cell series_cell_board(const void *row);
struct report_cell series_cell_branch(const void *row);
struct report_cell series_cell_arch(const void *row);
struct report_cell series_cell_workload(const void *row);
struct report_cell series_cell_configuration(const void *row);
struct report_cell series_cell_metric(const void *row);
struct report_cell series_cell_metric_shown(const void *row); /* with what is behind it */
struct report_cell series_cell_unit(const void *row);
struct report_cell series_cell_of(const void *row); /* "overhead" or "value" */
struct report_cell series_cell_exact(const void *row);
struct report_cell series_cell_emulated(const void *row);

/* A number of the series: whole if it is exact. NAN: empty. */
struct report_cell series_cell_number(const void *row, enum report_cell_kind kind, double number);

#endif /* TRACK_SERIES_CELL_H */
