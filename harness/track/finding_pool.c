// SPDX-License-Identifier: GPL-2.0-only
/*
 * What nights after each other have in common, for each board and metric: the middle of what its
 * series say. Whatever is chosen to be looked at, all have their say, so a series is judged alike.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "track/finding_parts.h"

/* So many series of a pool are asked, evenly spread, for so many of their last points. */
#define ASKED 24
#define ASKED_POINTS 256

struct asker {
	struct history *history;
	const struct finding_runs *runs;
	const struct change_settings *settings;
	struct finding_points points;
	struct change_points found;
	struct change_workspace *workspace;
};

static int order(const struct history_series *a, const struct history_series *b)
{
	int differ = strcmp(a->board, b->board);

	if (!differ)
		differ = strcmp(a->branch, b->branch);
	return differ ? differ : strcmp(a->metric, b->metric);
}

static int by_pool(const void *left, const void *right)
{
	const struct history_series *a = *(const struct history_series *const *)left;
	const struct history_series *b = *(const struct history_series *const *)right;
	int differ = order(a, b);

	return differ ? differ : (a > b) - (a < b);
}

static int ask(struct asker *asker, const struct history_series *series,
	       struct change_likeness *likeness, struct history_error *error)
{
	struct change_series seen;
	int failed = finding_points_read(asker->history, asker->runs, series->id, ASKED_POINTS,
					 &asker->points, error);

	if (failed)
		return failed;
	seen = finding_points_series(&asker->points, false);
	failed = change_points_find(&seen, asker->settings, asker->workspace, &asker->found);
	if (failed)
		snprintf(error->text, sizeof(error->text), "out of memory");
	*likeness = asker->found.likeness;
	return failed;
}

static int make_pool(struct asker *asker, const struct history_series *const *series, size_t count,
		     struct finding_pool *pool, struct history_error *error)
{
	struct change_likeness all[ASKED];
	size_t asked = count < ASKED ? count : ASKED;
	int failed = 0;

	for (size_t i = 0; i < asked && !failed; i++)
		failed = ask(asker, series[i * count / asked], &all[i], error);
	if (!failed)
		*pool = (struct finding_pool){ series[0], change_pool(all, asked) };
	return failed;
}

static int make_pools(struct asker *asker, const struct history_series **series, size_t count,
		      struct finding_pools *pools, struct history_error *error)
{
	int failed = 0;
	size_t end;

	for (size_t i = 0; i < count && !failed; i = end) {
		for (end = i + 1; end < count && !order(series[i], series[end]);)
			end++;
		failed =
			make_pool(asker, series + i, end - i, &pools->pools[pools->count++], error);
	}
	return failed;
}

int finding_pools_make(struct history *history, const struct finding_runs *runs,
		       const struct change_settings *settings, struct finding_pools *pools,
		       struct history_error *error)
{
	const struct history_choice all = { NULL };
	struct asker asker = { .history = history, .runs = runs, .settings = settings };
	const struct history_series **series;
	size_t count = 0;
	int failed = history_series(history, &all, &pools->list, error);

	if (failed)
		return failed;
	series = calloc(pools->list.count + 1, sizeof(*series));
	pools->pools = calloc(pools->list.count + 1, sizeof(*pools->pools));
	asker.workspace = change_workspace_new();
	if (!series || !pools->pools || !asker.workspace) {
		snprintf(error->text, sizeof(error->text), "out of memory");
		failed = -ENOMEM;
	} else {
		for (size_t i = 0; i < pools->list.count; i++) {
			if (!pools->list.series[i].exact)
				series[count++] = &pools->list.series[i];
		}
		qsort(series, count, sizeof(*series), by_pool);
		failed = make_pools(&asker, series, count, pools, error);
	}
	finding_points_free(&asker.points);
	change_points_free(&asker.found);
	change_workspace_free(asker.workspace);
	free(series);
	return failed;
}

void finding_pools_free(struct finding_pools *pools)
{
	history_series_free(&pools->list);
	free(pools->pools);
	*pools = (struct finding_pools){ .count = 0 };
}

struct change_settings finding_pooled(const struct finding_pools *pools,
				      const struct history_series *series,
				      const struct change_settings *settings)
{
	struct change_settings known = *settings;
	size_t low = 0, high = pools->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (order(pools->pools[middle].of, series) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < pools->count && !order(pools->pools[low].of, series))
		known.likeness = pools->pools[low].likeness;
	return known;
}
