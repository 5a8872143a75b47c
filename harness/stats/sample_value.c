// SPDX-License-Identifier: GPL-2.0-only
#include "stats/sample_value.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "stats/cell_reading.h"

/* Each sample is read alone, as a block of its own. */
static int read_cell(struct cell_reading *reading, const struct stretch *stretch, bool is_base,
		     struct cell_samples *out)
{
	size_t from = 0;

	out->values = calloc(stretch->count + 1, sizeof(*out->values));
	if (!out->values)
		return -ENOMEM;
	for (size_t i = 0; i < stretch->count; i++) {
		const struct stretch alone = { .samples = &stretch->samples[i], .count = 1 };
		const struct result_sample *sample = stretch->samples[i];
		const struct block_value *one = reading->cell.values;
		const struct block_value *base;

		if (!cell_reading_blocks(reading, &alone))
			continue;
		base = is_base ? NULL : cell_reading_base(reading, sample->block, &from);
		out->values[out->count++] = (struct sample_value){
			.load = sample->load,
			.block = sample->block,
			.index = sample->index,
			.value = one->value,
			.has_overhead = base,
			.overhead = base ? block_overhead(one, base) : (struct value){ 0 },
		};
	}
	return 0;
}

int sample_values_read(const struct summary *summary, size_t workload, size_t metric,
		       struct cell_samples *cells)
{
	size_t count = summary->result->plan.configuration_count;
	struct cell_reading reading;
	int error;

	memset(cells, 0, count * sizeof(*cells));
	error = cell_reading_begin(&reading, summary, workload, metric);
	for (size_t c = 0; c < count && !error; c++)
		error = read_cell(&reading, &reading.stretches[c],
				  c == reading.none ||
					  summary_cell(summary, workload, c)->without_call,
				  &cells[c]);
	cell_reading_end(&reading);
	return error;
}

void sample_values_free(struct cell_samples *cells, size_t count)
{
	for (size_t c = 0; c < count && cells; c++)
		free(cells[c].values);
}
