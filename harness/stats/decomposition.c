// SPDX-License-Identifier: GPL-2.0-only
#include "stats/decomposition.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/decomposition_steps.h"

enum architecture decomposition_architecture(const struct decomposition *decomposition)
{
	const char *name = decomposition->summary->result->environment.arch;

	for (int i = ARCHITECTURE_ARM64; i <= ARCHITECTURE_X86_64; i++) {
		if (name && !strcmp(name, architecture_name((enum architecture)i)))
			return (enum architecture)i;
	}
	return ARCHITECTURE_ARM64;
}

static enum path path_of_name(const char *name)
{
	for (int i = 0; i < PATH_COUNT; i++) {
		if (!strcmp(name, path_name((enum path)i)))
			return (enum path)i;
	}
	return PATH_UNKNOWN;
}

static bool parts_tell(const struct decomposition *decomposition, const struct summary_cell *cell,
		       double counts[PART_COUNT])
{
	const struct result_plan *plan = &decomposition->summary->result->plan;
	struct configuration configuration;

	return !configuration_parse(plan->configurations[cell->configuration], &configuration) &&
	       part_counts(&configuration, path_of_name(cell->path),
			   decomposition_architecture(decomposition), counts);
}

/* Sorts the measured configurations into rows and those that the parts say nothing of. */
static int collect_rows(struct decomposition *decomposition, size_t *configurations)
{
	const struct summary *summary = decomposition->summary;
	const struct result_plan *plan = &summary->result->plan;

	decomposition->rows = calloc(plan->configuration_count + 1, sizeof(*decomposition->rows));
	decomposition->left_out =
		calloc(plan->configuration_count + 1, sizeof(*decomposition->left_out));
	if (!decomposition->rows || !decomposition->left_out)
		return -ENOMEM;
	for (size_t i = 0; i < plan->configuration_count; i++) {
		const struct summary_cell *cell = summary_cell(summary, decomposition->workload, i);
		const struct summary_value *value = &cell->values[decomposition->metric];
		struct decomposition_row *row = &decomposition->rows[decomposition->row_count];

		if (!value->overhead.count || !cell->path)
			continue;
		if (!parts_tell(decomposition, cell, row->counts)) {
			decomposition->left_out[decomposition->left_out_count++] =
				plan->configurations[i];
			continue;
		}
		row->name = plan->configurations[i];
		row->path = cell->path;
		row->measured.value = value->overhead.median.number;
		row->adjusted_p = 1;
		configurations[decomposition->row_count++] = i;
	}
	return 0;
}

static bool same_columns(const struct decomposition *decomposition, enum part a, enum part b)
{
	for (size_t r = 0; r < decomposition->row_count; r++) {
		if (decomposition->rows[r].counts[a] != decomposition->rows[r].counts[b])
			return false;
	}
	return true;
}

/* Parts that every row takes as often are one column. */
static void form_columns(struct decomposition *decomposition)
{
	for (int part = 0; part < PART_COUNT; part++) {
		struct decomposition_part *column = decomposition->parts;
		struct decomposition_part *end = column + decomposition->part_count;
		size_t rows = 0;

		for (size_t r = 0; r < decomposition->row_count; r++)
			rows += decomposition->rows[r].counts[part] != 0;
		if (!rows)
			continue;
		while (column < end &&
		       !same_columns(decomposition, column->parts[0], (enum part)part))
			column++;
		decomposition->part_count += column == end;
		column->parts[column->joined++] = (enum part)part;
		column->rows = rows;
	}
}

static int form_design(struct decomposition *decomposition)
{
	size_t columns = decomposition->part_count;

	decomposition->design =
		calloc(decomposition->row_count * columns + 1, sizeof(*decomposition->design));
	if (!decomposition->design)
		return -ENOMEM;
	for (size_t r = 0; r < decomposition->row_count; r++) {
		for (size_t c = 0; c < columns; c++)
			decomposition->design[r * columns + c] =
				decomposition_count(decomposition, r, c);
	}
	return 0;
}

