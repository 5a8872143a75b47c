// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the samples of the cells come to.
 */
#include "stats/summary_values.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/block_value.h"
#include "stats/load_numbers.h"
#include "stats/order.h"
#include "stats/walsh.h"

/* What is needed while one metric of one cell is summed up; each has room for all samples. */
struct workshop {
	struct summary *summary;
	const struct stretch *stretches;
	size_t metric;
	size_t event; /* the metric's in the plan; the number of events: it is the time */
	struct block_room room;
	struct value *values; /* of the blocks of one cell */
	struct blocks base; /* of the baseline */
	struct blocks cell;
	struct load_numbers levels;
	struct load_numbers shifts;
};

/* Of blocks with one sample each this is the summary of all samples. */
static void sum_up_levels(struct workshop *shop, size_t samples, struct value_summary *out)
{
	struct value_summary seen;

	shop->levels.count = 0;
	for (size_t i = 0; i < shop->cell.count; i++) {
		const struct block_value *block = &shop->cell.values[i];

		shop->values[i] = block->value;
		load_numbers_add(&shop->levels, block->value.number, block->load);
	}
	*out = value_summarize(shop->values, shop->cell.count);
	seen = value_summarize(shop->room.samples, samples);
	out->lowest = seen.lowest;
	out->highest = seen.highest;
	out->spread = seen.spread;
}

/* Both are sorted by block, so one walk along both finds the pairs. */
static void sum_up_overheads(struct workshop *shop, struct value_summary *out)
{
	const struct blocks *base = &shop->base;
	size_t b = 0;

	shop->shifts.count = 0;
	for (size_t i = 0; i < shop->cell.count; i++) {
		const struct block_value *block = &shop->cell.values[i];

		while (b < base->count && base->values[b].block < block->block)
			b++;
		if (b == base->count || base->values[b].block != block->block)
			continue;
		shop->values[shop->shifts.count] = block_overhead(block, &base->values[b]);
		load_numbers_add(&shop->shifts, shop->values[shop->shifts.count].number,
				 block->load);
	}
	*out = value_summarize(shop->values, shop->shifts.count);
}

static struct value plain(double number)
{
	return (struct value){ .number = number, .whole = number == rint(number) };
}

static int sum_up_value(struct workshop *shop, size_t c, const struct stretch *baseline)
{
	struct summary_value *out = &shop->summary->cells[c].values[shop->metric];
	size_t samples = blocks_read(shop->summary->result, shop->event, &shop->stretches[c],
				     &shop->room, &shop->cell);
	uint64_t seed = (uint64_t)shop->summary->result->plan.seed;

	sum_up_levels(shop, samples, &out->level);
	shop->shifts.count = 0;
	if (baseline)
		sum_up_overheads(shop, &out->overhead);
	out->comparison.p = 1;
	out->comparison.adjusted_p = 1;
	if (summary_is_exact(shop->summary, shop->metric))
		return 0;
	if (shop->summary->by_load) {
		load_numbers_join(&shop->levels, median_of_sorted);
		load_numbers_join(&shop->shifts, walsh_median);
	}
	out->level_estimate = estimate_median(shop->levels.numbers, shop->levels.count);
	/* The value and its interval are of the same units. */
	if (shop->summary->by_load && out->level.count)
		out->level.median = plain(out->level_estimate.value);
	return comparison_make(shop->shifts.numbers, shop->shifts.count, seed, &out->comparison);
}

/* The overhead that the tables show; false: there is none. */
static bool shown_overhead(const struct summary *summary, size_t metric,
			   const struct summary_value *value, double *overhead)
{
	const struct estimate *shift = &value->comparison.shift;
	bool exact = summary_is_exact(summary, metric);

	*overhead = exact ? value->overhead.median.number : shift->value;
	return exact ? value->overhead.count > 0 : shift->count > 0;
}

