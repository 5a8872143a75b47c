/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_CONFIRMATION_H
#define TRACK_CONFIRMATION_H

#include "track/finding.h"

/* What measuring a change again came to. */
struct track_confirmation {
	const struct finding_change *change;
	enum change_answer answer; /* CHANGE_OPEN: still open after all rounds */
	size_t rounds; /* with a value that counts */
	double measured; /* the median of these, less the level before */
	const char *failure; /* why there are no more rounds; NULL */
};

/* Of any findings; none: @count is 0. Borrows them. */
struct track_confirmations {
	const struct track_confirmation *list;
	size_t count;
};

/* NULL: the change was not measured again. */
const struct track_confirmation *
track_confirmation_of(const struct track_confirmations *confirmations,
		      const struct finding_change *change);

#endif /* TRACK_CONFIRMATION_H */
