/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGE_ANSWERS_H
#define PAGE_ANSWERS_H

#include "page/section.h"

/* So many configurations are spoken of in the summary. */
#define ANSWERS_MAX 5

/* One configuration of the summary, and in what it is told. */
struct answer {
	size_t workload;
	size_t configuration;
	size_t metric; /* the headline of the workload */
	const struct standing *standing; /* NULL: fewer than two boards have it */
};

/*
 * What the summary speaks of under the workload: the well-known configurations that any board has,
 * else the first ones. Returns their number.
 */
size_t answers_of(const struct page *page, size_t workload, struct answer answers[ANSWERS_MAX]);

/* Which board pays least, and how much more the others pay: one item of a list. */
void answer_which(const struct page *page, const struct answer *answer);

/* Why: what differs between the board that pays least and the one that pays most. */
void answer_why(const struct page *page, const struct answer *answer);

#endif /* PAGE_ANSWERS_H */
