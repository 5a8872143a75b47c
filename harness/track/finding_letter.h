/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_FINDING_LETTER_H
#define TRACK_FINDING_LETTER_H

#include "track/confirmation.h"
#include "track/letter.h"

/* What a letter says of a finding: of `check` and of `log`. */

/*
 * A finding that is sure mostly has changes that are not: noise that looks like a step at the same
 * commit. These are counted, and not told as the others are.
 */
struct finding_tally {
	size_t worse, better, path; /* that are sure; of a finding without such: all */
	size_t boards; /* of these */
	size_t suspected; /* all others */
	bool sure; /* some change is */
};
struct finding_tally finding_tally(const struct finding *finding,
				   const struct track_confirmations *again);

/* A change that is certain and was not denied, or is confirmed, or the way of a call. */
bool finding_is_sure(const struct finding_change *change, const struct track_confirmations *again);

/*
 * A table of the changes that finding_tally() counts, or of its suspected ones, without those that
 * changed no number; @most rows, or all if that is 0. Returns how many rows are left out.
 */
size_t finding_letter_rows(struct letter *letter, const struct finding *finding,
			   const struct track_confirmations *again, bool suspected, size_t most);

/* A line for each configuration whose calls take another path. */
void finding_letter_paths(struct letter *letter, const struct finding *finding);

#endif /* TRACK_FINDING_LETTER_H */
