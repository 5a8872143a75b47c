/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef INTERVAL_H
#define INTERVAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of all intervals and tests. docs/statistics.md has the formulas and where they are from. */
#define CONFIDENCE 0.95

/* With fewer there is no interval of that confidence: 1 - 2 / 2^6 = 0.969. */
#define INTERVAL_COUNT_MIN 6

/*
 * Of more differences the interval is bootstrapped. It heeds what neighbours have in common, of
 * which long runs have more, and the exact one takes time with the cube of their number.
 */
#define INTERVAL_EXACT_MAX 100

struct interval {
	bool known; /* else there are too few values, and the rest is 0 */
	double low;
	double high;
};

/* The value that is given, and where it may lie. */
struct estimate {
	size_t count; /* independent values it comes from */
	double value;
	struct interval interval;
};

/*
 * The median of @values with an interval by order statistics, interpolated between the two
 * nearest coverages. Whatever the distribution. Sorts @values.
 */
struct estimate estimate_median(double *values, size_t count);

/*
 * The Hodges-Lehmann estimate (the median of all means of two) of paired differences, with the
 * interval that the signed-rank test of Wilcoxon does not refuse; of a great number of them by
 * a bootstrap that draws from @seed, for which @values are in the order of their blocks. @p: of
 * that test against a true difference of 0; 1 of none. Sorts @values. Returns 0 or -ENOMEM.
 */
int estimate_shift(double *values, size_t count, uint64_t seed, struct estimate *estimate,
		   double *p);

#endif /* INTERVAL_H */
