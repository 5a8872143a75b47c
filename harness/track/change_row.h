/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_CHANGE_ROW_H
#define TRACK_CHANGE_ROW_H

#include "track/finding.h"
#include "track/listing.h"

/* What measuring a change again came to. */
struct track_confirmation {
	const struct finding_change *change;
	enum change_answer answer; /* CHANGE_OPEN: still open after all rounds */
	size_t rounds; /* with a value that counts */
	double measured; /* the median of these, less the level before */
	const char *failure; /* why there are no more rounds; NULL */
};

/* The unit, unless the metric's name says it, and whether it is an emulator's or simulated. */
#define TRACK_UNIT_SIZE 48
void track_unit(char text[TRACK_UNIT_SIZE], const struct history_series *series);

/* A row: one change of one finding. */
struct track_change_row {
	const struct finding *finding;
	const struct finding_change *change;
	const struct track_confirmation *confirmation; /* NULL: it was not measured again */
	char good_date[TRACK_DATE_SIZE];
	char bad_date[TRACK_DATE_SIZE];
	char unit[TRACK_UNIT_SIZE];
};

enum track_direction {
	TRACK_WORSE,
	TRACK_BETTER,
	TRACK_PATH, /* the number stayed, the way of the call did not */
};

enum track_direction track_direction(const struct finding_change *change);
bool track_path_changed(const struct finding_change *change);

/*
 * Rows of the findings that @wanted says (NULL: all), in their order; at most @most of each (0:
 * all). @confirmations has @count of them. The caller frees @rows. Returns 0 or -ENOMEM.
 */
int track_change_rows(const struct findings *findings, bool (*wanted)(const struct finding *),
		      size_t most, const struct track_confirmation *confirmations, size_t count,
		      struct track_change_row **rows, size_t *row_count);

/*
 * Moves the rows that are of the first one's workload and metric to the front, in their order.
 * Returns how many these are, so that each kind can have a table.
 */
size_t track_change_gather(struct track_change_row *rows, size_t count);

/* The rows as a listing. */
struct listing track_change_listing(const struct track_change_row *rows, size_t count);

#endif /* TRACK_CHANGE_ROW_H */
