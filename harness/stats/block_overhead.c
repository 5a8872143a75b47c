// SPDX-License-Identifier: GPL-2.0-only
#include "stats/block_overhead.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "stats/block_value.h"
#include "stats/usable.h"

/* What is read at once: the baseline, and one cell after the other. */
struct reading {
	const struct result *result;
	size_t event; /* the metric's in the plan; the number of events: it is the time */
	struct block_room room;
	struct blocks base;
	struct blocks cell;
};

static int reading_begin(struct reading *reading, const struct summary *summary, size_t metric)
{
	const struct result *result = summary->result;
	size_t room = result->sample_count + 1;

	*reading = (struct reading){
		.result = result,
		.event = result_plan_event(&result->plan, summary->metrics[metric]),
		.room.samples = calloc(room, sizeof(*reading->room.samples)),
		.room.quotients = calloc(room, sizeof(*reading->room.quotients)),
		.base.values = calloc(room, sizeof(*reading->base.values)),
		.cell.values = calloc(room, sizeof(*reading->cell.values)),
	};
	if (!reading->room.samples || !reading->room.quotients || !reading->base.values ||
	    !reading->cell.values)
		return -ENOMEM;
	return 0;
}

static void reading_end(struct reading *reading)
{
	free(reading->room.samples);
	free(reading->room.quotients);
	free(reading->base.values);
	free(reading->cell.values);
}

/* Both are sorted by block, so one walk along both finds the pairs. */
static int pair_blocks(const struct reading *reading, struct cell_overheads *out)
{
	const struct blocks *base = &reading->base;
	size_t b = 0;

	out->count = 0;
	out->values = calloc(reading->cell.count + 1, sizeof(*out->values));
	if (!out->values)
		return -ENOMEM;
	for (size_t i = 0; i < reading->cell.count; i++) {
		const struct block_value *block = &reading->cell.values[i];

		while (b < base->count && base->values[b].block < block->block)
			b++;
		if (b == base->count || base->values[b].block != block->block)
			continue;
		out->values[out->count++] = (struct block_overhead){
			.block = block->block,
			.load = block->load,
			.value = block_overhead(block, &base->values[b]).number,
		};
	}
	return 0;
}

static int read_cells(struct reading *reading, const struct stretch *stretches,
		      struct cell_overheads *cells)
{
	const struct result_plan *plan = &reading->result->plan;
	size_t none = result_plan_configuration(plan, SUMMARY_BASELINE);
	int error = 0;

	if (none == plan->configuration_count)
		return 0;
	blocks_read(reading->result, reading->event, &stretches[none], &reading->room,
		    &reading->base);
	for (size_t c = 0; c < plan->configuration_count && !error; c++) {
		if (c == none)
			continue;
		blocks_read(reading->result, reading->event, &stretches[c], &reading->room,
			    &reading->cell);
		error = pair_blocks(reading, &cells[c]);
	}
	return error;
}

int block_overheads_read(const struct summary *summary, size_t workload, size_t metric,
			 struct cell_overheads *cells)
{
	size_t count = summary->result->plan.configuration_count;
	struct usable usable;
	struct reading reading = { .event = 0 };
	int error;

	memset(cells, 0, count * sizeof(*cells));
	error = usable_find(&usable, summary->result);
	if (!error)
		error = reading_begin(&reading, summary, metric);
	if (!error)
		error = read_cells(&reading, usable.stretches + workload * count, cells);
	reading_end(&reading);
	usable_free(&usable);
	return error;
}

void block_overheads_free(struct cell_overheads *cells, size_t count)
{
	for (size_t c = 0; c < count && cells; c++)
		free(cells[c].values);
}
