// SPDX-License-Identifier: GPL-2.0-only
#include "stats/block_overhead.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "stats/cell_reading.h"

static int pair_blocks(const struct cell_reading *reading, struct cell_overheads *out)
{
	size_t from = 0;

	out->count = 0;
	out->values = calloc(reading->cell.count + 1, sizeof(*out->values));
	if (!out->values)
		return -ENOMEM;
	for (size_t i = 0; i < reading->cell.count; i++) {
		const struct block_value *block = &reading->cell.values[i];
		const struct block_value *base = cell_reading_base(reading, block->block, &from);

		if (!base)
			continue;
		out->values[out->count++] = (struct block_overhead){
			.block = block->block,
			.load = block->load,
			.value = block_overhead(block, base).number,
		};
	}
	return 0;
}

int block_overheads_read(const struct summary *summary, size_t workload, size_t metric,
			 struct cell_overheads *cells)
{
	size_t count = summary->result->plan.configuration_count;
	struct cell_reading reading;
	int error;

	memset(cells, 0, count * sizeof(*cells));
	error = cell_reading_begin(&reading, summary, workload, metric);
	for (size_t c = 0; c < count && !error; c++) {
		if (c == reading.none)
			continue;
		cell_reading_blocks(&reading, &reading.stretches[c]);
		error = pair_blocks(&reading, &cells[c]);
	}
	cell_reading_end(&reading);
	return error;
}

void block_overheads_free(struct cell_overheads *cells, size_t count)
{
	for (size_t c = 0; c < count && cells; c++)
		free(cells[c].values);
}
