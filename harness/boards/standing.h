/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STANDING_H
#define STANDING_H

#include "boards/boards.h"

/*
 * Boards beside each other in one metric of one configuration: which pays least for the tracing,
 * how much more the others pay, and whether that is more than chance. docs/statistics.md says by
 * what: intervals that do not meet; of exact counts any difference.
 */
struct standing_place {
	size_t board;
	double percent; /* of the overhead more than the least one; 0 of the least */
	bool apart; /* from the least one; false of that itself */
	bool undecided; /* there are too few values for an interval, so nobody can tell */
};

struct standing {
	size_t workload;
	size_t configuration;
	size_t metric;
	struct standing_place *places; /* from the least overhead to the greatest */
	size_t count; /* boards that measured it; never less than 2 */
	bool same_path; /* on all of them */
	bool has_percent; /* false: the least overhead may as well be 0: there is no percent of it
			   */
};

struct standings {
	struct standing *rows; /* by workload, configuration, metric */
	size_t count;
};

/* Every standing there is. Returns 0 or -ENOMEM; standings_free() is right in both cases. */
int standings_make(const struct boards *boards, struct standings *standings);
void standings_free(struct standings *standings);

/* NULL: fewer than two boards measured it. */
const struct standing *standings_find(const struct standings *standings, size_t workload,
				      size_t configuration, size_t metric);

#endif /* STANDING_H */
