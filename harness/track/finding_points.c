// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "track/finding_parts.h"

static bool make_room(struct finding_points *points)
{
	size_t room = points->points.room;
	size_t *runs, *commits;
	bool *again;

	if (points->room >= room)
		return true;
	runs = reallocarray(points->runs, room, sizeof(*runs));
	if (runs)
		points->runs = runs;
	commits = runs ? reallocarray(points->commits, room, sizeof(*commits)) : NULL;
	if (commits)
		points->commits = commits;
	again = commits ? reallocarray(points->again, room, sizeof(*again)) : NULL;
	if (!again)
		return false;
	points->again = again;
	points->room = room;
	return true;
}

int finding_points_read(struct history *history, const struct finding_runs *runs, int64_t series,
			size_t last, struct finding_points *points, struct history_error *error)
{
	struct history_points *read = &points->points;
	int failed = history_points(history, series, last, read, error);
	size_t count = 0, at = 0;
	/* From one night to the next, ids grow by as many as there are boards. */
	size_t stride = 1;

	if (failed)
		return failed;
	if (!make_room(points)) {
		snprintf(error->text, sizeof(error->text), "out of memory");
		return -ENOMEM;
	}
	for (size_t i = 0; i < read->count; i++) {
		size_t found = finding_runs_find(runs, read->runs[i], at + stride);

		if (found == runs->count)
			continue;
		stride = found > at ? found - at : 1;
		at = found;
		read->values[count] = read->values[i];
		read->runs[count] = read->runs[i];
		read->paths[count] = read->paths[i];
		points->runs[count] = found;
		points->commits[count] = runs->runs[found].rank;
		points->again[count++] = runs->runs[found].run->again;
	}
	read->count = count;
	return 0;
}

void finding_points_free(struct finding_points *points)
{
	history_points_free(&points->points);
	free(points->runs);
	free(points->commits);
	free(points->again);
	*points = (struct finding_points){ .room = 0 };
}

struct change_series finding_points_series(const struct finding_points *points, bool exact)
{
	return (struct change_series){
		.values = points->points.values,
		.commits = points->commits,
		.again = points->again,
		.count = points->points.count,
		.exact = exact,
	};
}

int finding_limits(struct history *history, const struct finding_settings *settings,
		   struct change_settings *limits, struct history_error *error)
{
	const struct history_choice all = { NULL };
	struct history_series_list list;
	int failed = history_series(history, &all, &list, error);

	if (failed)
		return failed;
	*limits = (struct change_settings){
		.false_a_year =
			settings->false_a_year > 0 ? settings->false_a_year : FINDING_FALSE_A_YEAR,
		.floor_percent = settings->floor_percent > 0 ? settings->floor_percent : 0,
	};
	for (size_t i = 0; i < list.count; i++)
		limits->series += !list.series[i].exact;
	history_series_free(&list);
	return 0;
}
