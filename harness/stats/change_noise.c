// SPDX-License-Identifier: GPL-2.0-only
#include "stats/change_noise.h"

#include <math.h>

/* Where the tail is looked for, and where it is cut, so that one wild value says little; in sigmas.
 */
#define TAIL_BEGIN 2.0
#define TAIL_END 6.0

/* The mean of what lies beyond TAIL_BEGIN, of normal numbers, and its standard deviation. */
#define TAIL_NORMAL 0.0169
#define TAIL_DEVIATION 0.106

/* In standard errors. */
#define TAIL_CAUTION 0.8

static double tail_mean(const struct change_window *sizes, double sigma)
{
	double sum = 0;

	for (size_t i = sizes->count; i > 0; i--) {
		double beyond = sizes->sorted[i - 1] / sigma - TAIL_BEGIN;

		if (beyond <= 0)
			break;
		sum += fmin(beyond, TAIL_END - TAIL_BEGIN);
	}
	return sum / (double)sizes->count;
}

/*
 * Three quantiles, each over the normal number's: more values have a say than in the MAD alone,
 * and a fifth may be anything.
 */
static double middle_scale(const struct change_window *sizes)
{
	return (change_window_quantile(sizes, 0.5) / 0.6745 +
		change_window_quantile(sizes, 0.6827) +
		change_window_quantile(sizes, 0.8) / 1.2816) /
	       3;
}

/* Values of a few steps, most of them the same: then the middle says nothing. */
static double mean_scale(const struct change_window *sizes)
{
	double sum = 0;

	for (size_t i = 0; i < sizes->count; i++)
		sum += sizes->sorted[i] * sizes->sorted[i];
	return sqrt(sum / (double)sizes->count);
}

/* Of the scale of Student's t to a normal one by middle_scale(): within a hundredth. */
static double widening(double tail)
{
	return 1 + 0.5 * tail + 0.32 * tail * tail;
}

double change_deviation(const struct change_noise *noise)
{
	return noise->sigma * widening(noise->tail);
}

void change_noise_measure(struct change_noise *noise, const struct change_window *sizes)
{
	double count = (double)sizes->count;
	double scale = middle_scale(sizes), excess;

	noise->count = count;
	if (scale <= 0)
		scale = mean_scale(sizes);
	noise->sigma = scale;
	noise->tail = 0;
	if (scale <= 0)
		return;
	excess = tail_mean(sizes, scale) - TAIL_NORMAL;
	excess = fmax(excess + TAIL_CAUTION * TAIL_DEVIATION / sqrt(count), 0);
	/* Fits what Student's t from 1.5 to 50 degrees of freedom gives, within a tenth. */
	noise->tail = 6 * excess / (1 + 6.5 * excess);
	noise->sigma = scale / widening(noise->tail);
}

/* What white noise may seem to have in common, in standard errors. */
#define COMMON_DOUBT 2.5

/* What is taken for granted of a series without a past, and after how many nights of none. */
#define COMMON_YOUNG 0.3
#define COMMON_KNOWN 60.0

double change_common(const struct change_noise *noise)
{
	double seen = noise->phi - COMMON_DOUBT / sqrt(fmax(noise->nights, 1));

	return fmax(fmax(seen, COMMON_YOUNG * (1 - noise->nights / COMMON_KNOWN)), 0);
}

/*
 * How close together independent values may lie, in standard errors: nearly none of it for the
 * first few, which large changes are confirmed by at once. Fewer than SHARED_MIN say nothing.
 */
#define SHARED_DOUBT 1.2
#define SHARED_MIN 3

/*
 * The variance about their mean that @count independent values have at least, but for
 * SHARED_DOUBT: Wilson and Hilferty, "The distribution of chi-square", PNAS 17, 1931.
 */
static double least_variance(size_t count)
{
	double part = 2.0 / (9.0 * (double)(count - 1));
	double doubt = SHARED_DOUBT * (1 - SHARED_MIN / (double)count);
	double root = 1 - part - doubt * sqrt(part);

	return root > 0 ? root * root * root : 0;
}

double change_shared(const struct change_noise *noise, const double *values, size_t count)
{
	double sigma = change_deviation(noise), n = (double)count, mean = 0, squares = 0;

	if (count < SHARED_MIN || sigma <= 0)
		return 0;
	for (size_t i = 0; i < count; i++)
		mean += values[i] / n;
	for (size_t i = 0; i < count; i++) {
		double off = (values[i] - mean) / sigma;

		squares += off * off / (n - 1);
	}
	return fmax(1 - squares / least_variance(count), 0);
}

double change_normal_score(double t, double tail)
{
	if (tail < 1e-3)
		return t;
	return copysign((8 + tail) / (8 + 3 * tail) * sqrt(log1p(t * t * tail) / tail), t);
}

double change_inflation(double phi, double count)
{
	return 1 + 2 * phi / (1 - phi) * (1 - 1 / count);
}
