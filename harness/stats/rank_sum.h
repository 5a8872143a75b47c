/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RANK_SUM_H
#define RANK_SUM_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Two samples that are not paired. Wilcoxon, "Individual comparisons by ranking methods",
 * Biometrics Bulletin 1, 1945; Mann and Whitney, "On a test of whether one of two random variables
 * is stochastically larger than the other", Ann. Math. Stat. 18, 1947.
 */

/* With more values than this in both together the distributions are taken for normal. */
#define RANK_SUM_EXACT_MAX 50

/*
 * The two-sided p of two samples in ascending order that come from one distribution: the share of
 * all choices of @first_count among all values whose sum of ranks is as far out. Of ties each gets
 * the mean of their ranks. Returns 0 or -ENOMEM.
 */
int rank_sum_test(const double *first, size_t first_count, const double *second,
		  size_t second_count, double *p);

/*
 * The rank, among the first_count * second_count differences, that the interval begins with; it
 * ends with that of the same rank from above. 0 if there are too few values. Returns 0 or -ENOMEM.
 */
int rank_sum_cut(size_t first_count, size_t second_count, size_t *rank);

/* Whether any difference can be found among @rows that share the 5 %, however large. */
bool rank_sum_can_tell(size_t first_count, size_t second_count, size_t rows);

/* The fewest values of each sample that can. */
size_t rank_sum_count_min(size_t rows);

#endif /* RANK_SUM_H */
