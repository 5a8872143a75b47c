// SPDX-License-Identifier: GPL-2.0-only
#include "stats/rank_sum.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "stats/interval.h"

/* What the normal distribution exceeds with probability (1 - CONFIDENCE) / 2. */
#define Z_CONFIDENCE 1.959964

/* What the ranks come to. Ranks are doubled, so that the mean of two is whole. */
struct ranking {
	size_t *ranks; /* of all values, ascending */
	size_t count;
	size_t sum; /* of those of the first sample */
	double ties; /* the sum of t^3 - t over all ties of t values */
};

/* Merges the two; ties of any number get the mean of their ranks. */
static void rank_all(const double *first, size_t first_count, const double *second,
		     size_t second_count, struct ranking *ranking)
{
	size_t f = 0, s = 0;

	while (f < first_count || s < second_count) {
		size_t start = f + s, of_first = f;
		double value, tied;

		if (f < first_count && (s == second_count || first[f] <= second[s]))
			value = first[f];
		else
			value = second[s];
		while (f < first_count && first[f] <= value)
			f++;
		of_first = f - of_first;
		while (s < second_count && second[s] <= value)
			s++;
		for (size_t i = start; i < f + s; i++)
			ranking->ranks[i] = start + 1 + f + s;
		ranking->sum += of_first * (start + 1 + f + s);
		tied = (double)(f + s - start);
		ranking->ties += tied * tied * tied - tied;
	}
	ranking->count = f + s;
}

/*
 * P(sum of the ranks of @drawn values <= @limit), of all choices of so many, each as likely as any
 * other. Takes one rank after the other: choices[k][s] is the number of choices of k among those
 * taken so far whose sum is s; C(50, 25) = 1.3e14 at most, which a double holds exactly.
 */
static int share_not_above(const size_t *ranks, size_t count, size_t drawn, size_t limit,
			   double *share)
{
	size_t width = limit + 1;
	double *choices = calloc((drawn + 1) * width, sizeof(*choices));
	double all = 1;

	if (!choices)
		return -ENOMEM;
	choices[0] = 1;
	for (size_t i = 0; i < count; i++) {
		for (size_t k = drawn; k; k--) {
			for (size_t s = width; s-- > ranks[i];)
				choices[k * width + s] += choices[(k - 1) * width + s - ranks[i]];
		}
	}
	for (size_t k = 1; k <= drawn; k++)
		all = all * (double)(count - drawn + k) / (double)k;
	*share = 0;
	for (size_t s = 0; s < width; s++)
		*share += choices[drawn * width + s];
	*share /= all;
	free(choices);
	return 0;
}

/*
 * With the correction for continuity, and of the variance for ties (Lehmann, "Nonparametrics:
 * Statistical Methods Based on Ranks", 1975, section 1.4).
 */
static double normal_p(const struct ranking *ranking, double drawn, double left)
{
	double count = drawn + left;
	double mean = drawn * (count + 1); /* of the doubled sum */
	double variance = drawn * left / 3 *
			  (count + 1 - ranking->ties / (count * (count - 1))); /* likewise */
	double away = fabs((double)ranking->sum - mean) - 1;

	if (away <= 0 || variance <= 0)
		return 1;
	return erfc(away / sqrt(variance) / sqrt(2));
}

static int exact_p(struct ranking *ranking, size_t drawn, double *p)
{
	size_t twice_mean = 2 * drawn * (ranking->count + 1);
	size_t smaller = ranking->sum;
	size_t unit = ranking->ties > 0 ? 1 : 2;
	double share;
	int error;

	/* The upper tail is the lower one of ranks from above. */
	if (2 * smaller > twice_mean) {
		for (size_t i = 0; i < ranking->count; i++)
			ranking->ranks[i] = 2 * (ranking->count + 1) - ranking->ranks[i];
		smaller = twice_mean - smaller;
	}
	for (size_t i = 0; i < ranking->count; i++)
		ranking->ranks[i] /= unit;
	error = share_not_above(ranking->ranks, ranking->count, drawn, smaller / unit, &share);
	if (!error)
		*p = fmin(1, 2 * share);
	return error;
}

int rank_sum_test(const double *first, size_t first_count, const double *second,
		  size_t second_count, double *p)
{
	struct ranking ranking = { .sum = 0 };
	int error = 0;

	*p = 1;
	if (!first_count || !second_count)
		return 0;
	ranking.ranks = calloc(first_count + second_count, sizeof(*ranking.ranks));
	if (!ranking.ranks)
		return -ENOMEM;
	rank_all(first, first_count, second, second_count, &ranking);
	if (ranking.count > RANK_SUM_EXACT_MAX)
		*p = normal_p(&ranking, (double)first_count, (double)second_count);
	else
		error = exact_p(&ranking, first_count, p);
	free(ranking.ranks);
	return error;
}

/* The distribution of U without ties, up to its middle. */
static int exact_cut(size_t first_count, size_t second_count, size_t *rank)
{
	size_t width = first_count * second_count / 2 + 1;
	double *ways = calloc((first_count + 1) * width, sizeof(*ways));
	double all = 1, below = 0;

	if (!ways)
		return -ENOMEM;
	/* ways[k][u]: choices of k among the ranks so far that have u pairs of one of them and a
	 * lower one that was not chosen. */
	ways[0] = 1;
	for (size_t r = 0; r < first_count + second_count; r++) {
		for (size_t k = r + 1 < first_count ? r + 1 : first_count; k; k--) {
			size_t others = r - (k - 1);

			for (size_t u = width; u-- > others;)
				ways[k * width + u] += ways[(k - 1) * width + u - others];
		}
	}
	for (size_t k = 1; k <= first_count; k++)
		all = all * (double)(second_count + k) / (double)k;
	while (*rank < width &&
	       (below + ways[first_count * width + *rank]) / all <= (1 - CONFIDENCE) / 2)
		below += ways[first_count * width + (*rank)++];
	free(ways);
	return 0;
}

/*
 * With ties the closed interval holds at least what it promises (as signed_rank_cut()). Hodges and
 * Lehmann, "Estimates of location based on rank tests", Ann. Math. Stat. 34, 1963; Moses, in Walker
 * and Lev, "Statistical Inference", 1953.
 */
int rank_sum_cut(size_t first_count, size_t second_count, size_t *rank)
{
	double first = (double)first_count;
	double second = (double)second_count;
	double cut;

	*rank = 0;
	if (!first_count || !second_count)
		return 0;
	if (first_count + second_count <= RANK_SUM_EXACT_MAX)
		return exact_cut(first_count, second_count, rank);
	cut = first * second / 2 - 0.5 -
	      Z_CONFIDENCE * sqrt(first * second * (first + second + 1) / 12);
	/* So one sample of a few values and one of many may have none. */
	*rank = cut >= 0 ? (size_t)cut + 1 : 0;
	return 0;
}

bool rank_sum_can_tell(size_t first_count, size_t second_count, size_t rows)
{
	double least = 2 * (double)rows;

	/* 2 / C(first + second, first): all of one sample below all of the other. */
	for (size_t k = 1; k <= first_count; k++)
		least *= (double)k / (double)(second_count + k);
	return first_count && second_count && least <= 1 - CONFIDENCE;
}

size_t rank_sum_count_min(size_t rows)
{
	size_t count = 1;

	while (!rank_sum_can_tell(count, count, rows))
		count++;
	return count;
}
