/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BOOTSTRAP_H
#define BOOTSTRAP_H

#include <stddef.h>
#include <stdint.h>

/* Enough that the ends of a 95 % interval are those of the 50th draw. */
#define BOOTSTRAP_DRAWS 2000

/* How far the mean of @values may lie from what it was: the middle CONFIDENCE of all draws. */
struct bootstrap {
	double low; /* below 0, mostly */
	double high;
	double deviation; /* the standard deviation of the draws */
};

/*
 * Draws values anew, from @seed, in runs of neighbours as long as the cube root of their number, so
 * that what they have in common with their neighbours stays in: the circular block bootstrap of
 * Politis and Romano, "A circular block-resampling procedure for stationary data", in Exploring the
 * Limits of Bootstrap, 1992. Values are in the order in which they were measured, at least 4.
 * Returns 0 or -ENOMEM.
 */
int bootstrap_mean(const double *values, size_t count, uint64_t seed, struct bootstrap *out);

#endif /* BOOTSTRAP_H */
