// SPDX-License-Identifier: GPL-2.0-only
/* The runs of all boards, and the order of the commits that they are of. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "track/finding_parts.h"

static int by_commit(const void *left, const void *right)
{
	const struct history_run *a = ((const struct finding_run *)left)->run;
	const struct history_run *b = ((const struct finding_run *)right)->run;
	int order = strcmp(a->branch, b->branch);

	if (!order)
		order = strcmp(a->commit, b->commit);
	if (!order)
		order = (a->date > b->date) - (a->date < b->date);
	return order ? order : (a->id > b->id) - (a->id < b->id);
}

static int by_id(const void *left, const void *right)
{
	int64_t a = ((const struct finding_run *)left)->run->id;
	int64_t b = ((const struct finding_run *)right)->run->id;

	return (a > b) - (a < b);
}

/* A commit of a branch, by its first run there; its runs lie together. */
struct commit {
	const struct history_run *first;
	size_t begin, end;
};

static int by_date(const void *left, const void *right)
{
	const struct history_run *a = ((const struct commit *)left)->first;
	const struct history_run *b = ((const struct commit *)right)->first;
	int order = strcmp(a->branch, b->branch);

	if (!order)
		order = (a->date > b->date) - (a->date < b->date);
	return order ? order : (a->id > b->id) - (a->id < b->id);
}

static bool same_commit(const struct history_run *a, const struct history_run *b)
{
	return !strcmp(a->commit, b->commit) && !strcmp(a->branch, b->branch);
}

static int rank_commits(struct finding_runs *runs)
{
	struct commit *commits = calloc(runs->count + 1, sizeof(*commits));
	size_t count = 0, rank = 0;

	if (!commits)
		return -ENOMEM;
	qsort(runs->runs, runs->count, sizeof(*runs->runs), by_commit);
	for (size_t i = 0; i < runs->count; i++) {
		if (!i || !same_commit(runs->runs[i].run, runs->runs[i - 1].run))
			commits[count++] = (struct commit){ runs->runs[i].run, i, i };
		commits[count - 1].end = i + 1;
	}
	qsort(commits, count, sizeof(*commits), by_date);
	for (size_t i = 0; i < count; i++) {
		bool other = !i || strcmp(commits[i].first->branch, commits[i - 1].first->branch);

		rank = other ? 1 : rank + 1;
		for (size_t run = commits[i].begin; run < commits[i].end; run++)
			runs->runs[run].rank = rank;
	}
	free(commits);
	return 0;
}

static int by_board(const void *left, const void *right)
{
	const struct history_run *a = ((const struct finding_run *)left)->run;
	const struct history_run *b = ((const struct finding_run *)right)->run;
	int order = strcmp(a->board, b->board);

	if (!order)
		order = strcmp(a->branch, b->branch);
	if (!order)
		order = (a->date > b->date) - (a->date < b->date);
	return order ? order : (a->id > b->id) - (a->id < b->id);
}

static bool is_night(const struct history_run *run)
{
	return run->trusted && !run->again && !run->forgotten;
}

static void count_nights(struct finding_runs *runs)
{
	size_t end;

	qsort(runs->runs, runs->count, sizeof(*runs->runs), by_board);
	for (size_t i = 0; i < runs->count; i = end) {
		const struct history_run *run = runs->runs[i].run;
		size_t nights = 0;

		for (end = i;
		     end < runs->count && !strcmp(runs->runs[end].run->board, run->board) &&
		     !strcmp(runs->runs[end].run->branch, run->branch);
		     end++) {
			nights += is_night(runs->runs[end].run);
			runs->runs[end].nights = nights;
		}
		for (size_t k = i; k < end; k++)
			runs->runs[k].all_nights = nights;
	}
}

int finding_runs_make(const struct history_runs *list, struct finding_runs *runs)
{
	runs->runs = calloc(list->count + 1, sizeof(*runs->runs));
	if (!runs->runs)
		return -ENOMEM;
	runs->count = list->count;
	for (size_t i = 0; i < list->count; i++)
		runs->runs[i].run = &list->runs[i];
	if (rank_commits(runs))
		return -ENOMEM;
	count_nights(runs);
	qsort(runs->runs, runs->count, sizeof(*runs->runs), by_id);
	return 0;
}

size_t finding_runs_find(const struct finding_runs *runs, int64_t id, size_t guess)
{
	size_t low = 0, high = runs->count;

	if (guess < runs->count && runs->runs[guess].run->id == id)
		return guess;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (runs->runs[middle].run->id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < runs->count && runs->runs[low].run->id == id ? low : runs->count;
}
