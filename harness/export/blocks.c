// SPDX-License-Identifier: GPL-2.0-only
#include "export/blocks.h"

#include <errno.h>
#include <stdlib.h>

#include "stats/order.h"
#include "stats/sample_value.h"
#include "stats/walsh.h"

/* Values that are the middle of nothing yet. */
struct heap {
	double *values;
	double *overheads;
	size_t count;
	size_t overhead_count;
};

static bool is_of(const struct sample_value *sample, int64_t id, bool by_load)
{
	return (by_load ? sample->load : sample->block) == id;
}

/* @centre: what the overheads of many come to. */
static void close_block(struct export_blocks *out, int64_t id, struct heap *heap,
			double (*centre)(const double *sorted, size_t count))
{
	struct export_block *block = &out->blocks[out->count++];

	sort_numbers(heap->values, heap->count);
	sort_numbers(heap->overheads, heap->overhead_count);
	*block = (struct export_block){
		.id = id,
		.value = median_of_sorted(heap->values, heap->count),
		.has_overhead = heap->overhead_count,
		.overhead =
			heap->overhead_count ? centre(heap->overheads, heap->overhead_count) : 0,
	};
	heap->count = 0;
	heap->overhead_count = 0;
}

/* The samples of a block lie side by side, and so do the blocks of a load. */
static void join_samples(const struct cell_samples *samples, struct heap *heap,
			 struct export_blocks *out)
{
	for (size_t i = 0; i < samples->count; i++) {
		const struct sample_value *sample = &samples->values[i];

		heap->values[heap->count++] = sample->value.number;
		if (sample->has_overhead)
			heap->overheads[heap->overhead_count++] = sample->overhead.number;
		if (i + 1 == samples->count ||
		    !is_of(&samples->values[i + 1], sample->block, false))
			close_block(out, sample->block, heap, median_of_sorted);
	}
}

static int64_t load_of(const struct cell_samples *samples, int64_t block)
{
	for (size_t i = 0; i < samples->count; i++) {
		if (samples->values[i].block == block)
			return samples->values[i].load;
	}
	return 0;
}

static void join_blocks(const struct cell_samples *samples, struct heap *heap,
			struct export_blocks *out)
{
	size_t blocks = out->count;
	int64_t load = blocks ? load_of(samples, out->blocks[0].id) : 0;

	out->count = 0;
	for (size_t i = 0; i < blocks; i++) {
		/* Read before close_block() writes over the ones in front. */
		struct export_block block = out->blocks[i];
		int64_t next = i + 1 < blocks ? load_of(samples, out->blocks[i + 1].id) : 0;

		heap->values[heap->count++] = block.value;
		if (block.has_overhead)
			heap->overheads[heap->overhead_count++] = block.overhead;
		if (i + 1 == blocks || next != load)
			close_block(out, load, heap, walsh_median);
		load = next;
	}
}

static int read_blocks(const struct cell_samples *samples, bool by_load, struct export_blocks *out)
{
	struct heap heap = {
		.values = calloc(samples->count + 1, sizeof(*heap.values)),
		.overheads = calloc(samples->count + 1, sizeof(*heap.overheads)),
	};
	int error = -ENOMEM;

	out->blocks = calloc(samples->count + 1, sizeof(*out->blocks));
	if (heap.values && heap.overheads && out->blocks) {
		error = 0;
		join_samples(samples, &heap, out);
		if (by_load)
			join_blocks(samples, &heap, out);
	}
	free(heap.values);
	free(heap.overheads);
	return error;
}

static void free_blocks(struct export_blocks *blocks, const struct summary *summary)
{
	size_t count = summary->result->plan.configuration_count * summary->metric_count;

	for (size_t i = 0; i < count && blocks; i++)
		free(blocks[i].blocks);
	free(blocks);
}

/*
 * Those of all rows of one workload, in an array by configuration and metric of the summary:
 * [configuration * metric_count + metric]. NULL: memory ran out.
 */
static struct export_blocks *read_workload(const struct summary *summary, size_t workload)
{
	size_t configurations = summary->result->plan.configuration_count;
	size_t metrics = summary->metric_count;
	struct export_blocks *blocks = calloc(configurations * metrics + 1, sizeof(*blocks));
	struct cell_samples *samples = calloc(configurations + 1, sizeof(*samples));
	int error = 0;

	if (!blocks || !samples) {
		free(blocks);
		free(samples);
		return NULL;
	}
	for (size_t m = 0; m < metrics && !error; m++) {
		error = sample_values_read(summary, workload, m, samples);
		for (size_t c = 0; c < configurations && !error; c++)
			error = read_blocks(&samples[c], summary->by_load,
					    &blocks[c * metrics + m]);
		sample_values_free(samples, configurations);
	}
	free(samples);
	if (error)
		free_blocks(blocks, summary);
	return error ? NULL : blocks;
}

/* The walk, with the blocks of the workload that it is at. */
struct walk {
	const struct export_input *input;
	size_t workload;
	struct export_blocks *blocks; /* of that one; NULL: none was read yet */
	export_block_function each;
	void *context;
};

static void leave(struct walk *walk)
{
	if (walk->blocks)
		free_blocks(walk->blocks, &walk->input->summary);
	walk->blocks = NULL;
}

static int enter(struct walk *walk, const struct export_cell *cell)
{
	if (walk->blocks && walk->input == cell->input && walk->workload == cell->cell->workload)
		return 0;
	leave(walk);
	walk->input = cell->input;
	walk->workload = cell->cell->workload;
	walk->blocks = read_workload(&walk->input->summary, walk->workload);
	return walk->blocks ? 0 : -ENOMEM;
}

/* What one valid sample of it made: they are calibrated once for all. */
static int64_t calls_of(const struct export_cell *cell)
{
	const struct result *result = cell->input->result;

	for (size_t i = 0; i < result->sample_count; i++) {
		const struct result_sample *sample = &result->samples[i];

		if (sample->workload == cell->cell->workload &&
		    sample->configuration == cell->cell->configuration &&
		    sample->status == RESULT_VALID &&
		    sample->long_run.calls > sample->short_run.calls)
			return sample->long_run.calls - sample->short_run.calls;
	}
	return 1;
}

static int visit(void *context, const struct export_cell *cell)
{
	struct walk *walk = context;
	size_t metrics = cell->input->summary.metric_count;
	struct export_block_cell with = { .cell = cell, .calls = calls_of(cell) };
	int error = enter(walk, cell);

	if (error)
		return error;
	with.metrics = &walk->blocks[cell->cell->configuration * metrics];
	return walk->each(walk->context, &with);
}

int export_each_block_cell(const struct export_input *inputs, size_t count,
			   export_block_function each, void *context)
{
	struct walk walk = { .each = each, .context = context };
	int error = export_each_cell(inputs, count, visit, &walk);

	leave(&walk);
	return error;
}
