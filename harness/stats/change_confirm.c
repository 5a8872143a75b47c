// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fresh values against the level before, one more in each round, by sequential probability ratios:
 * Wald, "Sequential tests of statistical hypotheses", Ann. Math. Stat. 16, 1945. That of noise to
 * any fixed change passes 1 / risk with that risk at most, however often one looks.
 */
#include <math.h>

#include "stats/change_limits.h"

/* Changes that are tested for, in sigmas: small ones take rounds, large ones should not. */
#define SIZES 2

static const double sizes[SIZES] = { 1.2, 2.5 };

/* A third of the risk is theirs, the rest the last round's. */
#define PARTS (3.0 * SIZES)
#define LAST_PARTS 1.5

/* Of a true change, how many are denied because it looks too small; of each suspicion. */
#define DENIED 0.05

/* What a change is denied as: half of what is suspected, but within these, in sigmas. */
#define DENIED_MIN 0.7
#define DENIED_MAX 2.5

/* One value is never more than this, in sigmas. */
#define SCORE_MAX 4.0

struct evidence {
	double sum; /* of scores in the direction of the change; their variance is their number */
	double count;
};

static double normal_limit(double chance)
{
	double low = 0, high = 40;

	for (int i = 0; i < 60; i++) {
		double middle = (low + high) / 2;

		if (erfc(middle / sqrt(2)) / 2 > chance)
			low = middle;
		else
			high = middle;
	}
	return high;
}

static double score_of(const struct change_workspace *workspace, double value)
{
	const struct change_noise *noise = &workspace->noise;
	double score = change_normal_score((value - workspace->middle) / noise->sigma, noise->tail);

	return fmin(fmax(score, -SCORE_MAX), SCORE_MAX);
}

/*
 * Of each value what the one before it did not let expect, @odd before the first: of that nothing
 * was chosen.
 */
static struct evidence weigh(const struct change_workspace *workspace, const double *fresh,
			     size_t count, double odd, bool up)
{
	const struct change_noise *noise = &workspace->noise;
	double phi = fmax(noise->phi, change_common(noise));
	double n = (double)count, sum = 0, before = score_of(workspace, odd), variance;
	struct evidence evidence;

	for (size_t i = 0; i < count; i++) {
		double score = score_of(workspace, fresh[i]);

		sum += score - phi * before;
		before = score;
	}
	variance = fmax(n * (1 - phi * phi),
			(1 - phi) * (1 - phi) * n *
				(1 + (n - 1) * change_shared(noise, fresh, count))) +
		   n * n * (1 - phi * phi) / (double)workspace->level.count;
	/* What so many independent ones would say. The noise is known by a few: Student's t. */
	evidence.count = n * n * (1 - phi) * (1 - phi) / variance;
	evidence.sum = change_normal_score((up ? sum : -sum) / sqrt(variance),
					   1 / (CHANGE_SIZES_WORTH * noise->count)) *
		       sqrt(evidence.count);
	return evidence;
}

/* The logarithm of how much likelier a change of @size makes it than none. */
static double ratio(const struct evidence *evidence, double size)
{
	return size * evidence->sum - evidence->count * size * size / 2;
}

static bool confirmed(const struct evidence *evidence, double risk, bool last)
{
	for (size_t i = 0; i < SIZES; i++) {
		if (ratio(evidence, sizes[i]) >= log(PARTS / risk))
			return true;
	}
	return last && evidence->sum / sqrt(evidence->count) >= normal_limit(risk / LAST_PARTS);
}

static bool above_floor(const struct change_workspace *workspace, const double *fresh, size_t count,
			bool up, double floor_percent)
{
	double mean = 0, step;

	for (size_t i = 0; i < count; i++)
		mean += fresh[i] / (double)count;
	step = up ? mean - workspace->middle : workspace->middle - mean;
	return step > 0 && step >= floor_percent / 100 * fabs(workspace->middle);
}

static enum change_answer judge(const struct change_workspace *workspace,
				const struct change_point *suspected, double odd,
				const double *fresh, size_t count, size_t rounds,
				const struct change_settings *settings)
{
	const double risk =
		fmin(CHANGE_CONFIRMED_SHARE * change_night_share(settings) / CHANGE_SUSPICION, 0.5);
	bool up = suspected->after > suspected->before, last = count >= rounds;
	double size = fabs(suspected->after - suspected->before) / workspace->noise.sigma;
	struct evidence evidence = weigh(workspace, fresh, count, odd, up);

	if (confirmed(&evidence, risk, last) &&
	    above_floor(workspace, fresh, count, up, settings->floor_percent))
		return CHANGE_CONFIRMED;
	size = fmin(fmax(size / 2, DENIED_MIN), DENIED_MAX);
	return last || ratio(&evidence, size) <= log(DENIED) ? CHANGE_DENIED : CHANGE_OPEN;
}

/* Without noise: the first fresh value says it. */
static enum change_answer judge_exact(const struct change_point *suspected, double fresh)
{
	if (suspected->after > suspected->before)
		return fresh > suspected->before ? CHANGE_CONFIRMED : CHANGE_DENIED;
	return fresh < suspected->before ? CHANGE_CONFIRMED : CHANGE_DENIED;
}

int change_confirm(const struct change_series *series, const struct change_point *suspected,
		   const double *fresh, size_t count, size_t rounds,
		   const struct change_settings *settings, struct change_workspace *workspace,
		   enum change_answer *answer)
{
	const struct change_limits limits = change_limits_make(settings);
	struct change_series before = *series;
	double odd;
	int error;

	*answer = CHANGE_OPEN;
	if (!count)
		return 0;
	if (series->exact) {
		*answer = judge_exact(suspected, fresh[count - 1]);
		return 0;
	}
	if (!before.count)
		return 0;
	odd = series->values[series->count - 1];
	if (before.count > suspected->held)
		before.count = suspected->held;
	error = change_nodes_make(workspace, &before);
	if (!error)
		error = change_scan(workspace, &limits);
	if (error)
		return error;
	change_scan_finish(workspace);
	/* Too young a series has no level that anything could be held against. */
	*answer = CHANGE_DENIED;
	if (workspace->level.count >= 2 && workspace->noise.sigma > 0)
		*answer = judge(workspace, suspected, odd, fresh, count, rounds, settings);
	return 0;
}
