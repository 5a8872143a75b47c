/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_SERIES_ROW_H
#define TRACK_SERIES_ROW_H

#include "track/finding.h"
#include "track/listing.h"
#include "track/nights.h"
#include "track/series_cell.h"

/* A row: one series, as it was looked at. */
struct track_series_row {
	struct row_series of; /* first, for series_cell.h */
	const struct finding_series *looked;
	bool named_arch; /* its board has series of another architecture, too */
	char first[TRACK_DATE_SIZE];
	char last[TRACK_DATE_SIZE];
};

/*
 * Rows of all series of the findings, or of those that have changes. The caller frees @rows.
 * Returns 0 or -ENOMEM.
 */
int track_series_rows(const struct findings *findings, const struct nights *nights, bool all,
		      struct track_series_row **rows, size_t *count);
/*
 * Moves rows of one board, branch, architecture, workload and metric together, as listing_gather().
 * Returns 0 or -ENOMEM.
 */
int track_series_gather(struct track_series_row *rows, size_t count);
struct listing track_series_listing(const struct track_series_row *rows, size_t count);

#endif /* TRACK_SERIES_ROW_H */
