/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_SERIES_ROW_H
#define TRACK_SERIES_ROW_H

#include "track/change_row.h"
#include "track/finding.h"
#include "track/listing.h"
#include "track/nights.h"

/* A row: one series, as it was looked at. */
struct track_series_row {
	const struct finding_series *looked;
	char first[TRACK_DATE_SIZE];
	char last[TRACK_DATE_SIZE];
	char unit[TRACK_UNIT_SIZE];
};

/*
 * Rows of all series of the findings, or of those that have changes. The caller frees @rows.
 * Returns 0 or -ENOMEM.
 */
int track_series_rows(const struct findings *findings, const struct nights *nights, bool all,
		      struct track_series_row **rows, size_t *count);
/* Moves rows of one board, branch, workload and metric together, in the order of the first ones. */
void track_series_gather(struct track_series_row *rows, size_t count);
struct listing track_series_listing(const struct track_series_row *rows, size_t count);

/* A row: one run. */
struct track_run_row {
	const struct history_run *run;
	char date[TRACK_DATE_SIZE];
	char digest[13]; /* its beginning */
	char commit[TRACK_COMMIT_SIZE];
};

/* Why its points do not count; NULL. */
const char *track_run_reason(const struct track_run_row *row);

/* Runs of the choice's boards and branches, the newest last. As above. */
int track_run_rows(const struct nights *nights, const struct history_choice *choice,
		   struct track_run_row **rows, size_t *count);
struct listing track_run_listing(const struct track_run_row *rows, size_t count);

#endif /* TRACK_SERIES_ROW_H */
