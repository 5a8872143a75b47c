// SPDX-License-Identifier: GPL-2.0-only
#include "stats/walsh.h"

#include <math.h>

/* What a limit parts the averages into. */
struct parting {
	uint64_t not_above;
	double below; /* the highest that is not above the limit */
	double above; /* the lowest that is */
};

/* Halved first: the sum of two may be too large. */
static double mean_of(double a, double b)
{
	return a / 2 + b / 2;
}

uint64_t walsh_count(size_t count)
{
	return (uint64_t)count * (count + 1) / 2;
}

/*
 * Row i holds the means of value i with those from i on, which ascend; and the further down a row,
 * the sooner they pass the limit. So one walk along both finds the border.
 */
static struct parting part(const double *sorted, size_t count, double limit)
{
	struct parting parting = { .below = -HUGE_VAL, .above = HUGE_VAL };
	size_t end = count;

	for (size_t i = 0; i < count; i++) {
		while (end > i && mean_of(sorted[i], sorted[end - 1]) > limit)
			end--;
		if (end < count && end >= i)
			parting.above = fmin(parting.above, mean_of(sorted[i], sorted[end]));
		if (end <= i)
			break;
		parting.below = fmax(parting.below, mean_of(sorted[i], sorted[end - 1]));
		parting.not_above += end - i;
	}
	return parting;
}

uint64_t walsh_not_above(const double *sorted, size_t count, double limit)
{
	return part(sorted, count, limit).not_above;
}

/*
 * Halves the range and draws its ends in to averages that exist, as Monahan, "Algorithm 616: fast
 * computation of the Hodges-Lehmann location estimator", ACM TOMS 10, 1984. Exact, and without
 * memory.
 */
double walsh_select(const double *sorted, size_t count, uint64_t rank)
{
	double low = sorted[0];
	double high = sorted[count - 1];

	while (low < high) {
		double middle = mean_of(low, high);
		struct parting parting;

		/* Between neighbours there is no middle. */
		if (middle < low || middle >= high)
			middle = low;
		parting = part(sorted, count, middle);
		if (parting.not_above >= rank)
			high = parting.below;
		else
			low = parting.above;
	}
	return low;
}

double walsh_median(const double *sorted, size_t count)
{
	uint64_t averages = walsh_count(count);
	double low = walsh_select(sorted, count, (averages + 1) / 2);

	if (averages % 2)
		return low;
	return mean_of(low, walsh_select(sorted, count, averages / 2 + 1));
}
