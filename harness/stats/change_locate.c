// SPDX-License-Identifier: GPL-2.0-only
#include "stats/change_locate.h"

#include <math.h>

/* Nodes on each side that a split is judged by. */
#define SIDE_MAX 50

/* How far from where the scan found it. */
#define MOVE_MAX 10

/* The sum of the distances of all pairs of nodes of @begin..@end - 1. */
static double inner(const struct change_node *nodes, size_t begin, size_t end)
{
	double sum = 0;

	for (size_t i = begin; i < end; i++) {
		for (size_t j = begin; j < i; j++)
			sum += fabs(nodes[i].value - nodes[j].value) * nodes[i].weight *
			       nodes[j].weight;
	}
	return sum;
}

/* The distances of one node to those of @begin..@end - 1. */
static double to_all(const struct change_node *nodes, size_t i, size_t begin, size_t end)
{
	double sum = 0;

	for (size_t j = begin; j < end; j++)
		sum += fabs(nodes[i].value - nodes[j].value) * nodes[j].weight;
	return sum * nodes[i].weight;
}

/* What the split rests on: sums of distances in it, and of weights. */
struct split {
	double left, right, across;
	double left_weight, right_weight;
};

/*
 * Q of Matteson and James, "A nonparametric approach for multiple change point analysis of
 * multivariate data", JASA 109, 2014, with alpha = 1 and the means over all pairs, each value with
 * itself as well: so one value is a side, too.
 */
static double divergence(const struct split *split)
{
	double m = split->left_weight, n = split->right_weight;

	return m * n / (m + n) *
	       (2 * split->across / (m * n) - 2 * split->left / (m * m) -
		2 * split->right / (n * n));
}

static double weight_of(const struct change_node *nodes, size_t begin, size_t end)
{
	double sum = 0;

	for (size_t i = begin; i < end; i++)
		sum += nodes[i].weight;
	return sum;
}

size_t change_locate(const struct change_node *nodes, size_t begin, size_t first, size_t end)
{
	size_t low = first - begin > MOVE_MAX ? first - MOVE_MAX : begin + 1;
	size_t high = end - first > MOVE_MAX ? first + MOVE_MAX : end - 1;
	size_t best = first;
	struct split split;
	double most = -INFINITY;

	begin = first - begin > SIDE_MAX ? first - SIDE_MAX : begin;
	end = end - first > SIDE_MAX ? first + SIDE_MAX : end;
	split.left = inner(nodes, begin, low);
	split.right = inner(nodes, low, end);
	split.across = inner(nodes, begin, end) - split.left - split.right;
	split.left_weight = weight_of(nodes, begin, low);
	split.right_weight = weight_of(nodes, low, end);
	for (size_t at = low; at <= high; at++) {
		double left = to_all(nodes, at, begin, at), right = to_all(nodes, at, at, end);
		double q = divergence(&split);

		if (q > most) {
			most = q;
			best = at;
		}
		/* The node goes to the left side. */
		split.left += left;
		split.right -= right;
		split.across += right - left;
		split.left_weight += nodes[at].weight;
		split.right_weight -= nodes[at].weight;
	}
	return best;
}
