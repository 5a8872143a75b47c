// SPDX-License-Identifier: GPL-2.0-only
#include "stats/change_limits.h"

#include <math.h>

#define NIGHTS_A_YEAR 365.25

/*
 * How often the best of all stretches that end on a night is beyond z, in a series without any
 * change: as measured, of the worst of the kinds of noise in tests/simulation/changes_*.c. Between
 * them the logarithm is a line.
 */
#define MEASURED_BEGIN 1.8
#define MEASURED_STEP 0.4

#define MEASURED 9

static const double measured[MEASURED] = { 2.7e-1, 1.05e-1, 3.2e-2, 8.0e-3, 1.7e-3,
					   2.2e-4, 2.5e-5,  3.6e-6, 5.6e-7 };

/*
 * Beyond: of that form by Siegmund and Venkatraman, "Using the generalized likelihood ratio
 * statistic for sequential detection of a change-point", Ann. Stat. 23, 1995.
 */
#define RATE_FACTOR 0.075

double change_chance(double z)
{
	double place = (z - MEASURED_BEGIN) / MEASURED_STEP;
	size_t i = place > 0 ? (size_t)fmin(place, MEASURED) : 0;

	if (place < 0)
		return 1;
	if (i + 1 >= MEASURED)
		return RATE_FACTOR * z * exp(-z * z / 2) / sqrt(2 * M_PI);
	place -= (double)i;
	return exp((1 - place) * log(measured[i]) + place * log(measured[i + 1]));
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
		.certain = change_chance_limit(CHANGE_CERTAIN_SHARE * change_night_share(settings)),
		.suspected = change_chance_limit(CHANGE_SUSPICION),
		.floor_percent = settings->floor_percent,
		.likeness = settings->likeness,
	};

	/* Whoever puts up with many false ones is told those that others would suspect. */
	limits.suspected = fmin(limits.suspected, limits.certain);
	return limits;
}
