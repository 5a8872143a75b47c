// SPDX-License-Identifier: GPL-2.0-only
/*
 * Instructions over cycles: a quotient of two figures, so that a reader who divides what the table
 * shows comes to the same. docs/statistics.md says what its ends are worth.
 */
#include <math.h>

#include "boards/boards_parts.h"

static const struct board_figure *find(const struct boards *boards, const struct board_cell *cell,
				       const char *metric)
{
	size_t at = boards_metric(boards, metric);

	return at < boards->metric_count ? &cell->figures[at] : NULL;
}

static struct board_estimate sum(const struct board_estimate *one,
				 const struct board_estimate *other)
{
	return (struct board_estimate){
		.known = one->known && other->known,
		.value.number = one->value.number + other->value.number,
		.has_range = one->has_range && other->has_range,
		.low.number = one->low.number + other->low.number,
		.high.number = one->high.number + other->high.number,
	};
}

/*
 * Of both modes, as the cycles are. What tracing adds is the kernel's alone: user mode does the
 * same in the baseline, so its cycles cancel in the overhead, and nothing is lost where its
 * instructions were not counted.
 */
static bool find_instructions(const struct boards *boards, const struct board_cell *cell,
			      struct board_figure *out)
{
	const struct board_figure *both = find(boards, cell, METRIC_INSTRUCTIONS);
	const struct board_figure *kernel = find(boards, cell, METRIC_KERNEL_INSTRUCTIONS);
	const struct board_figure *user = find(boards, cell, METRIC_USER_INSTRUCTIONS);

	if (both && both->level.known) {
		*out = *both;
		return true;
	}
	if (!kernel || !kernel->level.known)
		return false;
	*out = *kernel;
	out->level.known = false;
	if (user && user->level.known) {
		out->level = sum(&kernel->level, &user->level);
		out->overhead = sum(&kernel->overhead, &user->overhead);
	}
	return true;
}

/* What is divided by may be anything above 0; the other may be below. */
static struct board_estimate quotient(const struct board_estimate *instructions,
				      const struct board_estimate *cycles)
{
	struct board_estimate out = {
		.known = instructions->known && cycles->known && cycles->value.number > 0,
	};
	double low = instructions->low.number;
	double high = instructions->high.number;

	if (!out.known)
		return out;
	out.value.number = instructions->value.number / cycles->value.number;
	out.has_range = instructions->has_range && cycles->has_range && cycles->low.number > 0;
	if (!out.has_range)
		return out;
	out.low.number = low / (low < 0 ? cycles->low.number : cycles->high.number);
	out.high.number = high / (high < 0 ? cycles->high.number : cycles->low.number);
	return out;
}

static void set_figure(struct board_figure *figure, const struct board_figure *cycles,
		       struct board_estimate level)
{
	if (!level.known)
		return;
	*figure = *cycles;
	figure->level = level;
	figure->overhead = (struct board_estimate){ .known = false };
	if (!level.has_range)
		figure->spread = BOARD_SPREAD_NONE;
}

void figures_derive(const struct boards *boards, struct board_cell *cell)
{
	const struct board_figure *cycles = find(boards, cell, METRIC_CYCLES);
	size_t whole = boards_metric(boards, BOARD_METRIC_IPC);
	size_t added = boards_metric(boards, BOARD_METRIC_OVERHEAD_IPC);
	struct board_figure instructions;

	if (!cycles || !find_instructions(boards, cell, &instructions))
		return;
	if (whole < boards->metric_count && boards->metrics[whole].derived)
		set_figure(&cell->figures[whole], cycles,
			   quotient(&instructions.level, &cycles->level));
	if (added < boards->metric_count && boards->metrics[added].derived)
		set_figure(&cell->figures[added], cycles,
			   quotient(&instructions.overhead, &cycles->overhead));
}
