// SPDX-License-Identifier: GPL-2.0-only
#include "stats/signed_rank.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "stats/interval.h"

/* The size of a difference, and whether it counts as a gain. */
struct ranked {
	double size;
	int sign;
	size_t rank; /* doubled, so that the mean of two is whole */
};

static int compare_sizes(const void *a, const void *b)
{
	const struct ranked *left = a;
	const struct ranked *right = b;

	return (left->size > right->size) - (left->size < right->size);
}

/* Doubled midranks. Returns whether any of those that have a sign are tied. */
static int rank_all(struct ranked *ranked, size_t count)
{
	int tied = 0;
	size_t end;

	qsort(ranked, count, sizeof(*ranked), compare_sizes);
	for (size_t i = 0; i < count; i = end) {
		for (end = i + 1; end < count && ranked[end].size <= ranked[i].size;)
			end++;
		for (size_t j = i; j < end; j++)
			ranked[j].rank = i + 1 + end;
		tied |= end > i + 1 && ranked[i].sign;
	}
	return tied;
}

/*
 * Takes one more rank into the distribution of their sum: it is in the sum or not, each with
 * probability 1/2. sums[s] is P(sum = s).
 */
static void add_rank(double *sums, size_t size, size_t rank)
{
	size_t s = size;

	while (s-- > rank)
		sums[s] = (sums[s] + sums[s - rank]) / 2;
	for (s = 0; s < rank && s < size; s++)
		sums[s] /= 2;
}

static double total_of(const double *sums, size_t size)
{
	double total = 0;

	for (size_t s = 0; s < size; s++)
		total += sums[s];
	return total;
}

/* P(sum of the ranks that are drawn <= @smaller), twice. */
static int two_sided(const struct ranked *ranked, size_t count, size_t unit, size_t smaller,
		     double *p)
{
	size_t size = smaller / unit + 1;
	double *sums = calloc(size, sizeof(*sums));

	if (!sums)
		return -ENOMEM;
	sums[0] = 1;
	for (size_t i = 0; i < count; i++) {
		if (ranked[i].sign)
			add_rank(sums, size, ranked[i].rank / unit);
	}
	*p = fmin(1, 2 * total_of(sums, size));
	free(sums);
	return 0;
}

int signed_rank_test(const double *differences, size_t count, double *p)
{
	struct ranked *ranked = calloc(count + 1, sizeof(*ranked));
	size_t gains = 0, losses = 0;
	int error;
	int tied;

	if (!ranked)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		ranked[i].size = fabs(differences[i]);
		ranked[i].sign = (differences[i] > 0) - (differences[i] < 0);
	}
	tied = rank_all(ranked, count);
	for (size_t i = 0; i < count; i++) {
		gains += ranked[i].sign > 0 ? ranked[i].rank : 0;
		losses += ranked[i].sign < 0 ? ranked[i].rank : 0;
	}
	/* Without ties all doubled ranks are even. */
	error = two_sided(ranked, count, tied ? 1 : 2, gains < losses ? gains : losses, p);
	free(ranked);
	return error;
}

/*
 * The distribution without ties, up to its middle. With ties the closed interval holds at least
 * what it promises (Noether, "Wilcoxon confidence intervals for location parameters in the discrete
 * case", JASA 62, 1967).
 */
int signed_rank_cut(size_t count, size_t *rank)
{
	size_t size = count * (count + 1) / 4 + 1;
	double *sums = calloc(size, sizeof(*sums));
	double below = 0;

	*rank = 0;
	if (!sums)
		return -ENOMEM;
	sums[0] = 1;
	for (size_t i = 1; i <= count; i++)
		add_rank(sums, size, i);
	while (*rank < size && below + sums[*rank] <= (1 - CONFIDENCE) / 2)
		below += sums[(*rank)++];
	free(sums);
	return 0;
}
