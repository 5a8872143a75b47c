// SPDX-License-Identifier: GPL-2.0-only
#include "stats/bootstrap.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "config/random.h"
#include "stats/interval.h"
#include "stats/order.h"

/* Sums of the values before each, twice round, so that every run's sum is one subtraction. */
static double *sums_around(const double *values, size_t count)
{
	double *sums = calloc(2 * count + 1, sizeof(*sums));
	double mean = 0;

	if (!sums)
		return NULL;
	for (size_t i = 0; i < count; i++)
		mean += values[i] / (double)count;
	for (size_t i = 0; i < 2 * count; i++)
		sums[i + 1] = sums[i] + values[i % count] - mean;
	return sums;
}

/*
 * Less the mean of all, and widened by what runs of a series fall short of the variance of draws:
 * a share of run / count (as 1 / count of single draws).
 */
static double draw_mean(const double *sums, size_t count, size_t run, uint64_t *state)
{
	double sum = 0;

	for (size_t drawn = 0; drawn < count; drawn += run) {
		/* Not random_below(), whose divisions would take most of the time. */
		size_t start = (random_next(state) >> 32) * count >> 32;
		size_t length = run < count - drawn ? run : count - drawn;

		sum += sums[start + length] - sums[start];
	}
	return sum / (double)count / sqrt(1 - (double)run / (double)count);
}

/* The cube root, rounded up. */
static size_t run_length(size_t count)
{
	size_t run = 1;

	while (run * run * run < count)
		run++;
	return run;
}

int bootstrap_mean(const double *values, size_t count, uint64_t seed, struct bootstrap *out)
{
	const size_t cut = (size_t)lround(BOOTSTRAP_DRAWS * (1 - CONFIDENCE) / 2);
	const size_t run = run_length(count);
	double *sums = sums_around(values, count);
	double *means = calloc(BOOTSTRAP_DRAWS, sizeof(*means));
	double squares = 0;
	int error = sums && means ? 0 : -ENOMEM;

	if (sums && means) {
		for (size_t i = 0; i < BOOTSTRAP_DRAWS; i++) {
			means[i] = draw_mean(sums, count, run, &seed);
			squares += means[i] * means[i];
		}
		sort_numbers(means, BOOTSTRAP_DRAWS);
		*out = (struct bootstrap){
			.low = means[cut - 1],
			.high = means[BOOTSTRAP_DRAWS - cut],
			.deviation = sqrt(squares / BOOTSTRAP_DRAWS),
		};
	}
	free(means);
	free(sums);
	return error;
}
