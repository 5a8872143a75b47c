// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs by board and branch: how far each one is.
 */
#include "track/nights.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "track/choice.h"

/* A run that is older than others by more is of another night: a night and a half. */
#define BEHIND_SECONDS 129600

static struct nights_board *find(const struct nights *nights, const char *board, const char *branch)
{
	/* Runs mostly come board by board. */
	for (size_t i = nights->count; i-- > 0;) {
		if (!strcmp(nights->boards[i].board, board) &&
		    !strcmp(nights->boards[i].branch, branch))
			return &nights->boards[i];
	}
	return NULL;
}

const struct nights_board *nights_find(const struct nights *nights, const char *board,
				       const char *branch)
{
	return find(nights, board, branch);
}

const struct history_run *nights_run(const struct nights *nights, int64_t id)
{
	for (size_t i = nights->runs.count; i-- > 0;) {
		if (nights->runs.runs[i].id == id)
			return &nights->runs.runs[i];
	}
	return NULL;
}

bool nights_is_judged(const struct nights_board *board)
{
	return board->newest && board->newest == board->newest_trusted && board->newest->points;
}

static int add_board(struct nights *nights, const struct history_run *run,
		     struct nights_board **board)
{
	struct nights_board *more;

	*board = find(nights, run->board, run->branch);
	if (*board)
		return 0;
	more = reallocarray(nights->boards, nights->count + 1, sizeof(*more));
	if (!more)
		return -ENOMEM;
	nights->boards = more;
	*board = &more[nights->count++];
	**board = (struct nights_board){ .board = run->board, .branch = run->branch };
	return 0;
}

/* Of equal dates the later one in the list, which was added later. */
static void take_newer(const struct history_run **newest, const struct history_run *run)
{
	if (!*newest || run->date >= (*newest)->date)
		*newest = run;
}

static int add_run(struct nights *nights, const struct history_run *run)
{
	struct nights_board *board;
	int error = add_board(nights, run, &board);

	if (error || run->forgotten)
		return error;
	if (run->again) {
		board->again++;
		return 0;
	}
	board->nights++;
	nights->total++;
	if (!board->first || run->date < board->first->date)
		board->first = run;
	take_newer(&board->newest, run);
	if (!run->trusted)
		return 0;
	board->trusted++;
	take_newer(&board->newest_trusted, run);
	return 0;
}

static int by_name(const void *one, const void *other)
{
	const struct nights_board *a = one;
	const struct nights_board *b = other;
	int order = strcmp(a->board, b->board);

	return order ? order : strcmp(a->branch, b->branch);
}

/* Other boards of the same branch, that is: another branch has its own pace. */
static void find_behind(struct nights *nights)
{
	for (size_t i = 0; i < nights->count; i++) {
		struct nights_board *board = &nights->boards[i];

		for (size_t k = 0; k < nights->count && board->newest; k++) {
			const struct nights_board *other = &nights->boards[k];

			board->behind |= other->newest && !strcmp(other->branch, board->branch) &&
					 other->newest->date - board->newest->date > BEHIND_SECONDS;
		}
	}
}

int nights_make(struct history *history, const struct history_choice *choice, struct nights *nights,
		struct history_error *error)
{
	int failed;

	*nights = (struct nights){ 0 };
	failed = history_runs(history, NULL, NULL, &nights->runs, error);
	for (size_t i = 0; i < nights->runs.count && !failed; i++) {
		const struct history_run *run = &nights->runs.runs[i];

		if (choice_has(choice->board, run->board) &&
		    choice_has(choice->branch, run->branch))
			failed = add_run(nights, run);
	}
	if (failed) {
		nights_free(nights);
		return failed;
	}
	if (nights->count)
		qsort(nights->boards, nights->count, sizeof(*nights->boards), by_name);
	find_behind(nights);
	return 0;
}

void nights_free(struct nights *nights)
{
	free(nights->boards);
	history_runs_free(&nights->runs);
	*nights = (struct nights){ 0 };
}
