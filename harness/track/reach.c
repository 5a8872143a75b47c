// SPDX-License-Identifier: GPL-2.0-only
/*
 * How small a step could have been found. By the limits that findings have, for normal noise
 * without memory: a step that is z of its noise crosses the limit z in one of two cases, and the
 * mean of ten nights has a noise that is smaller by the root of ten. Noise with heavy tails or
 * memory takes more.
 */
#include "track/reach.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "stats/change_limits.h"
#include "stats/order.h"
#include "track/finding_parts.h"

#define NIGHTS 10

/* Of fewer nothing is certain by itself, and their noise is hardly known. */
#define POINTS_MIN 20

/* The middle of the series' noises, in percent of their levels. */
static double middle_noise(const struct findings *findings, double *percents, size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < findings->series; i++) {
		const struct finding_series *looked = &findings->looked[i];

		if (looked->points >= POINTS_MIN && looked->noise > 0 && looked->level != 0)
			percents[(*count)++] = 100 * looked->noise / fabs(looked->level);
	}
	sort_numbers(percents, *count);
	return median_of_sorted(percents, *count);
}

int track_reach_make(struct history *history, const struct finding_settings *settings,
		     const struct findings *findings, struct track_reach *reach,
		     struct history_error *error)
{
	struct change_settings limits;
	struct change_limits z;
	double *percents;
	double noise;
	int failed = finding_limits(history, settings, &limits, error);

	*reach = (struct track_reach){ .series = 0 };
	if (failed || !findings->looked)
		return failed;
	percents = calloc(findings->series + 1, sizeof(*percents));
	if (!percents)
		return -ENOMEM;
	noise = middle_noise(findings, percents, &reach->series);
	free(percents);
	z = change_limits_make(&limits);
	reach->first = z.certain * noise;
	reach->tenth = z.certain * noise / sqrt(NIGHTS);
	reach->suspected = z.suspected * noise;
	return 0;
}
