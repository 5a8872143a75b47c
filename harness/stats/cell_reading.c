// SPDX-License-Identifier: GPL-2.0-only
#include "stats/cell_reading.h"

#include <errno.h>
#include <stdlib.h>

int cell_reading_begin(struct cell_reading *reading, const struct summary *summary, size_t workload,
		       size_t metric)
{
	const struct result *result = summary->result;
	const struct result_plan *plan = &result->plan;
	size_t room = result->sample_count + 1;
	int error;

	*reading = (struct cell_reading){
		.result = result,
		.event = result_plan_event(plan, summary->metrics[metric]),
		.none = result_plan_configuration(plan, SUMMARY_BASELINE),
		.base.values = calloc(room, sizeof(*reading->base.values)),
		.cell.values = calloc(room, sizeof(*reading->cell.values)),
		.room.samples = calloc(room, sizeof(*reading->room.samples)),
		.room.quotients = calloc(room, sizeof(*reading->room.quotients)),
	};
	error = usable_find(&reading->usable, result);
	if (error)
		return error;
	if (!reading->base.values || !reading->cell.values || !reading->room.samples ||
	    !reading->room.quotients)
		return -ENOMEM;
	reading->stretches = reading->usable.stretches + workload * plan->configuration_count;
	if (reading->none < plan->configuration_count)
		blocks_read(result, reading->event, &reading->stretches[reading->none],
			    &reading->room, &reading->base);
	return 0;
}

void cell_reading_end(struct cell_reading *reading)
{
	free(reading->base.values);
	free(reading->cell.values);
	free(reading->room.samples);
	free(reading->room.quotients);
	usable_free(&reading->usable);
}

size_t cell_reading_blocks(struct cell_reading *reading, const struct stretch *stretch)
{
	return blocks_read(reading->result, reading->event, stretch, &reading->room,
			   &reading->cell);
}

/* Both sides are sorted by block, so one walk along both finds the pairs. */
const struct block_value *cell_reading_base(const struct cell_reading *reading, int64_t block,
					    size_t *from)
{
	const struct blocks *base = &reading->base;

	while (*from < base->count && base->values[*from].block < block)
		(*from)++;
	if (*from == base->count || base->values[*from].block != block)
		return NULL;
	return &base->values[*from];
}
