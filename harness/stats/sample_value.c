// SPDX-License-Identifier: GPL-2.0-only
#include "stats/sample_value.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "stats/block_value.h"
#include "stats/usable.h"

/* What the samples of a cell are read with. */
struct reading {
	const struct result *result;
	size_t event; /* the metric's in the plan; the number of events: it is the time */
	struct block_room room;
	struct blocks base; /* of "none" */
	struct block_value one; /* a sample alone, as a block of its own */
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
	};
	if (!reading->room.samples || !reading->room.quotients || !reading->base.values)
		return -ENOMEM;
	return 0;
}

static void reading_end(struct reading *reading)
{
	free(reading->room.samples);
	free(reading->room.quotients);
	free(reading->base.values);
}

/* False if the sample has not counted the metric. */
static bool read_one(struct reading *reading, const struct result_sample **sample)
{
	const struct stretch alone = { .samples = sample, .count = 1 };
	struct blocks blocks = { .values = &reading->one };

	return blocks_read(reading->result, reading->event, &alone, &reading->room, &blocks);
}

/* Both are sorted by block, so one walk along both finds the pairs. */
static int read_cell(struct reading *reading, const struct stretch *stretch, bool is_base,
		     struct cell_samples *out)
{
	const struct blocks *base = &reading->base;
	size_t b = 0;

	out->values = calloc(stretch->count + 1, sizeof(*out->values));
	if (!out->values)
		return -ENOMEM;
	for (size_t i = 0; i < stretch->count; i++) {
		const struct result_sample *sample = stretch->samples[i];
		struct sample_value *value = &out->values[out->count];

		if (!read_one(reading, &stretch->samples[i]))
			continue;
		while (b < base->count && base->values[b].block < sample->block)
			b++;
		*value = (struct sample_value){
			.load = sample->load,
			.block = sample->block,
			.index = sample->index,
			.value = reading->one.value,
			.has_overhead = !is_base && b < base->count &&
					base->values[b].block == sample->block,
		};
		if (value->has_overhead)
			value->overhead = block_overhead(&reading->one, &base->values[b]);
		out->count++;
	}
	return 0;
}

static int read_cells(struct reading *reading, const struct summary *summary, size_t workload,
		      const struct stretch *stretches, struct cell_samples *cells)
{
	const struct result_plan *plan = &reading->result->plan;
	size_t none = result_plan_configuration(plan, SUMMARY_BASELINE);
	int error = 0;

	if (none < plan->configuration_count)
		blocks_read(reading->result, reading->event, &stretches[none], &reading->room,
			    &reading->base);
	for (size_t c = 0; c < plan->configuration_count && !error; c++)
		error = read_cell(reading, &stretches[c],
				  c == none || summary_cell(summary, workload, c)->without_call,
				  &cells[c]);
	return error;
}

int sample_values_read(const struct summary *summary, size_t workload, size_t metric,
		       struct cell_samples *cells)
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
		error = read_cells(&reading, summary, workload, usable.stretches + workload * count,
				   cells);
	reading_end(&reading);
	usable_free(&usable);
	return error;
}

void sample_values_free(struct cell_samples *cells, size_t count)
{
	for (size_t c = 0; c < count && cells; c++)
		free(cells[c].values);
}
