// SPDX-License-Identifier: GPL-2.0-only
/*
 * Night after night, as if each were the last: is the mean of the newest 1, 2, 3... nights off the
 * level before them? What a night gets to see ends with it, so what is found of old nights is what
 * was found then, and of new ones the same whether the old ones are read or not.
 */
#include "stats/change_scan.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

/* Nights that are not yet part of the level, so that a young change does not hide itself. */
#define LEVEL_LATE 24

/* With fewer sizes of residuals nothing is said. */
#define SIZES_MIN 8

/* One night alone is never more than this: it takes two to be certain. */
#define SCORE_MAX 4.0

/* More points of a night are not looked at for what they have in common. */
#define WORTH_MAX 64

/* Of what phi is made. */
#define PHI_CUT 2.5
#define PHI_PRIOR 0.2
#define PHI_PRIOR_COUNT 5
#define PHI_CAUTION 0.1
#define PHI_MAX 0.9

#define ROUNDING 1e-9

static const unsigned char stretches[] = { 1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 12,
					   14, 17, 20, 24, 28, 33, 39, 46, 54, 64 };

#define STRETCHES (sizeof(stretches) / sizeof(stretches[0]))

static void size_add(struct change_workspace *workspace, size_t node, double size)
{
	workspace->nodes[node].size = size;
	if (size >= 0)
		change_window_add(&workspace->sizes, size);
	workspace->sizes_end = node + 1;
	if (workspace->sizes_end - workspace->sizes_begin > CHANGE_NOISE_MAX - 1) {
		size = workspace->nodes[workspace->sizes_begin++].size;
		if (size >= 0)
			change_window_remove(&workspace->sizes, size);
	}
}

/*
 * The night's own value, before anything was measured again: odd ones are, so noise without them
 * would seem to have no tail.
 */
static double first_value(const struct change_workspace *workspace, const struct change_node *node)
{
	return workspace->series->values[node->begin];
}

/* The oldest night that was kept out goes into the level, and its residual into the noise. */
static void level_add(struct change_workspace *workspace)
{
	struct change_window *level = &workspace->level;
	size_t i = workspace->level_end++;
	const struct change_node *node = &workspace->nodes[i];
	double size = -1, count;

	if (level->count == CHANGE_LEVEL_MAX)
		change_window_remove(level, workspace->nodes[workspace->level_begin++].value);
	change_window_add(level, node->value);
	workspace->middle = change_window_middle(level);
	count = (double)level->count;
	/* A value that the level is made of lies nearer to it than a new one. */
	if (level->count > 1)
		size = fabs(first_value(workspace, node) - workspace->middle) *
		       sqrt(count / (count - 1));
	size_add(workspace, i, size);
}

/* What a node shares with the one before it, by the scores of the last CHANGE_NOISE_MAX. */
static void measure_phi(struct change_workspace *workspace, size_t i)
{
	const struct change_likeness young = { PHI_PRIOR, PHI_PRIOR_COUNT };
	const struct change_likeness *prior =
		workspace->pooled.nights > 0 ? &workspace->pooled : &young;
	const struct change_node *node = &workspace->nodes[i];
	size_t begin = i > CHANGE_NOISE_MAX ? i - CHANGE_NOISE_MAX : 0;
	const struct change_node *past = &workspace->nodes[begin];
	double count = (double)(i - begin);
	double squares = node->square_sum - past->square_sum;
	double phi = squares > 0 ? (node->product_sum - past->product_sum) / squares : 0;

	workspace->own = (struct change_likeness){ phi, squares > 0 ? count : 0 };
	phi = (count * phi + prior->nights * prior->phi) / (count + prior->nights);
	phi += PHI_CAUTION / sqrt(count + prior->nights);
	workspace->noise.phi = fmin(fmax(phi, 0), PHI_MAX);
	workspace->noise.nights = count + workspace->pooled.nights;
}

/* How far off the level one point is; cut, for one alone is to say little. */
static double point_score(const struct change_workspace *workspace, double value)
{
	double off = value - workspace->middle, sigma = workspace->noise.sigma;

	if (sigma <= 0)
		return off > 0 ? SCORE_MAX : off < 0 ? -SCORE_MAX : 0;
	off = change_normal_score(off / sigma, workspace->noise.tail);
	return fmin(fmax(off, -SCORE_MAX), SCORE_MAX);
}

