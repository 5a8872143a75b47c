/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HISTORY_NEWS_H
#define HISTORY_NEWS_H

#include "track/history_add.h"
#include "track/history_change.h"

/* Names of one kind that a run has and the one before has not, and the reverse. */
struct history_news {
	char **came;
	size_t came_count;
	char **gone;
	size_t gone_count;
};

/*
 * What is new in a run that was added, against the one before of its board and branch, by the names
 * of now: of configurations, workloads and metrics both; the board, if it has no run before (came)
 * and others of its architecture have (gone). @news has HISTORY_NAME_COUNT rows. Returns 0 or a
 * negative errno with @error; history_news_free() is right in both cases.
 */
int history_news_find(struct history *history, const struct history_input *input,
		      struct history_news *news, struct history_error *error);
void history_news_free(struct history_news *news);

#endif /* HISTORY_NEWS_H */
