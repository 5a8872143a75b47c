// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "stats/change_exact.h"
#include "stats/change_limits.h"
#include "stats/change_locate.h"

struct change_point *change_points_add(struct change_points *found)
{
	if (found->count == found->room) {
		size_t room = found->room ? found->room * 2 : 8;
		struct change_point *points = realloc(found->points, room * sizeof(*points));

		if (!points)
			return NULL;
		found->points = points;
		found->room = room;
	}
	found->points[found->count] = (struct change_point){ 0 };
	return &found->points[found->count++];
}

void change_points_free(struct change_points *found)
{
	free(found->points);
	*found = (struct change_points){ 0 };
}

/* The scan saw each change with what was there by that night; now all of it is. */
static void locate_all(struct change_workspace *workspace)
{
	size_t begin = 0;

	for (size_t i = 0; i < workspace->change_count; i++) {
		struct change_found *change = &workspace->changes[i];
		size_t end = i + 1 < workspace->change_count ? workspace->changes[i + 1].first
							     : workspace->count;

		change->first = change_locate(workspace->nodes, begin, change->first, end);
		begin = change->first;
	}
}

static int tell(struct change_workspace *workspace, size_t begin, const struct change_found *change,
		size_t end, enum change_verdict verdict, struct change_points *found)
{
	struct change_point *point = change_points_add(found);

	if (!point)
		return -ENOMEM;
	change_describe(workspace, begin, change->first, end, point);
	point->seen = workspace->nodes[change->seen].begin;
	point->p = change_chance(change->z);
	point->verdict = verdict;
	return 0;
}

static int tell_all(struct change_workspace *workspace, struct change_points *found)
{
	size_t begin = 0, last = workspace->change_count;
	bool suspected = workspace->suspected;
	int error = 0;

	for (size_t i = 0; i < last && !error; i++) {
		const struct change_found *change = &workspace->changes[i];
		size_t end = i + 1 < last ? change[1].first
			     : suspected  ? workspace->suspicion.first
					  : workspace->count;

		error = tell(workspace, begin, change, end, CHANGE_CERTAIN, found);
		begin = change->first;
	}
	if (!error && suspected && workspace->suspicion.first > begin)
		error = tell(workspace, begin, &workspace->suspicion, workspace->count,
			     CHANGE_SUSPECTED, found);
	return error;
}

/* That of the last change that is certain; else of all, as far back as levels go. */
static double newest_level(struct change_workspace *workspace, const struct change_points *found)
{
	const struct change_point *last;

	if (!found->count)
		return change_level(workspace, 0, workspace->count);
	last = &found->points[found->count - 1];
	return last->verdict == CHANGE_CERTAIN ? last->after : last->before;
}

int change_points_find(const struct change_series *series, const struct change_settings *settings,
		       struct change_workspace *workspace, struct change_points *found)
{
	const struct change_limits limits = change_limits_make(settings);
	int error;

	found->count = 0;
	found->noise = 0;
	found->likeness = (struct change_likeness){ 0 };
	found->unsteady = 0;
	found->level = 0;
	if (series->count)
		found->level = series->values[series->count - 1];
	if (series->exact)
		return change_points_exact(series, settings, found);
	error = change_nodes_make(workspace, series);
	if (!error)
		error = change_scan(workspace, &limits);
	if (error)
		return error;
	found->noise = change_deviation(&workspace->noise);
	found->likeness = workspace->own;
	locate_all(workspace);
	error = tell_all(workspace, found);
	if (workspace->count)
		found->level = newest_level(workspace, found);
	return error;
}
