// SPDX-License-Identifier: GPL-2.0-only
#include "stats/summary.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "stats/pick.h"
#include "stats/summary_cells.h"
#include "stats/summary_values.h"

bool summary_is_emulated(const struct result *result)
{
	return result->environment.emulated || result->environment.instruction_clock;
}

bool summary_is_of_emulator(const struct summary *summary, size_t metric)
{
	return summary_is_emulated(summary->result) &&
	       !metric_kind(summary->metrics[metric])->instructions;
}

const struct summary_cell *summary_cell(const struct summary *summary, size_t workload,
					size_t configuration)
{
	return &summary->cells[workload * summary->result->plan.configuration_count +
			       configuration];
}

size_t summary_metric(const struct summary *summary, const char *name)
{
	size_t i = 0;

	while (i < summary->metric_count && strcmp(summary->metrics[i], name))
		i++;
	return i;
}

bool summary_cell_is_expected(const struct summary_cell *cell)
{
	return cell->sampled || !cell->unavailable;
}

size_t summary_complete_blocks(const struct summary *summary)
{
	size_t complete = SIZE_MAX;

	for (size_t c = 0; c < summary->cell_count; c++) {
		const struct summary_cell *cell = &summary->cells[c];

		if (summary_cell_is_expected(cell) && cell->sampled < complete)
			complete = cell->sampled;
	}
	return complete == SIZE_MAX ? 0 : complete;
}

/* How many different values there are, of which none is less than one before it. */
struct steps {
	int64_t last;
	size_t count;
};

static void take_step(struct steps *steps, int64_t value)
{
	if (!steps->count || value > steps->last) {
		steps->count++;
		steps->last = value;
	}
}

/*
 * Layout is drawn anew with each load of the module. Where there are enough of them for an
 * interval, it tells of other loads as well, and else of these blocks alone.
 */
static void choose_unit(struct summary *summary)
{
	struct steps loads = { .count = 0 };
	struct steps blocks = { .count = 0 };

	for (size_t i = 0; i < summary->result->sample_count; i++) {
		take_step(&loads, summary->result->samples[i].load);
		take_step(&blocks, summary->result->samples[i].block);
	}
	summary->loads = loads.count;
	summary->by_load = loads.count >= INTERVAL_COUNT_MIN;
	summary->units = summary->by_load ? loads.count : blocks.count;
}

/*
 * For the number of rows of one table, which is one workload and metric: by Holm, as they are few
 * and were chosen before they were measured. Rows of too few values for any p to be small enough
 * are no tests.
 */
static int correct_table(const struct summary *summary, size_t workload, size_t metric, double *p)
{
	size_t configurations = summary->result->plan.configuration_count;
	struct summary_cell *cells = summary->cells + workload * configurations;
	size_t count = 0;
	int error;

	for (size_t i = 0; i < configurations; i++) {
		if (cells[i].values[metric].comparison.shift.interval.known)
			p[count++] = cells[i].values[metric].comparison.p;
	}
	error = adjust_holm(p, count);
	count = 0;
	for (size_t i = 0; i < configurations && !error; i++) {
		if (cells[i].values[metric].comparison.shift.interval.known)
			cells[i].values[metric].comparison.adjusted_p = p[count++];
	}
	return error;
}

/* What the last step that Holm does not pass leaves to each row, or to one that passed it. */
static void share_table(const struct summary *summary, size_t workload, size_t metric)
{
	size_t configurations = summary->result->plan.configuration_count;
	struct summary_cell *cells = summary->cells + workload * configurations;
	size_t left = 0;

	for (size_t i = 0; i < configurations; i++) {
		const struct comparison *row = &cells[i].values[metric].comparison;

		left += row->shift.interval.known && row->adjusted_p > 1 - CONFIDENCE;
	}
	for (size_t i = 0; i < configurations; i++) {
		struct comparison *row = &cells[i].values[metric].comparison;

		if (row->shift.interval.known)
			comparison_share(row, left + (row->adjusted_p <= 1 - CONFIDENCE));
	}
}

static int correct_tables(const struct summary *summary)
{
	const struct result_plan *plan = &summary->result->plan;
	double *p = calloc(plan->configuration_count + 1, sizeof(*p));
	int error = p ? 0 : -ENOMEM;

	for (size_t w = 0; w < plan->workload_count && !error; w++) {
		for (size_t m = 0; m < summary->metric_count && !error; m++) {
			error = correct_table(summary, w, m, p);
			if (!error)
				share_table(summary, w, m);
		}
	}
	free(p);
	return error;
}

static int sum_up(struct summary *summary)
{
	struct pick *picks = pick_sorted(summary->result);
	const struct result_sample **usable =
		calloc(summary->result->sample_count + 1, sizeof(*usable));
	struct stretch *stretches = calloc(summary->cell_count + 1, sizeof(*stretches));
	int error = -ENOMEM;

	if (picks && usable && stretches) {
		summary_pick_samples(summary, picks, usable, stretches);
		error = summary_sum_up(summary, stretches);
	}
	free(stretches);
	free(usable);
	free(picks);
	return error;
}

int summary_make(const struct result *result, struct summary *summary)
{
	int error;

	*summary = (struct summary){ .result = result };
	error = summary_make_cells(summary);
	if (error)
		return error;
	choose_unit(summary);
	error = sum_up(summary);
	if (!error)
		error = correct_tables(summary);
	if (!error)
		summary_judge_by_default(summary);
	return error;
}

void summary_free(struct summary *summary)
{
	free(summary->values);
	free(summary->cells);
	free(summary->metrics);
	memset(summary, 0, sizeof(*summary));
}
