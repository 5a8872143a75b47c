// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which commit is measured again, and what was measured of it before.
 */
#include "verbs/confirm_place.h"

#include <string.h>

#include "stats/order.h"

/*
 * The level before moves a little from night to night. A check ends when its changes are answered,
 * and a denial is far from a confirmation: what was one may be short of it by so much.
 */
#define STAYS_CONFIRMED 10

static bool is_of(const struct history_run *run, const char *board, const char *branch)
{
	return !strcmp(run->board, board) && !strcmp(run->branch, branch);
}

/* The last run in which the series has a point; NULL. */
static const struct history_run *last_of_series(const struct track_view *view,
						const struct history_series *series)
{
	for (size_t i = 0; i < view->findings.series; i++) {
		if (view->findings.looked[i].series == series)
			return nights_run(&view->nights, view->findings.looked[i].last_run);
	}
	return NULL;
}

/* Whether @other takes back what @change did, later and for certain. */
static bool takes_back(const struct finding_change *other, const struct finding_change *change)
{
	return other->series == change->series && !other->path_only &&
	       other->point.verdict == CHANGE_CERTAIN && other->first->date > change->first->date &&
	       (other->point.after > other->point.before) !=
		       (change->point.after > change->point.before);
}

const struct history_run *confirm_newest(const struct track_view *view,
					 const struct finding_change *change)
{
	const struct history_run *newest = last_of_series(view, change->series);

	for (size_t f = 0; f < view->findings.count && newest; f++) {
		const struct finding *finding = &view->findings.findings[f];

		for (size_t i = 0; i < finding->change_count; i++) {
			const struct finding_change *other = &finding->changes[i];

			if (takes_back(other, change) && other->good->date < newest->date)
				newest = other->good;
		}
	}
	return newest && newest->date > change->bad->date ? newest : change->bad;
}

int confirm_count_values(struct confirm_job *job, struct track_confirmation *confirmation,
			 int64_t after, int64_t until)
{
	struct history_points points = { .count = 0 };
	size_t fresh = 0;
	int failed = history_points(job->view->history, confirmation->change->series->id, 0,
				    &points, &job->error);

	for (size_t i = 0; i < points.count && !failed; i++) {
		if (points.runs[i] > after && points.runs[i] <= until)
			points.values[fresh++] = points.values[i];
	}
	sort_numbers(points.values, fresh);
	confirmation->rounds = fresh;
	confirmation->measured =
		median_of_sorted(points.values, fresh) - confirmation->change->point.before;
	history_points_free(&points);
	return failed;
}

/*
 * Moves to what one earlier check measured again on the board: the runs behind the night @after,
 * up to @until, before the next night. Returns whether there is another.
 */
static bool next_check(const struct nights *nights, const struct finding_change *change,
		       int64_t *after, int64_t *until)
{
	const struct history_series *series = change->series;
	int64_t first = INT64_MAX, next = INT64_MAX, night = 0, last = 0;

	for (size_t i = 0; i < nights->runs.count; i++) {
		const struct history_run *run = &nights->runs.runs[i];

		if (run->again && !run->forgotten && is_of(run, series->board, series->branch) &&
		    run->date > change->good->date && run->id > *until && run->id < first)
			first = run->id;
	}
	if (first == INT64_MAX)
		return false;
	for (size_t i = 0; i < nights->runs.count; i++) {
		const struct history_run *run = &nights->runs.runs[i];

		if (run->again || !is_of(run, series->board, series->branch))
			continue;
		if (run->id < first && run->id > night)
			night = run->id;
		if (run->id > first && run->id < next)
			next = run->id;
	}
	for (size_t i = 0; i < nights->runs.count; i++) {
		const struct history_run *run = &nights->runs.runs[i];

		if (run->again && is_of(run, series->board, series->branch) && run->id < next &&
		    run->id > last)
			last = run->id;
	}
	*after = night;
	*until = last;
	return true;
}

int confirm_earlier(struct confirm_job *job, struct track_confirmation *confirmation)
{
	const struct finding_change *change = confirmation->change;
	struct track_confirmation earlier = { .change = change };
	struct finding_settings settings = job->view->settings;
	int64_t after = 0, until = 0;
	int failed = 0;

	while (!failed && earlier.answer != CHANGE_CONFIRMED &&
	       next_check(&job->view->nights, change, &after, &until)) {
		failed = confirm_count_values(job, &earlier, after, until);
		settings.false_a_year = job->view->settings.false_a_year;
		if (settings.false_a_year <= 0)
			settings.false_a_year = FINDING_FALSE_A_YEAR;
		/* One that took all rounds was answered by their mean, whatever that was. */
		if (earlier.rounds < job->settings->rounds)
			settings.false_a_year *= STAYS_CONFIRMED;
		if (!failed)
			failed = finding_confirm(
				job->view->history, &settings, &job->view->findings, change, after,
				until, job->settings->rounds, &earlier.answer, &job->error);
	}
	if (!failed && earlier.answer == CHANGE_CONFIRMED)
		*confirmation = earlier;
	return failed;
}

int confirm_count_again(struct confirm_job *job, const struct history_run *run, size_t *count)
{
	struct history_runs runs = { .count = 0 };
	int failed = history_runs(job->view->history, run->board, run->branch, &runs, &job->error);

	*count = 0;
	for (size_t i = 0; i < runs.count && !failed; i++)
		*count += runs.runs[i].again && !strcmp(runs.runs[i].commit, run->commit);
	history_runs_free(&runs);
	return failed;
}
