// SPDX-License-Identifier: GPL-2.0-only
#include "track/change_kind.h"

#include <string.h>

enum track_direction track_direction(const struct finding_change *change)
{
	/* Its numbers differ by noise alone. */
	if (change->path_only)
		return TRACK_PATH;
	if (change->point.after > change->point.before)
		return TRACK_WORSE;
	if (change->point.after < change->point.before)
		return TRACK_BETTER;
	return TRACK_PATH;
}

const char *track_direction_name(const struct finding_change *change)
{
	static const char *const names[] = {
		[TRACK_WORSE] = "worse",
		[TRACK_BETTER] = "better",
		[TRACK_PATH] = "path",
	};

	return names[track_direction(change)];
}

bool track_is_certain(const struct finding_change *change)
{
	return change->point.verdict == CHANGE_CERTAIN;
}

const char *track_verdict_name(const struct finding_change *change)
{
	return track_is_certain(change) ? "certain" : "suspected";
}

bool track_is_open(const struct finding_change *change)
{
	return !change->accepted && track_direction(change) == TRACK_WORSE;
}

bool track_path_changed(const struct finding_change *change)
{
	return change->path_before && change->path_after &&
	       strcmp(change->path_before, change->path_after) != 0;
}
