// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the boots of one side have of one row.
 */
#include <string.h>

#include "compare/difference_parts.h"
#include "report/varying.h"

size_t name_find(const char *const *names, size_t count, const char *name, size_t hint)
{
	size_t i = 0;

	if (hint < count && !strcmp(names[hint], name))
		return hint;
	while (i < count && strcmp(names[i], name) != 0)
		i++;
	return i;
}

static size_t find_workload(const struct result_plan *plan, const char *name, size_t hint)
{
	size_t i = 0;

	if (hint < plan->workload_count && !strcmp(plan->workloads[hint].name, name))
		return hint;
	while (i < plan->workload_count && strcmp(plan->workloads[i].name, name) != 0)
		i++;
	return i;
}

/* What a boot is worth: what its report says. */
static struct value level_of(const struct summary_value *value, bool exact)
{
	if (exact)
		return value->level.median;
	return (struct value){ .number = value->level_estimate.value };
}

static struct value overhead_of(const struct summary_value *value, bool exact)
{
	if (exact)
		return value->overhead.median;
	return (struct value){ .number = value->comparison.shift.value };
}

static void widen(struct value_summary *range, const struct value_summary *more)
{
	if (!range->count || more->lowest.number < range->lowest.number)
		range->lowest = more->lowest;
	if (!range->count || more->highest.number > range->highest.number)
		range->highest = more->highest;
	range->count++;
}

/* The middle of the boots, in the range of all samples. */
static void sum_up(struct value *values, size_t count, struct value_summary *range)
{
	struct value_summary middle = value_summarize(values, count);

	range->count = count;
	range->median = middle.median;
	range->spread = value_difference(range->highest, range->lowest);
}

static void take_cell(const struct summary *summary, const struct summary_cell *cell, size_t metric,
		      struct side_row *row)
{
	const struct summary_value *value = &cell->values[metric];
	bool exact = summary_is_exact(summary, metric);

	row->without_call |= cell->without_call;
	row->varies = summary->result->plan.workloads[cell->workload].varies;
	if (!value->level.count) {
		if (cell->unavailable)
			row->unavailable = cell->unavailable;
		else if (cell->fault_count)
			row->fault = cell->faults[0].reason;
		return;
	}
	if (!row->boots)
		row->value.path = cell->path;
	else if (strcmp(row->value.path, cell->path) != 0)
		row->split = true;
	row->exact = exact && (row->exact || !row->boots);
	row->jit_limit = varying_limit(summary, cell, &row->jit_reason);
	widen(&row->value.level, &value->level);
	row->values[row->boots] = level_of(value, exact);
	row->levels[row->boots] = row->values[row->boots].number;
	row->boots++;
}

/* For each file that has the cell. */
static void
for_each_cell(const struct compare_side *side, const struct row_place *place, struct side_row *row,
	      void (*take)(const struct summary *summary, const struct summary_cell *cell,
			   size_t metric, struct side_row *row))
{
	for (size_t f = 0; f < side->count; f++) {
		const struct summary *summary = &side->files[f].summary;
		const struct result_plan *plan = &summary->result->plan;
		size_t workload = find_workload(plan, place->workload, place->workload_hint);
		size_t configuration = name_find(plan->configurations, plan->configuration_count,
						 place->configuration, place->configuration_hint);
		size_t metric = summary_metric(summary, place->metric);

		if (workload == plan->workload_count ||
		    configuration == plan->configuration_count || metric == summary->metric_count)
			continue;
		row->planned = true;
		take(summary, summary_cell(summary, workload, configuration), metric, row);
	}
}

/* Behind the levels, whose room it takes. */
static void take_overhead(const struct summary *summary, const struct summary_cell *cell,
			  size_t metric, struct side_row *row)
{
	const struct summary_value *value = &cell->values[metric];
	struct value_summary *range = &row->value.overhead;

	if (!value->overhead.count)
		return;
	row->values[range->count] = overhead_of(value, summary_is_exact(summary, metric));
	widen(range, &value->overhead);
}

void side_row_gather(const struct compare_side *side, const struct row_place *place,
		     struct side_row *row)
{
	*row = (struct side_row){ .levels = row->levels, .values = row->values };
	for_each_cell(side, place, row, take_cell);
	row->value.boots = row->boots;
	if (!row->boots)
		return;
	sum_up(row->values, row->boots, &row->value.level);
	for_each_cell(side, place, row, take_overhead);
	sum_up(row->values, row->value.overhead.count, &row->value.overhead);
	if (row->split)
		row->value.path = NULL;
}
