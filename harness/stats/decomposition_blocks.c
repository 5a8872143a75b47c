// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers with noise: a fit for each block, and what the blocks come to.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/block_overhead.h"
#include "stats/decomposition_steps.h"
#include "stats/load_numbers.h"
#include "stats/walsh.h"

/* A fit of the rows that one block has; most blocks have all of them, and share it. */
struct block_fit {
	struct least_squares factored;
	bool *present; /* of each row */
	bool made;
};

struct workbench {
	struct decomposition *decomposition;
	struct cell_overheads *cells; /* one for each configuration of the plan */
	const size_t *configurations; /* of the rows */
	size_t *next; /* of each row: the first of its blocks that was not taken */
	bool *present; /* of each row: the block at hand has it */
	double *observed;
	double *design;
	struct block_fit fit;
	struct load_numbers costs[PART_COUNT];
	struct load_numbers *measured; /* of each row */
	struct load_numbers *residuals;
};

static const struct cell_overheads *cell_of(const struct workbench *bench, size_t row)
{
	return &bench->cells[bench->configurations[row]];
}

static int open_series(struct workbench *bench, size_t room)
{
	size_t rows = bench->decomposition->row_count;
	int error = 0;

	for (size_t c = 0; c < PART_COUNT && !error; c++)
		error = load_numbers_init(&bench->costs[c], room);
	for (size_t r = 0; r < rows && !error; r++) {
		error = load_numbers_init(&bench->measured[r], room);
		if (!error)
			error = load_numbers_init(&bench->residuals[r], room);
	}
	return error;
}

static int open_workbench(struct workbench *bench)
{
	struct decomposition *decomposition = bench->decomposition;
	size_t rows = decomposition->row_count;
	size_t room = 0;
	int error;

	bench->cells = calloc(decomposition->summary->result->plan.configuration_count + 1,
			      sizeof(*bench->cells));
	bench->next = calloc(rows + 1, sizeof(*bench->next));
	bench->present = calloc(rows + 1, sizeof(*bench->present));
	bench->fit.present = calloc(rows + 1, sizeof(*bench->fit.present));
	bench->observed = calloc(rows + 1, sizeof(*bench->observed));
	bench->design = calloc(rows * decomposition->part_count + 1, sizeof(*bench->design));
	bench->measured = calloc(rows + 1, sizeof(*bench->measured));
	bench->residuals = calloc(rows + 1, sizeof(*bench->residuals));
	if (!bench->cells || !bench->next || !bench->present || !bench->fit.present ||
	    !bench->observed || !bench->design || !bench->measured || !bench->residuals)
		return -ENOMEM;
	error = block_overheads_read(decomposition->summary, decomposition->workload,
				     decomposition->metric, bench->cells);
	for (size_t r = 0; r < rows && !error; r++)
		room += cell_of(bench, r)->count;
	return error ? error : open_series(bench, room);
}

static void close_workbench(struct workbench *bench)
{
	size_t rows = bench->decomposition->row_count;

	for (size_t c = 0; c < PART_COUNT; c++)
		load_numbers_free(&bench->costs[c]);
	for (size_t r = 0; r < rows && bench->measured && bench->residuals; r++) {
		load_numbers_free(&bench->measured[r]);
		load_numbers_free(&bench->residuals[r]);
	}
	least_squares_free(&bench->fit.factored);
	block_overheads_free(bench->cells,
			     bench->decomposition->summary->result->plan.configuration_count);
	free(bench->cells);
	free(bench->next);
	free(bench->present);
	free(bench->fit.present);
	free(bench->observed);
	free(bench->design);
	free(bench->measured);
	free(bench->residuals);
}

/* The next block that any row has. Returns its load by @load; false behind the last one. */
static bool next_block(struct workbench *bench, int64_t *load)
{
	size_t rows = bench->decomposition->row_count;
	int64_t block = INT64_MAX;

	for (size_t r = 0; r < rows; r++) {
		const struct cell_overheads *cell = cell_of(bench, r);

		if (bench->next[r] < cell->count && cell->values[bench->next[r]].block < block) {
			block = cell->values[bench->next[r]].block;
			*load = cell->values[bench->next[r]].load;
		}
	}
	for (size_t r = 0; r < rows; r++) {
		const struct cell_overheads *cell = cell_of(bench, r);

		bench->present[r] =
			bench->next[r] < cell->count && cell->values[bench->next[r]].block == block;
	}
	return block != INT64_MAX;
}