double *decomposition_design_without(const struct decomposition *decomposition, size_t row)
{
	size_t columns = decomposition->part_count;
	double *design = calloc(decomposition->row_count * columns + 1, sizeof(*design));

	if (!design)
		return NULL;
	memcpy(design, decomposition->design, row * columns * sizeof(*design));
	memcpy(design + row * columns, decomposition->design + (row + 1) * columns,
	       (decomposition->row_count - row - 1) * columns * sizeof(*design));
	return design;
}

/* Which parts the rows tell, and which rows are the only ones to tell something. */
static int judge_design(struct decomposition *decomposition)
{
	size_t rows = decomposition->row_count;
	size_t columns = decomposition->part_count;
	struct least_squares factored;
	int error = least_squares_factor(&factored, decomposition->design, rows, columns);

	for (size_t c = 0; c < columns && !error; c++)
		decomposition->parts[c].known = factored.unique[c];
	decomposition->rank = factored.rank;
	least_squares_free(&factored);
	for (size_t r = 0; r < rows && !error; r++) {
		double *design = decomposition_design_without(decomposition, r);

		error = design ? least_squares_factor(&factored, design, rows - 1, columns)
			       : -ENOMEM;
		if (!error)
			decomposition->rows[r].alone = factored.rank < decomposition->rank;
		if (design)
			least_squares_free(&factored);
		free(design);
	}
	return error;
}

/* Counts that are the same in every block, of every row. */
static bool is_exact(const struct decomposition *decomposition, const size_t *configurations)
{
	const struct summary *summary = decomposition->summary;

	if (!summary_is_exact(summary, decomposition->metric))
		return false;
	for (size_t r = 0; r < decomposition->row_count; r++) {
		const struct summary_cell *cell =
			summary_cell(summary, decomposition->workload, configurations[r]);

		if (cell->values[decomposition->metric].overhead.spread.number != 0)
			return false;
	}
	return true;
}

static void find_deviation(struct decomposition *decomposition)
{
	size_t freedom = decomposition->row_count - decomposition->rank;
	double sum = 0;

	for (size_t r = 0; r < decomposition->row_count; r++)
		sum += pow(decomposition->rows[r].residual.value, 2);
	decomposition->deviation = freedom ? sqrt(sum / (double)freedom) : 0;
}

static int make(struct decomposition *decomposition, double floor_percent, size_t *configurations)
{
	int error = collect_rows(decomposition, configurations);

	if (error || !decomposition->row_count)
		return error;
	form_columns(decomposition);
	error = form_design(decomposition);
	if (!error)
		error = judge_design(decomposition);
	if (error)
		return error;
	decomposition->exact = is_exact(decomposition, configurations);
	error = decomposition->exact
			? decomposition_fit_exact(decomposition)
			: decomposition_fit_blocks(decomposition, configurations, floor_percent);
	find_deviation(decomposition);
	return error ? error : decomposition_advise(decomposition);
}

int decomposition_make(const struct summary *summary, size_t workload, size_t metric,
		       double floor_percent, struct decomposition *decomposition)
{
	size_t *configurations =
		calloc(summary->result->plan.configuration_count + 1, sizeof(*configurations));
	int error = -ENOMEM;

	*decomposition = (struct decomposition){
		.summary = summary,
		.workload = workload,
		.metric = metric,
		.explained = true,
	};
	if (configurations)
		error = make(decomposition, floor_percent, configurations);
	free(configurations);
	return error;
}

double decomposition_model(const struct decomposition_row *row)
{
	return row->measured.value - row->residual.value;
}

double decomposition_count(const struct decomposition *decomposition, size_t row, size_t part)
{
	return decomposition->rows[row].counts[decomposition->parts[part].parts[0]];
}

double decomposition_sum(const struct decomposition *decomposition, size_t row, const double *costs)
{
	const double *counts = decomposition->design + row * decomposition->part_count;
	double sum = 0;

	for (size_t c = 0; c < decomposition->part_count; c++)
		sum += counts[c] * costs[c];
	return sum;
}

void decomposition_free(struct decomposition *decomposition)
{
	free(decomposition->rows);
	free(decomposition->design);
	free(decomposition->left_out);
	memset(decomposition, 0, sizeof(*decomposition));
}
