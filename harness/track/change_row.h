/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_CHANGE_ROW_H
#define TRACK_CHANGE_ROW_H

#include "track/confirmation.h"
#include "track/finding.h"
#include "track/listing.h"
#include "track/series_cell.h"

/* A row: one change of one finding. */
struct track_change_row {
	struct row_series of; /* first, for series_cell.h */
	const struct finding *finding;
	const struct finding_change *change;
	const struct track_confirmation *confirmation; /* NULL: it was not measured again */
	char good_date[TRACK_DATE_SIZE];
	char bad_date[TRACK_DATE_SIZE];
};

/*
 * Rows of the findings that @wanted says (NULL: all), in their order. The caller frees @rows, which
 * is NULL if it failed. Returns 0 or -ENOMEM.
 */
int track_change_rows(const struct findings *findings, bool (*wanted)(const struct finding *),
		      const struct track_confirmations *confirmations,
		      struct track_change_row **rows, size_t *count);

/* Moves rows of one workload and metric together, as listing_gather(). Returns 0 or -ENOMEM. */
int track_change_gather(struct track_change_row *rows, size_t count);

/* The rows as a listing, whose groups are of one workload and metric. */
struct listing track_change_listing(const struct track_change_row *rows, size_t count);

/* An array with all changes of the findings; NULL: memory ran out. */
struct json_t *track_changes_json(const struct findings *findings,
				  const struct track_confirmations *confirmations);

#endif /* TRACK_CHANGE_ROW_H */
