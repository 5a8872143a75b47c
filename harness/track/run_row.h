/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_RUN_ROW_H
#define TRACK_RUN_ROW_H

#include "track/listing.h"
#include "track/nights.h"

/* A row: one run. */
struct track_run_row {
	const struct history_run *run;
	char date[TRACK_DATE_SIZE];
	char digest[13]; /* its beginning */
	char commit[TRACK_COMMIT_SIZE];
};

/* Why its points do not count; NULL. */
const char *track_run_reason(const struct track_run_row *row);

/*
 * Runs of the choice's boards and branches, the newest last. The caller frees @rows. Returns 0 or
 * -ENOMEM.
 */
int track_run_rows(const struct nights *nights, const struct history_choice *choice,
		   struct track_run_row **rows, size_t *count);
struct listing track_run_listing(const struct track_run_row *rows, size_t count);

#endif /* TRACK_RUN_ROW_H */
