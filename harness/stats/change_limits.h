/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHANGE_LIMITS_H
#define CHANGE_LIMITS_H

#include "stats/change_scan.h"

/* Of the false findings that are put up with: for what is certain without being measured again. */
#define CHANGE_CERTAIN_SHARE 0.35

/*
 * For what new runs confirm. Where a night has something in common with the one before, they have
 * it in common with the odd night, too, in part: so many more are confirmed than is meant
 * (docs/change-points.md), and what is left of 1 is for them.
 */
#define CHANGE_CONFIRMED_SHARE 0.40

/* Of all nights of a series without any change, how many show what is worth to measure again. */
#define CHANGE_SUSPICION 0.10

/* The chance that a night of one series, which nothing happened to, shows a stretch beyond @z. */
double change_chance(double z);

/* The z of a chance: the other way round. */
double change_chance_limit(double chance);

/* The chance of one night of one series that all false findings of a year are spread over. */
double change_night_share(const struct change_settings *settings);

struct change_limits change_limits_make(const struct change_settings *settings);

#endif /* CHANGE_LIMITS_H */
