// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "track/finding_parts.h"

/* The points before the change stay in front; the fresh ones are copied to @fresh. */
static size_t split(struct finding_points *points, const struct finding_change *change,
		    int64_t after_run, int64_t until_run, double *fresh)
{
	size_t before = 0, count = 0;
	bool begun = false;

	for (size_t i = 0; i < points->points.count; i++) {
		/* What is of an older commit says nothing of the new level. */
		if (begun && points->again[i] && points->points.runs[i] > after_run &&
		    points->points.runs[i] <= until_run)
			fresh[count++] = points->points.values[i];
		if (!begun)
			before = i + 1;
		begun |= points->points.runs[i] == change->good->id;
	}
	points->points.count = before;
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
		size_t count = split(points, change, after_run, until_run, fresh);

		series = finding_points_series(points, change->series->exact);
		/* Its place is another one where other points were read. */
		point.earliest = series.count;
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
	struct change_settings limits;
	int failed = finding_limits(history, settings, &limits, error);

	(void)findings;
	*answer = CHANGE_OPEN;
	/* Runs were added since the findings were made. */
	if (!failed)
		failed = history_runs(history, NULL, NULL, &list, error);
	if (!failed && finding_runs_make(&list, &runs))
		failed = -ENOMEM;
	if (!failed)
		failed = finding_points_read(history, &runs, change->series->id,
					     CHANGE_POINTS_ENOUGH, &points, error);
	if (!failed)
		failed = judge(&points, change, after_run, until_run, rounds, &limits, answer);
	if (failed == -ENOMEM)
		snprintf(error->text, sizeof(error->text), "out of memory");
	finding_points_free(&points);
	free(runs.runs);
	history_runs_free(&list);
	return failed;
}
