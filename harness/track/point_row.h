/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_POINT_ROW_H
#define TRACK_POINT_ROW_H

#include "track/finding.h"
#include "track/listing.h"
#include "track/nights.h"
#include "track/series_cell.h"

/* A row: what a run says of a series, or that it says nothing. */
struct track_point_row {
	struct row_series of; /* first, for series_cell.h */
	const struct history_run *run;
	double value; /* NAN: a hole */
	double level; /* of the nights around it, the hole's too; NAN: unknown */
	const char *path; /* NULL: a hole */
	const char *hole; /* why there is no value; NULL: there is one */
	const struct finding_change *change; /* that begins here; NULL */
	char date[TRACK_DATE_SIZE];
	char run_name[13]; /* the beginning of its digest */
	char commit[TRACK_COMMIT_SIZE];
};

/*
 * All runs of the board and branch of the series as rows, oldest first, from its first point on.
 * The level of a series without changes is the median of its points. @points is worked with. The
 * caller frees @rows. Returns 0 or a negative errno with @error.
 */
int track_point_rows(struct history *history, const struct history_series *series,
		     const struct nights *nights, const struct findings *findings,
		     struct history_points *points, struct track_point_row **rows, size_t *count,
		     struct history_error *error);
struct listing track_point_listing(const struct track_point_row *rows, size_t count);

#endif /* TRACK_POINT_ROW_H */
