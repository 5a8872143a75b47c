// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "track/finding_parts.h"

/*
 * The fresh points are taken out to @fresh, and what was added since is left out. @before: how many
 * of the level before they are held against.
 */
static size_t split(struct finding_points *points, const struct finding_change *change,
		    int64_t after_run, int64_t until_run, double *fresh, size_t *before)
{
	struct history_points *all = &points->points;
	size_t kept = 0, count = 0;
	bool begun = false, held = false;

	*before = 0;
	for (size_t i = 0; i < all->count; i++) {
		bool later = begun && all->runs[i] > after_run;

		/* What is of an older commit says nothing of the new level. */
		if (later && points->again[i] && all->runs[i] <= until_run)
			fresh[count++] = all->values[i];
		if (later)
			continue;
		all->values[kept] = all->values[i];
		all->runs[kept] = all->runs[i];
		points->commits[kept] = points->commits[i];
		points->again[kept++] = points->again[i];
		if (!held)
			*before = kept;
		held |= all->runs[i] == change->held->id;
		begun |= all->runs[i] == change->good->id;
	}
	all->count = kept;
	return count;
}

static int judge(struct finding_points *points, const struct finding_change *change,
		 int64_t after_run, int64_t until_run, size_t rounds,
		 const struct change_settings *limits, enum change_answer *answer)
{
	struct change_workspace *workspace = change_workspace_new();
	double *fresh = calloc(points->points.count + 1, sizeof(*fresh));
	struct change_point point = change->point;
	struct change_series series;
	int failed = -ENOMEM;

	if (workspace && fresh) {
		/* Its place is another one where other points were read. */
		size_t count = split(points, change, after_run, until_run, fresh, &point.held);

		series = finding_points_series(points, change->series->exact);
		failed = change_confirm(&series, &point, fresh, count, rounds, limits, workspace,
					answer);
	}
	change_workspace_free(workspace);
	free(fresh);
	return failed;
}

int finding_confirm(struct history *history, const struct finding_settings *settings,
		    const struct findings *findings, const struct finding_change *change,
		    int64_t after_run, int64_t until_run, size_t rounds, enum change_answer *answer,
		    struct history_error *error)
{
	struct finding_points points = { .room = 0 };
	struct finding_runs runs = { .count = 0 };
	struct history_runs list = { .count = 0 };
	struct change_settings limits, known;
	int failed = finding_limits(history, settings, &limits, error);

	*answer = CHANGE_OPEN;
	/* Runs were added since the findings were made. */
	if (!failed)
		failed = history_runs(history, NULL, NULL, &list, error);
	if (!failed && finding_runs_make(&list, &runs))
		failed = -ENOMEM;
	if (!failed)
		failed = finding_points_read(history, &runs, change->series->id,
					     CHANGE_POINTS_ENOUGH, &points, error);
	if (!failed) {
		known = finding_pooled(&findings->memory->pools, change->series, &limits);
		failed = judge(&points, change, after_run, until_run, rounds, &known, answer);
	}
	if (failed == -ENOMEM)
		snprintf(error->text, sizeof(error->text), "out of memory");
	finding_points_free(&points);
	free(runs.runs);
	history_runs_free(&list);
	return failed;
}
