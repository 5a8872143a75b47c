/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COMPARISON_H
#define COMPARISON_H

#include "stats/interval.h"

enum verdict {
	VERDICT_NONE, /* nothing to compare, or an exact metric, which needs no statistics */
	VERDICT_DIFFERENT, /* the test, corrected for all of its table, refuses 0; beyond the floor
			    */
	VERDICT_SAME, /* the interval lies within the floor on both sides of 0 */
	VERDICT_UNDECIDED, /* neither: more blocks would tell */
};

/* One metric of a cell against the baseline, by their differences in each block. */
struct comparison {
	struct estimate shift;
	double p; /* of the signed-rank test; 1 where there is none */
	double adjusted_p; /* for the other rows of its table (Holm) */
	size_t rows; /* of its table that share the 5 % with it: those that are not found, and
			itself */
	double detectable; /* the smallest difference found with 80 % power; 0: not known */
	enum verdict verdict;
};

/* Two words at most: "different", "same", "undecided"; "" for none. */
const char *verdict_name(enum verdict verdict);

/*
 * The comparison of @differences, one for each independent block, but for adjusted_p (which
 * is p) and verdict. Sorts them. Returns 0 or -ENOMEM.
 */
int comparison_make(double *differences, size_t count, uint64_t seed,
		    struct comparison *comparison);

/*
 * Says that the comparison is one of @rows that share the 5 %: what the last step of Holm that is
 * not passed leaves to each. Sets what is detectable by that; comparison_make() says 1.
 */
void comparison_share(struct comparison *comparison, size_t rows);

/* The fewest blocks that can find any difference among @rows: all of one sign have p 2 / 2^blocks.
 */
size_t comparison_blocks_min(size_t rows);

/* False if there are fewer: then no difference is ever found, however large. */
bool comparison_can_tell(const struct comparison *comparison);

/* @floor: the difference that is not worth to be told, in the unit of the values; 0: none. */
enum verdict comparison_judge(const struct comparison *comparison, double floor);

/* Corrects @count p-values in place for their number: Holm, for a table of a few comparisons. */
int adjust_holm(double *p, size_t count);

/* Benjamini and Hochberg, for sweeps: the share of false ones among those found. */
int adjust_benjamini_hochberg(double *p, size_t count);

/* Blocks that a difference of @effect needs to be found with 80 % power; 0: it cannot be said. */
size_t blocks_needed(const struct comparison *comparison, double effect);

#endif /* COMPARISON_H */