static int factor_block(struct workbench *bench)
{
	const struct decomposition *decomposition = bench->decomposition;
	size_t columns = decomposition->part_count;
	size_t present = 0;

	if (bench->fit.made && !memcmp(bench->fit.present, bench->present,
				       decomposition->row_count * sizeof(*bench->present)))
		return 0;
	least_squares_free(&bench->fit.factored);
	memcpy(bench->fit.present, bench->present,
	       decomposition->row_count * sizeof(*bench->present));
	bench->fit.made = true;
	for (size_t r = 0; r < decomposition->row_count; r++) {
		if (bench->present[r])
			memcpy(bench->design + present++ * columns,
			       decomposition->design + r * columns,
			       columns * sizeof(*bench->design));
	}
	return least_squares_factor(&bench->fit.factored, bench->design, present, columns);
}

static int fit_block(struct workbench *bench, int64_t load)
{
	const struct decomposition *decomposition = bench->decomposition;
	double costs[PART_COUNT] = { 0 };
	size_t present = 0;
	int error = factor_block(bench);

	if (error)
		return error;
	for (size_t r = 0; r < decomposition->row_count; r++) {
		if (bench->present[r])
			bench->observed[present++] =
				cell_of(bench, r)->values[bench->next[r]].value;
	}
	least_squares_solve(&bench->fit.factored, bench->observed, costs);
	for (size_t c = 0; c < decomposition->part_count; c++) {
		if (bench->fit.factored.unique[c])
			load_numbers_add(&bench->costs[c], costs[c], load);
	}
	for (size_t r = 0; r < decomposition->row_count; r++) {
		double value;

		if (!bench->present[r])
			continue;
		value = cell_of(bench, r)->values[bench->next[r]++].value;
		load_numbers_add(&bench->measured[r], value, load);
		load_numbers_add(&bench->residuals[r],
				 value - decomposition_sum(decomposition, r, costs), load);
	}
	return 0;
}

/* Blocks, or loads of the module where the summary's intervals are of these. */
static int estimate(const struct workbench *bench, struct load_numbers *series,
		    struct estimate *out, double *p)
{
	const struct summary *summary = bench->decomposition->summary;

	if (summary->by_load)
		load_numbers_join(series, walsh_median);
	return estimate_shift(series->numbers, series->count, (uint64_t)summary->result->plan.seed,
			      out, p);
}

static int estimate_all(struct workbench *bench)
{
	struct decomposition *decomposition = bench->decomposition;
	double p;
	int error = 0;

	for (size_t c = 0; c < decomposition->part_count && !error; c++)
		error = estimate(bench, &bench->costs[c], &decomposition->parts[c].cost, &p);
	for (size_t r = 0; r < decomposition->row_count && !error; r++) {
		struct decomposition_row *row = &decomposition->rows[r];

		error = estimate(bench, &bench->measured[r], &row->measured, &p);
		if (!error)
			error = estimate(bench, &bench->residuals[r], &row->residual,
					 &row->adjusted_p);
	}
	return error;
}

/* Whether the row can be found to be off at all. */
static bool is_tested(const struct decomposition_row *row)
{
	return !row->alone && row->residual.interval.known;
}

/*
 * A row is off if its residual is not 0, corrected for all rows, and more than the floor: in
 * long runs nothing is 0.
 */
static int judge(struct decomposition *decomposition, double floor_percent)
{
	double *p = calloc(decomposition->row_count + 1, sizeof(*p));
	size_t tested = 0;
	int error = p ? 0 : -ENOMEM;

	for (size_t r = 0; r < decomposition->row_count && !error; r++) {
		if (is_tested(&decomposition->rows[r]))
			p[tested++] = decomposition->rows[r].adjusted_p;
	}
	if (!error)
		error = adjust_holm(p, tested);
	decomposition->judged = tested > 0;
	tested = 0;
	for (size_t r = 0; r < decomposition->row_count && !error; r++) {
		struct decomposition_row *row = &decomposition->rows[r];

		if (!is_tested(row))
			continue;
		row->adjusted_p = p[tested++];
		row->off =
			row->adjusted_p <= 1 - CONFIDENCE &&
			fabs(row->residual.value) > floor_percent / 100 * fabs(row->measured.value);
		decomposition->explained = decomposition->explained && !row->off;
	}
	free(p);
	return error;
}

int decomposition_fit_blocks(struct decomposition *decomposition, const size_t *configurations,
			     double floor_percent)
{
	struct workbench bench = {
		.decomposition = decomposition,
		.configurations = configurations,
	};
	int64_t load = 0;
	int error = open_workbench(&bench);

	while (!error && next_block(&bench, &load))
		error = fit_block(&bench, load);
	if (!error)
		error = estimate_all(&bench);
	close_workbench(&bench);
	return error ? error : judge(decomposition, floor_percent);
}
