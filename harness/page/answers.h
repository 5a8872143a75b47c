/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PAGE_ANSWERS_H
#define PAGE_ANSWERS_H

#include "page/figure.h"
#include "page/section.h"

/* So many configurations are spoken of in the summary. */
#define ANSWERS_MAX 5

/* One configuration of the summary, and in what it is told. */
struct answer {
	struct standing_at at; /* in the headline of the workload */
	const struct standing *standings; /* of boards that may be ranked */
	size_t standing_count;
	/* Boards of several architectures, whose counts stand side by side and are not ranked. */
	bool side_by_side;
};

/*
 * What the summary speaks of under the workload: the well-known configurations that any board has,
 * else the first ones. Returns their number.
 */
size_t answers_of(const struct page *page, size_t workload, struct answer answers[ANSWERS_MAX]);

/* The place of a board in the answer's metric. */
struct figure_place answer_place(const struct answer *answer, size_t board);

/* True if the board has a sound number, and is unlike @reference in nothing but the architecture.
 */
bool answer_stands_beside(const struct page *page, const struct answer *answer, size_t reference,
			  size_t board);

/* The board that the others are held against: ranked, else sound, else with a number. */
size_t answer_reference(const struct page *page, const struct answer *answer);

/*
 * Which board pays least, and how much more the others pay: one item of a list. Returns 0 or
 * -ENOMEM.
 */
int answer_which(const struct page *page, const struct answer *answer);

/* Why the board stands beside no other one in the answer: "not measured". Never NULL. */
const char *answer_reason(const struct page *page, const struct answer *answer, size_t board);

/* "; not compared: A, B (not measured); C (not available)": who is not among @said, and why. */
void answer_missing(const struct page *page, const struct answer *answer, const bool *said);

/*
 * That other boots may differ by more, where a number is ranked that few boots have: one item of a
 * list, or nothing. Returns 0 or -ENOMEM.
 */
int answer_boots(const struct page *page);

/* Why: what differs between the board that pays least and the one that pays most. */
void answer_why(const struct page *page, const struct answer *answer);

#endif /* PAGE_ANSWERS_H */
