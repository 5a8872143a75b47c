// SPDX-License-Identifier: GPL-2.0-only
#include "stats/change_limits.h"

#include <math.h>

#define NIGHTS_A_YEAR 365.25

/*
 * The rate at which the best of many overlapping stretches crosses a high limit: of that form by
 * Siegmund and Venkatraman, "Using the generalized likelihood ratio statistic for sequential
 * detection of a change-point", Ann. Stat. 23, 1995. The factor is what tests/simulation measures.
 */
#define RATE_FACTOR 1.5

double change_chance(double z)
{
	if (z < 1)
		return 1;
	return fmin(RATE_FACTOR * z * exp(-z * z / 2) / sqrt(2 * M_PI), 1);
}

double change_chance_limit(double chance)
{
	double low = 1, high = 40;

	for (int i = 0; i < 60; i++) {
		double middle = (low + high) / 2;

		if (change_chance(middle) > chance)
			low = middle;
		else
			high = middle;
	}
	return high;
}

double change_night_share(const struct change_settings *settings)
{
	double series = settings->series ? (double)settings->series : 1;

	return settings->false_a_year / (NIGHTS_A_YEAR * series);
}

struct change_limits change_limits_make(const struct change_settings *settings)
{
	struct change_limits limits = {
		.certain = change_chance_limit((1 - CHANGE_CONFIRMED_SHARE) *
					       change_night_share(settings)),
		.suspected = change_chance_limit(CHANGE_SUSPICION),
		.floor_percent = settings->floor_percent,
	};

	/* Whoever puts up with many false ones is told those that others would suspect. */
	limits.suspected = fmin(limits.suspected, limits.certain);
	return limits;
}
