// SPDX-License-Identifier: GPL-2.0-only
#include "stats/interval.h"
#include "stats/order.h"

/* P(count / 2, rounded down, of @count fair coins show heads): C(count, count / 2) / 2^count. */
static double middle_probability(size_t count)
{
	double probability = 1;

	for (size_t i = 1; i <= (count + 1) / 2; i++)
		probability *= (double)(2 * i - 1) / (double)(2 * i);
	return probability;
}

/* Two neighbours among the intervals between order statistics. */
struct bracket {
	size_t rank; /* from value @rank to that of the same rank from above; from 1 */
	double coverage; /* of it: CONFIDENCE or more */
	double next; /* of the one from rank + 1 on: less */
};

/*
 * The median lies below value @rank if fewer than @rank of all lie below it: coins. From the
 * middle outwards, where nothing is too small to be added up.
 */
static struct bracket find_bracket(size_t count)
{
	size_t heads = count / 2;
	double exactly = middle_probability(count);
	/* P(heads or fewer) */
	double at_most = count % 2 ? 0.5 : (1 + exactly) / 2;
	struct bracket bracket = { .coverage = 1 - 2 * at_most };

	while (bracket.coverage < CONFIDENCE) {
		bracket.next = bracket.coverage;
		bracket.rank = heads;
		at_most -= exactly;
		exactly *= (double)heads / (double)(count - heads + 1);
		heads--;
		bracket.coverage = 1 - 2 * at_most;
	}
	return bracket;
}

/*
 * Hettmansperger and Sheather, "Confidence intervals based on interpolated order statistics",
 * Statistics & Probability Letters 4, 1986. Nyblom, "Note on interpolated order statistics", same
 * journal, 14, 1992, shows how little the shape of the distribution matters.
 */
static struct interval interpolate(const double *sorted, size_t count)
{
	struct bracket bracket = find_bracket(count);
	const double *low = sorted + bracket.rank - 1;
	const double *high = sorted + count - bracket.rank;
	double rank = (double)bracket.rank;
	double share = (bracket.coverage - CONFIDENCE) / (bracket.coverage - bracket.next);
	double weight =
		((double)count - rank) * share / (rank + ((double)count - 2 * rank) * share);

	return (struct interval){
		.known = true,
		.low = (1 - weight) * low[0] + weight * low[1],
		.high = (1 - weight) * high[0] + weight * high[-1],
	};
}

struct estimate estimate_median(double *values, size_t count)
{
	struct estimate estimate = { .count = count };

	sort_numbers(values, count);
	estimate.value = median_of_sorted(values, count);
	if (count >= INTERVAL_COUNT_MIN)
		estimate.interval = interpolate(values, count);
	return estimate;
}