/* The sum of the points' scores: each is cut for itself. */
static double node_score(const struct change_workspace *workspace, const struct change_node *node)
{
	const struct change_series *series = workspace->series;
	size_t begin = node->begin, end = node[1].begin;
	double sum = 0;

	if (end == begin + 1)
		return point_score(workspace, node->value);
	for (size_t i = begin; i < end; i++) {
		if (change_point_counts(series, begin, end, i))
			sum += point_score(workspace, series->values[i]);
	}
	return sum;
}

double change_worth(const struct change_workspace *workspace, const struct change_node *node)
{
	const struct change_series *series = workspace->series;
	double values[WORTH_MAX] = { 0 }, common;
	size_t count = 0;

	if (node->weight < 2)
		return node->weight;
	for (size_t i = node->begin; i < node[1].begin && count < WORTH_MAX; i++) {
		if (change_point_counts(series, node->begin, node[1].begin, i))
			values[count++] = series->values[i];
	}
	common = fmax(change_common(&workspace->noise),
		      change_shared(&workspace->noise, values, count));
	return node->weight / (1 + (node->weight - 1) * common);
}

/* Sets the sums of the next node. */
static void score(struct change_workspace *workspace, size_t i)
{
	struct change_node *node = &workspace->nodes[i];
	double value = 0, weight = 0, cut = 0;

	node->known = 0;
	if (workspace->level.count >= 2 && workspace->sizes.count >= SIZES_MIN) {
		node->known = (double)workspace->level.count;
		weight = change_worth(workspace, node);
		/* As far off as they are, but no more than so many points say. */
		value = node_score(workspace, node) * weight / node->weight;
		cut = value / sqrt(weight);
		cut = fmin(fmax(cut, -PHI_CUT), PHI_CUT);
	}
	node[1].score_sum = node->score_sum + value;
	node[1].weight_sum = node->weight_sum + weight;
	node[1].product_sum = node->product_sum + cut * workspace->last_score;
	node[1].square_sum = node->square_sum + cut * cut;
	workspace->last_score = cut;
}

/* How far off the level the nodes from @first to @last are: z squared, before small corrections. */
static double stretch_square(const struct change_workspace *workspace, size_t first, size_t last)
{
	const struct change_node *begin = &workspace->nodes[first];
	const struct change_node *end = &workspace->nodes[last + 1];
	double phi = workspace->noise.phi;
	double sum = end->score_sum - begin->score_sum;
	double weight = end->weight_sum - begin->weight_sum;
	double variance = weight * change_inflation(phi, (double)(last - first + 1)) +
			  weight * weight * (1 + phi) / (1 - phi) / begin->known;

	return sum * sum / variance;
}

/* The noise is known by a few nights only: Student's t, not the normal distribution. */
static double corrected(const struct change_workspace *workspace, double square)
{
	return change_normal_score(sqrt(square), 1 / (CHANGE_SIZES_WORTH * workspace->noise.count));
}

/* The longest stretch that ends with node @i: all of it was scored, in this segment. */
static size_t longest(const struct change_workspace *workspace, size_t i)
{
	size_t most = i - workspace->begin;

	return most < CHANGE_STRETCH_MAX ? most : CHANGE_STRETCH_MAX;
}

static bool scored(const struct change_workspace *workspace, size_t first)
{
	return workspace->nodes[first].known > 0;
}

/* The z squared of the best stretch that ends with @i. */
static double best_square(const struct change_workspace *workspace, size_t i)
{
	size_t most = longest(workspace, i);
	double best = 0;

	for (size_t k = 0; k < STRETCHES && stretches[k] <= most; k++) {
		size_t first = i + 1 - stretches[k];

		if (!scored(workspace, first))
			break;
		best = fmax(best, stretch_square(workspace, first, i));
	}
	return best;
}

/* The change is large enough to be told. */
static bool above_floor(const struct change_workspace *workspace,
			const struct change_limits *limits, size_t first, size_t last)
{
	const struct change_node *nodes = workspace->nodes;
	double sum = 0, weight = 0, size;

	for (size_t i = first; i <= last; i++) {
		sum += nodes[i].value * nodes[i].weight;
		weight += nodes[i].weight;
	}
	size = fabs(sum / weight - workspace->middle);
	return size > CHANGE_FLOOR_SIGMA * workspace->noise.sigma &&
	       size >= limits->floor_percent / 100 * fabs(workspace->middle);
}

/* The best stretch of any length that ends with @i, of two points and more if it is to be certain.
 */
static bool best_stretch(const struct change_workspace *workspace,
			 const struct change_limits *limits, size_t i, double points_min,
			 struct change_found *found)
{
	const struct change_node *nodes = workspace->nodes;
	size_t most = longest(workspace, i);
	double best = 0;

