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

/*
 * Half the interval is z(0.975) standard errors of the shift (Lehmann, "Nonparametric confidence
 * intervals for a shift parameter", Ann. Math. Stat. 34, 1963), whatever the noise; the difference
 * in question is z(0.975) + z(0.8) of them.
 */
static double detectable(const struct estimate *shift)
{
	double half = shift->interval.high / 2 - shift->interval.low / 2;

	return half * (Z_CONFIDENCE + Z_POWER) / Z_CONFIDENCE;
}

int comparison_make(double *differences, size_t count, uint64_t seed, struct comparison *comparison)
{
	int error;

	*comparison = (struct comparison){ .p = 1, .adjusted_p = 1 };
	error = estimate_shift(differences, count, seed, &comparison->shift, &comparison->p);
	comparison->adjusted_p = comparison->p;
	comparison->detectable = detectable(&comparison->shift);
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

	if (comparison->detectable <= 0 || effect <= 0)
		return 0;
	needed = ceil((counted * ratio * ratio + BLOCKS_FOR_VARIANCE) / EFFICIENCY);
	if (needed > BLOCKS_MAX)
		return 0;
	return (size_t)fmax(needed, INTERVAL_COUNT_MIN);
}
