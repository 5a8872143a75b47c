/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STANDING_H
#define STANDING_H

#include "boards/alike.h"
#include "boards/boards.h"

/*
 * Boards beside each other in one metric of one configuration: which pays least for the tracing,
 * how much more the others pay, and whether that is more than chance. docs/statistics.md says by
 * what: intervals that do not meet; of exact counts any difference. Boards that are unlike each
 * other (alike.h) stand in rows of their own.
 */
struct standing_place {
	size_t board;
	double percent; /* of the overhead more than the least one; 0 of the least */
	bool apart; /* from the least one; false of that itself */
	bool undecided; /* there are too few values for an interval, so nobody can tell */
};

struct standing {
	struct standing_at at;
	const char *arch; /* of all its boards; NULL: the metric is the same on all, or not said */
	struct standing_place *places; /* from the least overhead to the greatest */
	size_t count; /* boards that measured it; never less than 2 */
	bool same_path; /* on all of them */
	bool has_percent; /* false: the least overhead may as well be 0: there is no percent of it
			   */
	/* That a place's range is of, at the fewest; 0: counts that no other boot would change. */
	size_t fewest_boots;
};

struct standings {
	struct standing *rows; /* by workload, configuration, metric, first board */
	size_t count;
};

/* Every standing there is. Returns 0 or -ENOMEM; standings_free() is right in both cases. */
int standings_make(const struct boards *boards, struct standings *standings);
void standings_free(struct standings *standings);

/* All there are of one metric, one behind the other, by their first boards; @count may be 0. */
const struct standing *standings_at(const struct standings *standings, const struct standing_at *at,
				    size_t *count);

/* The one that the board stands in; NULL: in none. */
const struct standing *standings_find(const struct standings *standings,
				      const struct standing_at *at, size_t board);

/*
 * The boots that a board's place is of; 0: its count is exact, and another boot would have the
 * same, or one that differs by no more than is allowed for.
 */
size_t standing_boots(const struct boards *boards, const struct standing_at *at, size_t board);

#endif /* STANDING_H */
