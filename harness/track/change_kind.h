/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_CHANGE_KIND_H
#define TRACK_CHANGE_KIND_H

#include "track/finding.h"

/* What kind of change one is, and what that is called wherever changes are printed. */

enum track_direction {
	TRACK_WORSE,
	TRACK_BETTER,
	TRACK_PATH, /* the number stayed, the way of the call did not */
};

enum track_direction track_direction(const struct finding_change *change);
/* "worse", "better" or "path". */
const char *track_direction_name(const struct finding_change *change);

/* Whether it is more than suspected. */
bool track_is_certain(const struct finding_change *change);
/* "certain" or "suspected". */
const char *track_verdict_name(const struct finding_change *change);

/* Whether it is to the worse and nobody has accepted it. */
bool track_is_open(const struct finding_change *change);

bool track_path_changed(const struct finding_change *change);

#endif /* TRACK_CHANGE_KIND_H */
