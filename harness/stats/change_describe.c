// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>

#include "stats/change_locate.h"

/* Nodes that a level is known by. */
#define LEVEL_MAX CHANGE_LEVEL_MAX

/* Values further off count as if they were there; in sigmas. */
#define FAR 3.0

/*
 * A place whose likelihood is less than the best one's by this factor, as a logarithm, is out of
 * the 95 % set: that of a wrong place to the true one is a martingale, going back from the change
 * and going on from it, and so passes 40 with a chance of 1 in 40 on each side, whenever one looks:
 * Ville's inequality (1939), as for any sequential ratio. The size of the step is the likeliest one
 * at each place; what that costs is measured (tests/simulation/nights_ranges.c).
 */
#define PLACE_LIMIT 3.688879

/* Sizes of the step that are tried, evenly in logarithms: from the least that is told, in sigmas.
 */
#define SIZES 24

/* Less tail than that is none. */
#define TAIL_MIN 1e-3

/* Nights before the likeliest place that what is measured again is not held against, at most. */
#define HELD_NEAR 10

/* Fewer nodes on a side are no slope. */
#define DRIFT_MIN 6
#define DRIFT_MAX 32

#define CONFIDENCE_Z 1.959964

static double clamp(double value, double middle, double reach)
{
	return fmin(fmax(value, middle - reach), middle + reach);
}

/* The level of the nodes from @begin to @end, which are one at least; @weight: what it rests on. */
static double level_of(struct change_workspace *workspace, size_t begin, size_t end, double sigma,
		       double *weight)
{
	struct change_window *window = &workspace->level;
	double middle, sum = 0;

	window->count = 0;
	for (size_t i = begin; i < end; i++)
		change_window_add(window, workspace->nodes[i].value);
	middle = change_window_middle(window);
	*weight = 0;
	for (size_t i = begin; i < end; i++) {
		const struct change_node *node = &workspace->nodes[i];

		sum += clamp(node->value, middle, FAR * sigma) * node->weight;
		*weight += node->weight;
	}
	return sum / *weight;
}

double change_level(struct change_workspace *workspace, size_t begin, size_t end)
{
	double weight;

	if (end - begin > LEVEL_MAX)
		begin = end - LEVEL_MAX;
	return level_of(workspace, begin, end, change_deviation(&workspace->noise), &weight);
}

/* The logarithm of how likely Student's t is so far off, but for a constant. */
static double log_density(const struct change_noise *noise, double off)
{
	double square = off * off / (noise->sigma * noise->sigma);

	if (noise->tail < TAIL_MIN)
		return -square / 2;
	return -(1 + noise->tail) / (2 * noise->tail) * log1p(square * noise->tail);
}

/* The places that are looked at, from the node @begin on. */
struct places {
	size_t begin, end;
	double worth[2 * LEVEL_MAX]; /* of the node, in nights */
	double likelihood[2 * LEVEL_MAX]; /* as a logarithm, of a change there to none */
};

/* Takes a step of that size up, wherever that is the likeliest one. */
static void compare(const struct change_workspace *workspace, double before, double step,
		    struct places *places)
{
	double sum = 0;

	for (size_t i = places->end - places->begin; i-- > 1;) {
		double off = workspace->nodes[places->begin + i].value - before;

		sum += (log_density(&workspace->noise, off - step) -
			log_density(&workspace->noise, off)) *
		       places->worth[i];
		places->likelihood[i] = fmax(places->likelihood[i], sum);
	}
}

static void weigh_places(const struct change_workspace *workspace, const struct change_point *point,
			 double sigma, struct places *places)
{
	const double phi = workspace->noise.phi;
	double size = fabs(point->after - point->before) / sigma;
	double sign = point->after > point->before ? sigma : -sigma;
	/* The likeliest step is larger where fewer nights are taken for the new level. */
	double growth = pow(2 * (size + 1) / CHANGE_FLOOR_SIGMA, 1.0 / (SIZES - 1));

	for (size_t i = 0; i < places->end - places->begin; i++) {
		const struct change_node *node = &workspace->nodes[places->begin + i];

		/* Nights that have something in common say less of where it was, too. */
		places->worth[i] = change_worth(workspace, node) * (1 - phi) / (1 + phi);
		places->likelihood[i] = -INFINITY;
	}
	size = CHANGE_FLOOR_SIGMA;
	for (size_t i = 0; i < SIZES; i++, size *= growth)
		compare(workspace, point->before, size * sign, places);
}

