/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_REACH_H
#define TRACK_REACH_H

#include "track/finding.h"

/*
 * How large a step has to be to be seen, in percent of the level: half of the series with noise see
 * a smaller one, each in half of all cases. All are 0 where nobody knows.
 */
struct track_reach {
	double first; /* certain in the night that it is made */
	double tenth; /* certain in the tenth night of it */
	double suspected; /* in its first night worth to be measured again */
	size_t series; /* that it comes from */
};

/* Returns 0 or a negative errno with @error. */
int track_reach_make(struct history *history, const struct finding_settings *settings,
		     const struct findings *findings, struct track_reach *reach,
		     struct history_error *error);

#endif /* TRACK_REACH_H */
