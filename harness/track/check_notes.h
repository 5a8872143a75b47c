/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_CHECK_NOTES_H
#define TRACK_CHECK_NOTES_H

#include "track/check.h"

/*
 * Adds what is to be known beside findings: boards whose newest run is not judged or is behind the
 * others, holes of the last nights, and configurations that are not measured any more. Returns 0
 * or a negative errno with @error.
 */
int check_notes_add(struct notes *notes, struct history *history, const struct nights *nights,
		    const struct history_choice *choice, struct history_error *error);

/*
 * What else differs between the two runs of the findings that are told: an entry for each of
 * @findings. Returns 0 or a negative errno with @error; check_surroundings_free() is right in both
 * cases.
 */
int check_surroundings_make(struct history *history, const struct track_check *check,
			    struct track_surroundings **made, struct history_error *error);
void check_surroundings_free(struct track_surroundings *made, size_t count);

#endif /* TRACK_CHECK_NOTES_H */
