// SPDX-License-Identifier: GPL-2.0-only
#include "stats/comparison.h"

#include <math.h>

/* Quantiles of the normal distribution: of the interval's end, and of a power of 80 %. */
#define Z_CONFIDENCE 1.959964
#define Z_POWER 0.841621

/* What the unknown variance costs of the blocks: z^2 / 2 (Guenther, American Statistician 35,
 * 1981). */
#define BLOCKS_FOR_VARIANCE (Z_CONFIDENCE * Z_CONFIDENCE / 2)

/* Of the signed-rank test to the t-test, where noise is normal (Hodges and Lehmann 1956). */
#define EFFICIENCY (3 / M_PI)

/* More is no number of blocks. */
#define BLOCKS_MAX 1e15

static const char *const names[] = {
	[VERDICT_NONE] = "",
	[VERDICT_DIFFERENT] = "different",
	[VERDICT_SAME] = "same",
	[VERDICT_UNDECIDED] = "undecided",
};

const char *verdict_name(enum verdict verdict)
{
	return names[verdict];
}

/* The value that a normal number exceeds with @probability, from 0 to 1/2: by halving. */
static double upper_quantile(double probability)
{
	double low = 0, high = 40;

	for (int i = 0; i < 64; i++) {
		double middle = (low + high) / 2;

		if (erfc(middle / sqrt(2)) / 2 > probability)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/*
 * Half the interval is z(0.975) standard errors of the shift (Lehmann, "Nonparametric confidence
 * intervals for a shift parameter", Ann. Math. Stat. 34, 1963), whatever the noise; the difference
 * in question is z(0.975) + z(0.8) of them, or by a share of the 5 % z(1 - 0.025 / rows) + z(0.8).
 */
static double detectable(const struct estimate *shift, size_t rows)
{
	double half = shift->interval.high / 2 - shift->interval.low / 2;

	double quantile = upper_quantile((1 - CONFIDENCE) / 2 / (double)rows);

	return half * (quantile + Z_POWER) / Z_CONFIDENCE;
}

void comparison_share(struct comparison *comparison, size_t rows)
{
	comparison->rows = rows;
	comparison->detectable = detectable(&comparison->shift, rows);
}

size_t comparison_blocks_min(size_t rows)
{
	size_t blocks = INTERVAL_COUNT_MIN;

	while (2 * (double)rows / exp2((double)blocks) > 1 - CONFIDENCE)
		blocks++;
	return blocks;
}

bool comparison_can_tell(const struct comparison *comparison)
{
	return comparison->shift.count >= comparison_blocks_min(comparison->rows);
}

int comparison_make(double *differences, size_t count, uint64_t seed, struct comparison *comparison)
{
	int error;

	*comparison = (struct comparison){ .p = 1, .adjusted_p = 1 };
	error = estimate_shift(differences, count, seed, &comparison->shift, &comparison->p);
	comparison->adjusted_p = comparison->p;
	comparison_share(comparison, 1);
	return error;
}

enum verdict comparison_judge(const struct comparison *comparison, double floor)
{
	const struct estimate *shift = &comparison->shift;

	if (!shift->count)
		return VERDICT_NONE;
	if (comparison->adjusted_p <= 1 - CONFIDENCE && fabs(shift->value) > floor)
		return VERDICT_DIFFERENT;
	if (shift->interval.known && shift->interval.low >= -floor && shift->interval.high <= floor)
		return VERDICT_SAME;
	return VERDICT_UNDECIDED;
}

/* The detectable difference shrinks with the root of the blocks that count. */
size_t blocks_needed(const struct comparison *comparison, double effect)
{
	double counted = EFFICIENCY * (double)comparison->shift.count - BLOCKS_FOR_VARIANCE;
	double ratio = comparison->detectable / effect;
	double needed;

	size_t fewest = comparison_blocks_min(comparison->rows);

	if (!comparison_can_tell(comparison) && comparison->shift.interval.known &&
	    (comparison->detectable <= 0 || effect <= 0))
		return fewest;
	if (comparison->detectable <= 0 || effect <= 0)
		return 0;
	needed = ceil((counted * ratio * ratio + BLOCKS_FOR_VARIANCE) / EFFICIENCY);
	if (needed > BLOCKS_MAX)
		return 0;
	return (size_t)fmax(needed, (double)fewest);
}
