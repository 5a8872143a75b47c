/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BOOT_SHIFT_H
#define BOOT_SHIFT_H

#include "stats/comparison.h"

/*
 * Two kernels by one value of each boot. Boots of the two are not paired: nothing is common to one
 * of the one and one of the other.
 *
 * The comparison of @after with @before, but for adjusted_p (which is p) and verdict: the
 * Hodges-Lehmann shift (the median of all differences), the interval that the rank-sum test does
 * not refuse, its p. shift.count is that of the smaller sample. comparison_share() and
 * comparison_judge() are right for it, too. Sorts both. Returns 0 or -ENOMEM.
 */
int boot_shift_make(double *before, size_t before_count, double *after, size_t after_count,
		    struct comparison *comparison);

/*
 * Boots of each side that find a difference of @effect with 80 % power; 0: it cannot be said. What
 * is detectable shrinks with the root of their number.
 */
size_t boot_shift_needed(const struct comparison *comparison, double effect);

#endif /* BOOT_SHIFT_H */
