/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHANGE_NOISE_H
#define CHANGE_NOISE_H

#include "stats/change_window.h"

/* What the noise of a series is like, by its own past. */
struct change_noise {
	double sigma; /* the scale of Student's t that fits */
	double tail; /* 1 over its degrees of freedom; 0: normal. On the cautious side */
	double phi; /* what two nights after each other have in common; on the cautious side */
	double count; /* values that sigma and tail come from */
	double nights; /* that phi comes from, those of other series included */
};

/* The scale of so many sizes is worth as much as the standard deviation of that share of them. */
#define CHANGE_SIZES_WORTH 0.8

/* From the sizes of residuals, at least one. Leaves phi alone. */
void change_noise_measure(struct change_noise *noise, const struct change_window *sizes);

/* The scale of a normal distribution whose middle is as wide. */
double change_deviation(const struct change_noise *noise);

/*
 * What a normal number would be that is as rare as @t is in Student's t of 1 / @tail degrees of
 * freedom: Wallace, "Bounds on normal approximations to Student's and the chi-square
 * distributions", Ann. Math. Stat. 30, 1959.
 */
double change_normal_score(double t, double tail);

/*
 * What the values of one night have in common at least, if nights have something in common: 0
 * where that may be chance.
 */
double change_common(const struct change_noise *noise);

/*
 * Runs of one night may have more in common than nights after each other have: a boot, a layout.
 * Then they lie closer together than nights do. The share of the variance that they have in common.
 */
double change_shared(const struct change_noise *noise, const double *values, size_t count);

/*
 * The variance of a sum of so many normal numbers of variance 1 with that phi, divided by their
 * number. A little above that of an AR(1) between 1 and infinity.
 */
double change_inflation(double phi, double count);

#endif /* CHANGE_NOISE_H */
