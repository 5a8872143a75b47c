/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CHANGE_SCAN_H
#define CHANGE_SCAN_H

#include "stats/change_noise.h"
#include "stats/change_point.h"

/* What the level before a change, and the noise, are known by: so many values at most. */
#define CHANGE_LEVEL_MAX 255
#define CHANGE_NOISE_MAX 255

/* The longest stretch that is held against the level before it. */
#define CHANGE_STRETCH_MAX 64

/* The least change that is ever told, in sigmas: below that it is the noise's. */
#define CHANGE_FLOOR_SIGMA 0.5

/* The commits of a series, one node each, and what the scan makes of them. */
struct change_node {
	double value; /* the middle of its points that count */
	double weight; /* how many they are */
	size_t begin; /* its first point */
	double size; /* of its residual, in the window of the noise; negative: not in there */
	double known; /* values that the level was known by when it was scored; 0: no score */
	/* Sums up to and without it: of scores times the root of the weight, of weights, and what
	 * phi is made of. */
	double score_sum, weight_sum;
	double product_sum, square_sum;
};

/* A change as the scan found it: of nodes. */
struct change_found {
	size_t first;
	size_t seen; /* the night that it was found in */
	double z; /* as rare as this normal number */
};

struct change_workspace {
	const struct change_series *series; /* while it is worked on */
	struct change_node *nodes; /* one more than there are */
	size_t count;
	size_t room;
	struct change_window level; /* of the segment's values, but for the newest */
	struct change_window sizes;
	size_t begin; /* the segment's first node */
	size_t level_begin, level_end; /* nodes in level */
	size_t sizes_begin, sizes_end; /* nodes in sizes */
	struct change_noise noise; /* as of the last node */
	struct change_likeness pooled; /* what its phi begins with */
	struct change_likeness own; /* what the series says itself, as of the last node */
	double middle; /* the level */
	double last_score; /* of the node before, cut; 0: none */
	struct change_found *changes;
	size_t change_count;
	size_t change_room;
	bool suspected; /* by the last node: */
	struct change_found suspicion;
};

/* What makes a change certain, and worth to measure again. */
struct change_limits {
	double certain;
	double suspected;
	double floor_percent;
	struct change_likeness likeness;
};

/* Whether the point counts, in the commit from @begin to @end. */
bool change_point_counts(const struct change_series *series, size_t begin, size_t end, size_t i);

/* Makes nodes of a series, which is borrowed. Returns 0 or -ENOMEM. */
int change_nodes_make(struct change_workspace *workspace, const struct change_series *series);

/* Finds the changes from the first node to the last. Returns 0 or -ENOMEM. */
int change_scan(struct change_workspace *workspace, const struct change_limits *limits);

/* How many independent points the points of one night are worth: those of it that count. */
double change_worth(const struct change_workspace *workspace, const struct change_node *node);

/* The level and the noise as of the last node, which is part of them then. */
void change_scan_finish(struct change_workspace *workspace);

#endif /* CHANGE_SCAN_H */
