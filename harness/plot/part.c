// SPDX-License-Identifier: GPL-2.0-only
#include "plot/part.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

/* A configuration and how large the largest board's number is. */
struct sized {
	size_t configuration;
	double size;
};

bool plot_is_exact(const struct boards *boards, size_t board, size_t metric)
{
	const struct summary *summary = &boards->boards[board].boots[0].summary;
	size_t own = summary_metric(summary, boards->metrics[metric].name);

	return own < summary->metric_count && summary_is_exact(summary, own);
}

/* The largest board's number of the configuration; false: no board has one. */
static bool find_size(const struct boards *boards, size_t workload, size_t configuration,
		      size_t metric, enum plot_part_of of, double *size)
{
	bool found = false;

	*size = 0;
	for (size_t b = 0; b < boards->count; b++) {
		const struct board_estimate *estimate =
			&boards_figure(boards, b, workload, configuration, metric)->overhead;

		if (!estimate->known ||
		    (of == PLOT_PART_SAMPLES && plot_is_exact(boards, b, metric)))
			continue;
		found = true;
		*size = fmax(*size, fabs(estimate->value.number));
	}
	return found;
}

/* Equal ones stay in the order of the plan. */
static int compare_sizes(const void *left, const void *right)
{
	const struct sized *one = left;
	const struct sized *other = right;

	if (one->size != other->size)
		return one->size < other->size ? -1 : 1;
	return (one->configuration > other->configuration) -
	       (one->configuration < other->configuration);
}

/* How many of the sorted ones are of like magnitude; zeros are like whatever follows. */
static size_t like_magnitude(const struct sized *sized, size_t count)
{
	size_t like = 0;
	double least = 0;

	while (like < count && (least == 0 || sized[like].size <= PLOT_PART_TIMES * least)) {
		least = least == 0 ? sized[like].size : least;
		like++;
	}
	return like;
}

static int add_part(struct plot_parts *parts, const struct sized *sized, size_t count, size_t of)
{
	struct plot_part *part = &parts->parts[parts->count];

	part->configurations = calloc(of, sizeof(*part->configurations));
	if (!part->configurations)
		return -ENOMEM;
	parts->count++;
	part->count = count;
	part->low = sized[0].size;
	part->high = sized[count - 1].size;
	for (size_t i = 0; i < count; i++)
		part->configurations[sized[i].configuration] = true;
	return 0;
}

/* How many configurations a picture has room for. */
static size_t room_for(const struct boards *boards)
{
	size_t room = PLOT_PART_BARS / (boards->count ? boards->count : 1);

	if (room < PLOT_PART_CONFIGURATIONS_LEAST)
		return PLOT_PART_CONFIGURATIONS_LEAST;
	return room < PLOT_PART_CONFIGURATIONS ? room : PLOT_PART_CONFIGURATIONS;
}

/* Many of one magnitude are shared out evenly: 13 are 7 and 6, not 12 and a lonely one. */
static int add_like(struct plot_parts *parts, const struct sized *sized, size_t count,
		    const struct boards *boards)
{
	size_t room = room_for(boards);
	size_t pictures = (count + room - 1) / room;
	size_t done = 0;
	int error = 0;

	for (size_t i = 0; i < pictures && !error; i++) {
		size_t share = (count - done + pictures - i - 1) / (pictures - i);

		error = add_part(parts, &sized[done], share, boards->configuration_count);
		done += share;
	}
	return error;
}

/* Whether all of them are near enough to have one axis, though not of like magnitude. */
static bool may_join(const struct sized *sized, size_t count)
{
	size_t zeros = 0;

	while (zeros < count && sized[zeros].size == 0)
		zeros++;
	return zeros < count && sized[count - 1].size <= PLOT_PART_TIMES_ALONE * sized[zeros].size;
}

/* Those of like magnitude; with the one before or behind them that would stand alone. */
static size_t next_part(const struct sized *sized, size_t count, enum plot_part_of of)
{
	size_t like = like_magnitude(sized, count);
	size_t more = like < count ? like_magnitude(&sized[like], count - like) : 0;

	if (of == PLOT_PART_OVERHEAD && more && (like == 1 || more == 1) &&
	    may_join(sized, like + more))
		return like + more;
	return like;
}

/* The configurations that have a number, by its size. */
static size_t sort_sizes(const struct boards *boards, size_t workload, size_t metric,
			 enum plot_part_of of, struct sized *sized)
{
	size_t count = 0;

	for (size_t c = 0; c < boards->configuration_count; c++) {
		sized[count].configuration = c;
		count += find_size(boards, workload, c, metric, of, &sized[count].size);
	}
	qsort(sized, count, sizeof(*sized), compare_sizes);
	return count;
}

int plot_parts_make(const struct boards *boards, size_t workload, size_t metric,
		    enum plot_part_of of, struct plot_parts *parts)
{
	size_t all = boards->configuration_count;
	struct sized *sized = calloc(all + 1, sizeof(*sized));
	size_t count = 0;
	size_t done = 0;
	int error = 0;

	*parts = (struct plot_parts){ .parts = calloc(all + 1, sizeof(*parts->parts)) };
	if (!sized || !parts->parts)
		error = -ENOMEM;
	else
		count = sort_sizes(boards, workload, metric, of, sized);
	while (done < count && !error) {
		size_t next = next_part(&sized[done], count - done, of);

		error = add_like(parts, &sized[done], next, boards);
		done += next;
	}
	free(sized);
	return error;
}

void plot_parts_free(struct plot_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++)
		free(parts->parts[i].configurations);
	free(parts->parts);
	*parts = (struct plot_parts){ 0 };
}

static void write_end(char text[NUMBER_SIZE], double size)
{
	if (size == rint(size))
		number_for_people(text, (struct value){ .number = size, .whole = true }, 0);
	else
		number_amount(text, size);
}

void plot_part_ends(const struct plot_part *part, char low[NUMBER_SIZE], char high[NUMBER_SIZE])
{
	write_end(low, part->low);
	write_end(high, part->high);
}
