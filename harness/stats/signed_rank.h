/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SIGNED_RANK_H
#define SIGNED_RANK_H

#include <stddef.h>

/* Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1, 1945. */

/*
 * The two-sided p of differences that are symmetric around 0 if nothing is different: the share
 * of all 2^count choices of their signs whose sum of ranks is as far out. Of ties each gets the
 * mean of their ranks; zeros are ranked, too, and have no sign (Pratt, "Remarks on zeros and ties
 * in the Wilcoxon signed rank procedures", JASA 54, 1959). Time grows with count^3. Returns 0 or
 * -ENOMEM.
 */
int signed_rank_test(const double *differences, size_t count, double *p);

/*
 * The rank of the Walsh average that the interval begins with; it ends with that of the same rank
 * from above. 0 if there are too few. Returns 0 or -ENOMEM.
 */
int signed_rank_cut(size_t count, size_t *rank);

#endif /* SIGNED_RANK_H */
