// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>

#include "stats/change_locate.h"

/* Nodes that a level is known by. */
#define LEVEL_MAX CHANGE_LEVEL_MAX

/* Values further off count as if they were there; in sigmas. */
#define FAR 3.0

/*
 * A place whose likelihood is less than the best one's by this factor, as a logarithm, is out of
 * the 95 % set: half of 7.7, Eo and Morley, "Likelihood-ratio-based confidence sets for the timing
 * of structural breaks", Quantitative Economics 6, 2015.
 */
#define PLACE_LIMIT 3.85

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

/* What the wrong side costs a node, in logarithms of likelihood: positive, it is of @level. */
static double preference(const struct change_node *node, double level, double other, double sigma)
{
	double here = clamp(node->value, level, FAR * sigma) - level;
	double there = clamp(node->value, other, FAR * sigma) - other;

	return (there * there - here * here) * node->weight / (2 * sigma * sigma);
}

/* Where else the change may lie. */
static void find_range(const struct change_workspace *workspace, size_t begin, size_t first,
		       size_t end, const struct change_point *point, double sigma, size_t *low,
		       size_t *high)
{
	double scale = (1 - workspace->noise.phi) / (1 + workspace->noise.phi), sum = 0;

	*low = *high = first;
	for (size_t i = first; i-- > begin + 1 && first - i < LEVEL_MAX;) {
		sum += preference(&workspace->nodes[i], point->before, point->after, sigma) * scale;
		if (sum <= PLACE_LIMIT)
			*low = i;
	}
	sum = 0;
	for (size_t i = first; i + 1 < end && i - first < LEVEL_MAX; i++) {
		sum += preference(&workspace->nodes[i], point->after, point->before, sigma) * scale;
		if (sum <= PLACE_LIMIT)
			*high = i + 1;
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
	size_t near = first - begin > LEVEL_MAX ? first - LEVEL_MAX : begin;
	size_t far = end - first > LEVEL_MAX ? first + LEVEL_MAX : end;
	double before, after, error, low, high;
	size_t earliest, latest;

	point->before = level_of(workspace, near, first, sigma, &before);
	point->after = level_of(workspace, first, far, sigma, &after);
	low = high = point->after - point->before;
	error = sigma * sqrt((1 + noise->phi) / (1 - noise->phi) * (1 / before + 1 / after));
	if (noise->count > 0)
		error *= quantile(2 / noise->count);
	point->low = low - error;
	point->high = high + error;
	find_range(workspace, near, first, far, point, fmax(sigma, 1e-300), &earliest, &latest);
	point->first = workspace->nodes[first].begin;
	point->earliest = workspace->nodes[earliest].begin;
	/* All replicates of the last commit are its own. */
	point->latest = workspace->nodes[latest].begin;
	point->drift = is_drift(workspace, begin, first, end);
}