	for (size_t length = 1; length <= most; length++) {
		size_t first = i + 1 - length;
		double square;

		if (!scored(workspace, first))
			break;
		square = stretch_square(workspace, first, i);
		if (square <= best ||
		    nodes[i + 1].weight_sum - nodes[first].weight_sum < points_min ||
		    !above_floor(workspace, limits, first, i))
			continue;
		best = square;
		found->first = first;
	}
	found->seen = i;
	found->z = corrected(workspace, best);
	return best > 0;
}

static int note(struct change_workspace *workspace, const struct change_found *found)
{
	if (workspace->change_count == workspace->change_room) {
		size_t room = workspace->change_room ? workspace->change_room * 2 : 16;
		struct change_found *changes = realloc(workspace->changes, room * sizeof(*changes));

		if (!changes)
			return -ENOMEM;
		workspace->changes = changes;
		workspace->change_room = room;
	}
	workspace->changes[workspace->change_count++] = *found;
	return 0;
}

/* A new segment: what followed its first node was held against a level that is past. */
static void begin_segment(struct change_workspace *workspace, size_t first)
{
	while (workspace->sizes_end > first) {
		double size = workspace->nodes[--workspace->sizes_end].size;

		if (size >= 0)
			change_window_remove(&workspace->sizes, size);
		if (workspace->sizes_begin > 0) {
			size = workspace->nodes[--workspace->sizes_begin].size;
			if (size >= 0)
				change_window_add(&workspace->sizes, size);
		}
	}
	while (workspace->level_end < first)
		level_add(workspace);
	workspace->begin = first;
	workspace->level.count = 0;
	workspace->level_begin = workspace->level_end = first;
	workspace->last_score = 0;
}

static void know_noise(struct change_workspace *workspace, size_t i)
{
	if (workspace->sizes.count)
		change_noise_measure(&workspace->noise, &workspace->sizes);
	/* Equal numbers differ by rounding, once they are summed up. */
	workspace->noise.sigma = fmax(workspace->noise.sigma, ROUNDING * fabs(workspace->middle));
	measure_phi(workspace, i);
}

/* Takes node @i up. Returns whether the level changed at @found. */
static bool step(struct change_workspace *workspace, const struct change_limits *limits, size_t i,
		 struct change_found *found)
{
	size_t past = i - workspace->begin;
	size_t late = past / 4 < LEVEL_LATE ? past / 4 : LEVEL_LATE;
	double square;

	while (workspace->level_end + late < i)
		level_add(workspace);
	know_noise(workspace, i);
	score(workspace, i);
	square = best_square(workspace, i);
	if (square < limits->suspected * limits->suspected)
		return false;
	if (corrected(workspace, square) >= limits->certain &&
	    best_stretch(workspace, limits, i, 2, found) && found->z >= limits->certain)
		return true;
	if (i + 1 == workspace->count)
		workspace->suspected =
			best_stretch(workspace, limits, i, 1, &workspace->suspicion) &&
			workspace->suspicion.z >= limits->suspected;
	return false;
}

static void start(struct change_workspace *workspace, const struct change_limits *limits)
{
	workspace->sizes.count = 0;
	workspace->sizes_begin = workspace->sizes_end = 0;
	workspace->change_count = 0;
	workspace->suspected = false;
	workspace->middle = 0;
	workspace->noise = (struct change_noise){ 0 };
	workspace->pooled = limits->likeness;
	workspace->nodes[0].score_sum = workspace->nodes[0].weight_sum = 0;
	workspace->nodes[0].product_sum = workspace->nodes[0].square_sum = 0;
	begin_segment(workspace, 0);
}

int change_scan(struct change_workspace *workspace, const struct change_limits *limits)
{
	struct change_found found = { .z = 0 };

	start(workspace, limits);
	for (size_t i = 0; i < workspace->count; i++) {
		int error;

		if (!step(workspace, limits, i, &found))
			continue;
		error = note(workspace, &found);
		if (error)
			return error;
		begin_segment(workspace, found.first);
		/* Goes on with the new segment's first node. */
		i = found.first - 1;
	}
	return 0;
}

void change_scan_finish(struct change_workspace *workspace)
{
	while (workspace->level_end < workspace->count)
		level_add(workspace);
	know_noise(workspace, workspace->count);
	if (workspace->sizes.count < SIZES_MIN)
		workspace->level.count = 0;
}