/* Where else the change at @first may lie. */
static void find_range(const struct change_workspace *workspace, size_t first,
		       const struct change_point *point, double sigma, struct places *places,
		       size_t *low, size_t *high)
{
	double best = -INFINITY;

	weigh_places(workspace, point, sigma, places);
	for (size_t i = 1; i < places->end - places->begin; i++)
		best = fmax(best, places->likelihood[i]);
	*low = *high = first;
	for (size_t i = 1; i < places->end - places->begin; i++) {
		size_t at = places->begin + i;

		if (places->likelihood[i] < best - PLACE_LIMIT)
			continue;
		*low = at < *low ? at : *low;
		*high = at > *high ? at : *high;
	}
}

/* Sums of squares about two levels and about one line, of @side nodes on each side of @first. */
static void fits(const struct change_node *nodes, size_t first, size_t side, double *step,
		 double *line)
{
	double n = (double)side, left = 0, right = 0, slope = 0, squares, all = 0;

	for (size_t i = 0; i < side; i++) {
		left += nodes[first - side + i].value / n;
		right += nodes[first + i].value / n;
	}
	for (size_t i = 0; i < 2 * side; i++) {
		double off = nodes[first - side + i].value - (left + right) / 2;

		slope += ((double)i - n + 0.5) * off;
		all += off * off;
	}
	squares = 2 * n * (4 * n * n - 1) / 12;
	*step = all - n * (right - left) * (right - left) / 2;
	*line = all - slope * slope / squares;
}

/* The same slope goes through both sides, and says what the step says. */
static bool is_drift(const struct change_workspace *workspace, size_t begin, size_t first,
		     size_t end)
{
	size_t side = first - begin < end - first ? first - begin : end - first;
	double step, line;

	if (side > DRIFT_MAX)
		side = DRIFT_MAX;
	if (side < DRIFT_MIN)
		return false;
	fits(workspace->nodes, first, side, &step, &line);
	return line < step;
}

/* Of Student's t: what 95 % of all lie within. */
static double quantile(double tail)
{
	double low = CONFIDENCE_Z, high = 100;

	for (int i = 0; i < 50; i++) {
		double middle = (low + high) / 2;

		if (change_normal_score(middle, tail) < CONFIDENCE_Z)
			low = middle;
		else
			high = middle;
	}
	return low;
}

void change_describe(struct change_workspace *workspace, size_t begin, size_t first, size_t end,
		     struct change_point *point)
{
	const struct change_noise *noise = &workspace->noise;
	double sigma = change_deviation(noise);
	struct places places = {
		.begin = first - begin > LEVEL_MAX ? first - LEVEL_MAX : begin,
		.end = end - first > LEVEL_MAX ? first + LEVEL_MAX : end,
	};
	double before, after, error, low, high;
	size_t earliest, latest;

	point->before = level_of(workspace, places.begin, first, sigma, &before);
	point->after = level_of(workspace, first, places.end, sigma, &after);
	low = high = point->after - point->before;
	error = sigma * sqrt((1 + noise->phi) / (1 - noise->phi) * (1 / before + 1 / after));
	if (noise->count > 0)
		error *= quantile(2 / noise->count);
	point->low = low - error;
	point->high = high + error;
	find_range(workspace, first, point, fmax(sigma, 1e-300), &places, &earliest, &latest);
	point->first = workspace->nodes[first].begin;
	point->earliest = workspace->nodes[earliest].begin;
	point->held =
		workspace->nodes[first - earliest > HELD_NEAR ? first - HELD_NEAR : earliest].begin;
	/* All replicates of the last commit are its own. */
	point->latest = workspace->nodes[latest].begin;
	point->drift = is_drift(workspace, begin, first, end);
}
