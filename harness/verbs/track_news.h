/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_NEWS_H
#define TRACK_NEWS_H

#include "track/history_news.h"

/*
 * Says on standard error which names came and went with the run, and the command that makes one
 * series of two; nothing where that cannot be. @history: what --history said, or NULL.
 */
void track_news_print(const struct history_input *input, const struct history_news *news,
		      const char *history);

#endif /* TRACK_NEWS_H */
