/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_PART_H
#define PLOT_PART_H

#include "boards/boards.h"
#include "report/number.h"

/*
 * A bar of 4 instructions is invisible beside one of 14000, so a picture shows configurations of
 * like magnitude: no more than so many, and none that is more than so many times another. One that
 * is left alone joins its neighbours, if it is not too far from any. Many boards make a row high,
 * and leave room for fewer.
 */
#define PLOT_PART_CONFIGURATIONS 12
#define PLOT_PART_BARS 64
#define PLOT_PART_CONFIGURATIONS_LEAST 6
#define PLOT_PART_TIMES 10
#define PLOT_PART_TIMES_ALONE 100

enum plot_part_of {
	PLOT_PART_OVERHEAD,
	PLOT_PART_CHART, /* likewise, of characters: too few to see one hundredth, so none is joined
			  */
	PLOT_PART_SAMPLES, /* likewise, but exact counts have none that scatter */
};

/* The configurations of one picture. */
struct plot_part {
	bool *configurations; /* one for each of the boards' */
	size_t count; /* that are true */
	double low; /* the sizes of these; a size is the largest board's, without its sign */
	double high;
};

struct plot_parts {
	struct plot_part *parts; /* from small to large */
	size_t count; /* 0: nobody measured anything */
};

/* Returns 0 or -ENOMEM; plot_parts_free() is right in both cases. */
int plot_parts_make(const struct boards *boards, size_t workload, size_t metric,
		    enum plot_part_of of, struct plot_parts *parts);
void plot_parts_free(struct plot_parts *parts);

/* The ends of its sizes for people: with two digits that count; what is whole has no others. */
void plot_part_ends(const struct plot_part *part, char low[NUMBER_SIZE], char high[NUMBER_SIZE]);

/* Whether the metric is an exact count on this board. */
bool plot_is_exact(const struct boards *boards, size_t board, size_t metric);

#endif /* PLOT_PART_H */
