// SPDX-License-Identifier: GPL-2.0-only
#include "stats/change_exact.h"

#include <errno.h>
#include <math.h>

/* What a commit's values are, and where it began. */
struct commit {
	size_t begin;
	double lowest, highest;
};

static size_t read_commit(const struct change_series *series, size_t begin, struct commit *commit)
{
	size_t end = begin + 1;

	*commit = (struct commit){ begin, series->values[begin], series->values[begin] };
	while (end < series->count && series->commits &&
	       series->commits[end] == series->commits[begin]) {
		commit->lowest = fmin(commit->lowest, series->values[end]);
		commit->highest = fmax(commit->highest, series->values[end]);
		end++;
	}
	return end;
}

/* The nearest values of the two: what has changed at least. Returns 1 if it was told, 0 if not. */
static int tell(const struct commit *last, const struct commit *next,
		const struct change_settings *settings, struct change_points *found)
{
	bool up = next->lowest > last->highest;
	double before = up ? last->highest : last->lowest;
	double after = up ? next->lowest : next->highest;
	struct change_point *point;

	if (fabs(after - before) < settings->floor_percent / 100 * fabs(before))
		return 0;
	point = change_points_add(found);
	if (!point)
		return -ENOMEM;
	point->first = point->earliest = point->latest = next->begin;
	point->held = point->seen = next->begin;
	point->before = before;
	point->after = after;
	point->low = point->high = after - before;
	point->verdict = CHANGE_CERTAIN;
	return 1;
}

int change_points_exact(const struct change_series *series, const struct change_settings *settings,
			struct change_points *found)
{
	struct commit last, next;
	size_t i;

	if (!series->count)
		return 0;
	i = read_commit(series, 0, &last);
	found->unsteady += last.lowest < last.highest;
	while (i < series->count) {
		i = read_commit(series, i, &next);
		found->unsteady += next.lowest < next.highest;
		if (next.lowest > last.highest || next.highest < last.lowest) {
			int told = tell(&last, &next, settings, found);

			if (told < 0)
				return told;
			/* What is below the floor may add up. */
			if (!told)
				continue;
		}
		last = next;
	}
	return 0;
}