/* What others are told in multiples of; false: it may as well be 0. */
static bool shown_divisor(const struct summary *summary, size_t metric,
			  const struct summary_value *value, double *divisor)
{
	const struct interval *interval = &value->comparison.shift.interval;

	if (!shown_overhead(summary, metric, value, divisor) || *divisor <= 0)
		return false;
	return summary_is_exact(summary, metric) || !interval->known || interval->low > 0;
}

static void form_ratios(struct summary *summary)
{
	const struct result_plan *plan = &summary->result->plan;
	size_t reference = result_plan_configuration(plan, SUMMARY_REFERENCE);

	if (reference == plan->configuration_count)
		return;
	for (size_t c = 0; c < summary->cell_count; c++) {
		const struct summary_cell *direct =
			summary_cell(summary, summary->cells[c].workload, reference);

		for (size_t m = 0; m < summary->metric_count; m++) {
			struct summary_value *value = &summary->cells[c].values[m];
			double overhead;
			double divisor;

			value->has_ratio =
				shown_divisor(summary, m, &direct->values[m], &divisor) &&
				shown_overhead(summary, m, value, &overhead);
			if (value->has_ratio)
				value->ratio = overhead / divisor;
		}
	}
}

/* The blocks that the cell is compared with; NULL: it is not. */
static const struct stretch *baseline_of(const struct workshop *shop, size_t c, size_t none)
{
	const struct summary_cell *cell = &shop->summary->cells[c];
	size_t configurations = shop->summary->result->plan.configuration_count;

	if (none == configurations || cell->configuration == none || cell->without_call)
		return NULL;
	return &shop->stretches[cell->workload * configurations + none];
}

static int sum_up_metric(struct workshop *shop)
{
	struct summary *summary = shop->summary;
	const struct result_plan *plan = &summary->result->plan;
	const char *metric = summary->metrics[shop->metric];
	size_t none = result_plan_configuration(plan, SUMMARY_BASELINE);
	const struct stretch *read = NULL;
	int error = 0;

	shop->event = 0;
	while (shop->event < plan->event_count && strcmp(plan->events[shop->event], metric))
		shop->event++;
	for (size_t c = 0; c < summary->cell_count && !error; c++) {
		const struct stretch *baseline = baseline_of(shop, c, none);

		if (baseline && baseline != read) {
			blocks_read(summary->result, shop->event, baseline, &shop->room,
				    &shop->base);
			read = baseline;
		}
		error = sum_up_value(shop, c, baseline);
	}
	return error;
}

static int open_workshop(struct workshop *shop)
{
	size_t room = shop->summary->result->sample_count + 1;

	shop->room.samples = calloc(room, sizeof(*shop->room.samples));
	shop->values = calloc(room, sizeof(*shop->values));
	shop->room.quotients = calloc(room, sizeof(*shop->room.quotients));
	shop->base.values = calloc(room, sizeof(*shop->base.values));
	shop->cell.values = calloc(room, sizeof(*shop->cell.values));
	if (!shop->room.samples || !shop->values || !shop->room.quotients || !shop->base.values ||
	    !shop->cell.values || load_numbers_init(&shop->levels, room))
		return -ENOMEM;
	return load_numbers_init(&shop->shifts, room);
}

static void close_workshop(struct workshop *shop)
{
	free(shop->room.samples);
	free(shop->values);
	free(shop->room.quotients);
	free(shop->base.values);
	free(shop->cell.values);
	load_numbers_free(&shop->levels);
	load_numbers_free(&shop->shifts);
}

int summary_sum_up(struct summary *summary, const struct stretch *stretches)
{
	struct workshop shop = { .summary = summary, .stretches = stretches };
	int error = open_workshop(&shop);

	for (; shop.metric < summary->metric_count && !error; shop.metric++)
		error = sum_up_metric(&shop);
	close_workshop(&shop);
	if (!error)
		form_ratios(summary);
	return error;
}
