// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the boots of a board have of one figure, as one; docs/statistics.md has the formulas.
 */
#include <math.h>

#include "boards/boards_parts.h"

static struct value number(double value)
{
	return (struct value){ .number = value, .whole = value == rint(value) };
}

static struct board_estimate from_range(const struct value_summary *values)
{
	if (!values->count)
		return (struct board_estimate){ .known = false };
	return (struct board_estimate){
		.known = true,
		.value = values->median,
		.has_range = true,
		.low = values->lowest,
		.high = values->highest,
	};
}

static struct board_estimate from_interval(struct value value, const struct interval *interval)
{
	return (struct board_estimate){
		.known = true,
		.value = value,
		.has_range = interval->known,
		.low = interval->known ? number(interval->low) : (struct value){ .number = 0 },
		.high = interval->known ? number(interval->high) : (struct value){ .number = 0 },
	};
}

static struct board_estimate level_of(const struct figure_source *source)
{
	const struct summary_value *value = source->value;

	if (source->exact)
		return from_range(&value->level);
	return from_interval(value->level.median, &value->level_estimate.interval);
}

static struct board_estimate overhead_of(const struct figure_source *source)
{
	const struct estimate *shift = &source->value->comparison.shift;

	if (source->exact)
		return from_range(&source->value->overhead);
	if (!shift->count)
		return (struct board_estimate){ .known = false };
	return from_interval(number(shift->value), &shift->interval);
}

/* Wide enough for each of them; none where one of them has none. */
static void widen(struct board_estimate *all, const struct board_estimate *one, bool first)
{
	if (first) {
		*all = *one;
		return;
	}
	all->has_range = all->has_range && one->has_range;
	if (one->low.number < all->low.number)
		all->low = one->low;
	if (one->high.number > all->high.number)
		all->high = one->high;
}

/* Over the boots, whose number is enough: what is the same within one differs between them. */
static void estimate_over_boots(const struct value *values, size_t count, double *numbers,
				struct board_estimate *all)
{
	struct interval interval;

	for (size_t i = 0; i < count; i++)
		numbers[i] = values[i].number;
	interval = estimate_median(numbers, count).interval;
	all->has_range = interval.known;
	all->low = number(interval.low);
	all->high = number(interval.high);
}

/* One value for each boot: what the files of one have in common has happened once. */
static size_t join_boots(const struct figure_room *room, size_t count)
{
	size_t boots = 0;

	for (size_t i = 0; i < count; i++) {
		size_t own = 0;
		bool seen = false;

		for (size_t k = 0; k < i; k++)
			seen = seen || room->boots[k] == room->boots[i];
		for (size_t k = i; k < count && !seen; k++) {
			if (room->boots[k] == room->boots[i])
				room->of_boot[own++] = room->values[k];
		}
		if (!seen)
			room->values[boots++] = value_summarize(room->of_boot, own).median;
	}
	return boots;
}

static struct board_estimate join(const struct figure_source *sources, size_t count, bool exact,
				  struct board_estimate (*of)(const struct figure_source *source),
				  const struct figure_room *room)
{
	struct board_estimate all = { .known = false };
	size_t known = 0;

	for (size_t i = 0; i < count; i++) {
		struct board_estimate one = of(&sources[i]);

		if (!one.known)
			continue;
		widen(&all, &one, !known);
		room->boots[known] = sources[i].boot;
		room->values[known++] = one.value;
	}
	if (known < 2)
		return all;
	known = join_boots(room, known);
	if (!exact && known >= INTERVAL_COUNT_MIN)
		estimate_over_boots(room->values, known, room->numbers, &all);
	all.value = value_summarize(room->values, known).median;
	if (!all.has_range)
		all.low = all.high = (struct value){ .number = 0 };
	return all;
}

static enum board_spread spread_of(const struct board_figure *figure, size_t files, bool exact)
{
	if (!figure->level.known || !figure->level.has_range)
		return BOARD_SPREAD_NONE;
	if (exact)
		return BOARD_SPREAD_EXACT;
	if (files == 1)
		return BOARD_SPREAD_BLOCKS;
	return figure->boots < INTERVAL_COUNT_MIN ? BOARD_SPREAD_RANGE : BOARD_SPREAD_BOOTS;
}

void figure_join(const struct figure_source *sources, size_t count, const struct figure_room *room,
		 struct board_figure *figure)
{
	bool exact = count > 0;

	*figure = (struct board_figure){ .boots = 0 };
	for (size_t i = 0; i < count; i++) {
		bool seen = false;

		for (size_t k = 0; k < i; k++)
			seen = seen || sources[k].boot == sources[i].boot;
		figure->boots += !seen;
		exact = exact && sources[i].exact;
		figure->blocks += sources[i].value->level.count;
	}
	figure->level = join(sources, count, exact, level_of, room);
	figure->overhead = join(sources, count, exact, overhead_of, room);
	figure->spread = spread_of(figure, count, exact);
}
