// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a reader of findings has to know besides.
 */
#include "track/check_notes.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Nights that holes are counted in, and a series that stopped is told for. */
#define RECENT_NIGHTS 10

static int add_newest(struct notes *notes, const struct nights_board *board)
{
	char commit[TRACK_COMMIT_SIZE];
	char date[TRACK_DATE_SIZE];
	int error = 0;

	track_short_commit(commit, board->newest->commit);
	track_date(date, board->newest->date);
	if (!board->newest->trusted)
		error = notes_add(notes,
				  "board %s, branch %s: its newest run, of %s (%s), is not judged: "
				  "%s",
				  board->board, board->branch, commit, date,
				  board->newest->doubt ? board->newest->doubt
						       : "it is not to be relied on");
	else if (!board->newest->points)
		error = notes_add(notes,
				  "board %s, branch %s: its newest run, of %s (%s), measured "
				  "nothing",
				  board->board, board->branch, commit, date);
	if (!error && board->behind)
		error = notes_add(notes,
				  "board %s, branch %s: its newest run is of %s (%s); other boards "
				  "have newer ones",
				  board->board, board->branch, commit, date);
	return error;
}

/* Of the last nights of the board, those that gave no points. */
static int add_holes(struct notes *notes, const struct nights *nights,
		     const struct nights_board *board)
{
	size_t looked = 0;
	size_t holes = 0;

	for (size_t i = nights->runs.count; i-- > 0 && looked < RECENT_NIGHTS;) {
		const struct history_run *run = &nights->runs.runs[i];

		if (run->again || strcmp(run->board, board->board) != 0 ||
		    strcmp(run->branch, board->branch) != 0)
			continue;
		looked++;
		holes += run->forgotten || !run->trusted || !run->points;
	}
	if (!holes || (holes == 1 && !nights_is_judged(board)))
		return 0;
	return notes_add(notes,
			 "board %s, branch %s: %zu of the last %zu runs gave no points; tracetoll "
			 "track log --runs says why",
			 board->board, board->branch, holes, looked);
}

/* What stopped, by board and configuration: mostly all of its metrics did together. */
struct stopped {
	const struct history_series *series; /* the first of them */
	const struct history_run *last;
	size_t count;
};

/* How many nights that counted the board has had since the run. */
static size_t nights_since(const struct nights *nights, const struct history_run *last)
{
	size_t since = 0;

	for (size_t i = nights->runs.count; i-- > 0;) {
		const struct history_run *run = &nights->runs.runs[i];

		if (run->id == last->id)
			break;
		since += run->trusted && !run->again && !run->forgotten && run->points &&
			 !strcmp(run->board, last->board) && !strcmp(run->branch, last->branch) &&
			 strcmp(run->commit, last->commit) != 0;
	}
	return since;
}

static int add_stopped(struct stopped **stopped, size_t *count, const struct history_series *series,
		       const struct history_run *last)
{
	struct stopped *more;

	for (size_t i = 0; i < *count; i++) {
		struct stopped *one = &(*stopped)[i];

		if (one->last != last || strcmp(one->series->workload, series->workload) != 0 ||
		    strcmp(one->series->configuration, series->configuration) != 0)
			continue;
		one->count++;
		return 0;
	}
	more = reallocarray(*stopped, *count + 1, sizeof(*more));
	if (!more)
		return -ENOMEM;
	*stopped = more;
	more[(*count)++] = (struct stopped){ .series = series, .last = last, .count = 1 };
	return 0;
}

static int find_stopped(struct history *history, const struct nights *nights,
			const struct history_series_list *list, struct stopped **stopped,
			size_t *count, struct history_error *error)
{
	struct history_points points = { .count = 0 };
	int failed = 0;

	for (size_t i = 0; i < list->count && !failed; i++) {
		const struct history_series *series = &list->series[i];
		const struct nights_board *board =
			nights_find(nights, series->board, series->branch);
		const struct history_run *last;
		size_t since;

		failed = history_points(history, series->id, 1, &points, error);
		if (failed || !points.count || !board || !board->newest_trusted ||
		    points.runs[0] == board->newest_trusted->id)
			continue;
		last = nights_run(nights, points.runs[0]);
		since = last ? nights_since(nights, last) : 0;
		if (since && since <= RECENT_NIGHTS)
			failed = add_stopped(stopped, count, series, last);
	}
	history_points_free(&points);
	return failed;
}

/* Whether the same is, or was, measured on another kind of machine that has that board's name. */
static bool is_of_one_kind(const struct history_series_list *list,
			   const struct history_series *series)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct history_series *other = &list->series[i];

		if ((strcmp(other->arch, series->arch) != 0 ||
		     other->emulated != series->emulated) &&
		    !strcmp(other->board, series->board) &&
		    !strcmp(other->branch, series->branch) &&
		    !strcmp(other->workload, series->workload) &&
		    !strcmp(other->configuration, series->configuration))
			return false;
	}
	return true;
}

static int say_stopped(struct notes *notes, const struct history_series_list *list,
		       const struct stopped *stopped)
{
	bool one_kind = is_of_one_kind(list, stopped->series);
	char commit[TRACK_COMMIT_SIZE];
	char date[TRACK_DATE_SIZE];

	track_short_commit(commit, stopped->last->commit);
	track_date(date, stopped->last->date);
	return notes_add(
		notes,
		"board %s, branch %s: %s under %s stopped%s%s%s: %zu series, last of %s (%s)",
		stopped->series->board, stopped->series->branch, stopped->series->configuration,
		stopped->series->workload, one_kind ? "" : " on ",
		one_kind ? "" : stopped->series->arch,
		one_kind                    ? ""
		: stopped->series->emulated ? ", no hardware"
					    : " hardware",
		stopped->count, commit, date);
}

static int add_all_stopped(struct notes *notes, struct history *history,
			   const struct nights *nights, const struct history_choice *choice,
			   struct history_error *error)
{
	struct history_series_list list = { .count = 0 };
	struct stopped *stopped = NULL;
	size_t count = 0;
	int failed = history_series(history, choice, &list, error);

	if (!failed)
		failed = find_stopped(history, nights, &list, &stopped, &count, error);
	for (size_t i = 0; i < count && !failed; i++)
		failed = say_stopped(notes, &list, &stopped[i]);
	free(stopped);
	history_series_free(&list);
	return failed;
}

int check_notes_add(struct notes *notes, struct history *history, const struct nights *nights,
		    const struct history_choice *choice, struct history_error *error)
{
	int failed = 0;

	for (size_t i = 0; i < nights->count && !failed; i++) {
		const struct nights_board *board = &nights->boards[i];

		if (!board->newest)
			continue;
		failed = add_newest(notes, board);
		if (!failed)
			failed = add_holes(notes, nights, board);
	}
	return failed ? failed : add_all_stopped(notes, history, nights, choice, error);
}
