/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHANGE_EXACT_H
#define CHANGE_EXACT_H

#include "stats/change_point.h"

/*
 * The changes of a series without noise: wherever a commit's values are not the last one's. A
 * commit whose values differ among themselves is not exact (@found->unsteady): there is a change
 * before or after it only where its values and its neighbour's lie apart. Returns 0 or -ENOMEM.
 */
int change_points_exact(const struct change_series *series, const struct change_settings *settings,
			struct change_points *found);

/* Another one, all 0; NULL when memory ran out. */
struct change_point *change_points_add(struct change_points *found);

#endif /* CHANGE_EXACT_H */
