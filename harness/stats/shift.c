// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/bootstrap.h"
#include "stats/interval.h"
#include "stats/order.h"
#include "stats/signed_rank.h"
#include "stats/walsh.h"

static int by_signed_ranks(const double *sorted, size_t count, struct estimate *estimate, double *p)
{
	size_t rank = 0;
	int error = signed_rank_test(sorted, count, p);

	if (!error && count >= INTERVAL_COUNT_MIN)
		error = signed_rank_cut(count, &rank);
	if (error || !rank)
		return error;
	estimate->interval = (struct interval){
		.known = true,
		.low = walsh_select(sorted, count, rank),
		.high = walsh_select(sorted, count, walsh_count(count) + 1 - rank),
	};
	return 0;
}

/* How many values lie below @limit, those that equal it too if @or_equal. */
static size_t values_below(const double *sorted, size_t count, double limit, bool or_equal)
{
	size_t low = 0;
	size_t high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (sorted[middle] < limit || (or_equal && sorted[middle] <= limit))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The share of the values above @limit; those that equal it count half. */
static double share_above(const double *sorted, size_t count, double limit)
{
	size_t twice = values_below(sorted, count, limit, false) +
		       values_below(sorted, count, limit, true);

	return 1 - (double)twice / (double)(2 * count);
}

/* The Walsh average below which a share of them lies. */
static double walsh_quantile(const double *sorted, size_t count, double share)
{
	double averages = (double)walsh_count(count);
	double rank = fmin(fmax(ceil(share * averages), 1), averages);

	return walsh_select(sorted, count, (uint64_t)rank);
}

/* The share of Walsh averages above 0, less the half; those that are 0 count half. */
static double excess_above_zero(const double *sorted, size_t count)
{
	double below = (double)walsh_not_above(sorted, count, -nextafter(0, 1));
	double not_above = (double)walsh_not_above(sorted, count, 0);

	return 0.5 - (below + not_above) / (2 * (double)walsh_count(count));
}

/*
 * The share of Walsh averages above the true shift is 1/2 but for noise; the noise is, but for
 * what vanishes, twice that of the mean of 1 - F(2 * shift - value) (the projection of Hajek;
 * Hettmansperger and McKean, "Robust Nonparametric Statistical Methods", 2011, section 2.5), and
 * that is bootstrapped: Hu and Kalbfleisch, "The estimating function bootstrap", Canadian Journal
 * of Statistics 28, 2000.
 */
static int by_bootstrap(const double *values, const double *sorted, size_t count, uint64_t seed,
			struct estimate *estimate, double *p)
{
	double *scores = calloc(count, sizeof(*scores));
	double excess = fabs(excess_above_zero(sorted, count));
	struct bootstrap bootstrap = { .low = 0 };
	int error;

	if (!scores)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		scores[i] = share_above(sorted, count, 2 * estimate->value - values[i]);
	error = bootstrap_mean(scores, count, seed, &bootstrap);
	free(scores);
	if (error)
		return error;
	estimate->interval = (struct interval){
		.known = true,
		.low = walsh_quantile(sorted, count, 0.5 - 2 * bootstrap.high),
		.high = walsh_quantile(sorted, count, 0.5 - 2 * bootstrap.low),
	};
	/* Normal by now. Without any noise whatever is not 0 is different. */
	*p = excess > 0 ? erfc(excess / (2 * bootstrap.deviation) / sqrt(2)) : 1;
	return 0;
}

int estimate_shift(double *values, size_t count, uint64_t seed, struct estimate *estimate,
		   double *p)
{
	double *sorted = calloc(count + 1, sizeof(*sorted));
	int error;

	*estimate = (struct estimate){ .count = count };
	*p = 1;
	if (!sorted)
		return -ENOMEM;
	if (!count) {
		free(sorted);
		return 0;
	}
	memcpy(sorted, values, count * sizeof(*sorted));
	sort_numbers(sorted, count);
	estimate->value = walsh_median(sorted, count);
	if (count <= INTERVAL_EXACT_MAX)
		error = by_signed_ranks(sorted, count, estimate, p);
	else
		error = by_bootstrap(values, sorted, count, seed, estimate, p);
	memcpy(values, sorted, count * sizeof(*sorted));
	free(sorted);
	return error;
}
