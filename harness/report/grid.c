// SPDX-License-Identifier: GPL-2.0-only
#include "report/grid.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/column.h"
#include "report/number.h"

/* Where a value has that many digits before the point, a third one behind it is noise. */
#define TWO_DECIMALS_FROM 100

/* A table under way. */
struct grid {
	struct table *table;
	const struct summary *summary;
	size_t metric;
	bool brief;
	int decimals;
};

static bool has_column(const struct grid *grid, const struct column *column)
{
	return column_is_shown(column, grid->summary, grid->metric) &&
	       !(grid->brief && column->spare);
}

static size_t column_count(const struct grid *grid)
{
	size_t count;
	const struct column *columns = column_rows(&count);
	size_t shown = 0;

	for (size_t i = 0; i < count; i++)
		shown += has_column(grid, &columns[i]);
	return shown;
}

/* One number of decimals for a whole table, or its points do not stand in a line. */
static int common_decimals(const struct summary *summary, size_t workload, size_t metric, int most)
{
	for (size_t c = 0; c < summary->cell_count; c++) {
		const struct value_summary *level = &summary->cells[c].values[metric].level;

		if (summary->cells[c].workload == workload && most > 2 &&
		    fabs(level->highest.number) >= TWO_DECIMALS_FROM)
			return 2;
	}
	return most;
}

static int set_row(const struct grid *grid, size_t row, const struct report_row *from)
{
	size_t count;
	const struct column *columns = column_rows(&count);
	bool counts = metric_kind(from->summary->metrics[from->metric])->instructions;
	size_t place = 0;
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		struct report_cell cell;

		if (!has_column(grid, &columns[i]))
			continue;
		cell = columns[i].get(from);
		error = cell_set(grid->table, row, place++, &cell, counts, grid->decimals);
	}
	return error;
}

static int set_headings(const struct grid *grid)
{
	size_t count;
	const struct column *columns = column_rows(&count);
	size_t place = 0;
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		if (!has_column(grid, &columns[i]))
			continue;
		grid->table->right[place] = columns[i].right;
		error = table_set(grid->table, 0, place++, columns[i].heading);
	}
	return error;
}

static size_t expected_cells(const struct summary *summary, size_t workload)
{
	size_t expected = 0;

	for (size_t i = 0; i < summary->result->plan.configuration_count; i++)
		expected += summary_cell_is_expected(summary_cell(summary, workload, i));
	return expected;
}

int grid_make(struct table *table, const struct summary *summary, size_t workload, size_t metric,
	      const struct grid_setting *setting)
{
	struct report_row from = { .summary = summary, .metric = metric };
	const struct grid grid = {
		.table = table,
		.summary = summary,
		.metric = metric,
		.brief = setting->brief,
		.decimals = common_decimals(summary, workload, metric, setting->decimals),
	};
	int error = table_init(table, expected_cells(summary, workload) + 1, column_count(&grid));
	size_t row = 1;

	if (!error)
		error = set_headings(&grid);
	for (size_t i = 0; i < summary->result->plan.configuration_count && !error; i++) {
		from.cell = summary_cell(summary, workload, i);
		if (summary_cell_is_expected(from.cell))
			error = set_row(&grid, row++, &from);
	}
	return error;
}

/* Ways to set a table, the best one first. */
static const struct grid_setting exact_settings[] = {
	{ NUMBER_DECIMALS_MAX, 2, false },
	{ 2, 2, false },
	{ 2, 1, false },
	{ 1, 2, false },
	{ 1, 1, false },
	{ 0, 2, false },
	{ 0, 1, false },
	{ NUMBER_SHORT, 1, false },
};

/* An interval without its digits tells nothing; they stay as long as anything else can go. */
static const struct grid_setting clocked_settings[] = {
	{ NUMBER_DECIMALS_MAX, 2, false },
	{ 2, 2, false },
	{ NUMBER_DECIMALS_MAX, 1, false },
	{ 2, 1, false },
	{ 2, 1, true },
	{ 1, 1, true },
	{ 0, 1, true },
	{ NUMBER_SHORT, 1, true },
};

#define SETTING_COUNT (sizeof(exact_settings) / sizeof(exact_settings[0]))

_Static_assert(sizeof(clocked_settings) == sizeof(exact_settings), "one number of settings");

/* The first setting that fits the width; the last one is cut if it must be. */
int grid_fit(struct table *table, const struct summary *summary, size_t workload, size_t metric,
	     size_t width, size_t *gap)
{
	const struct grid_setting *settings =
		summary_is_exact(summary, metric) ? exact_settings : clocked_settings;
	int error = 0;

	for (size_t i = 0; i < SETTING_COUNT && !error; i++) {
		*gap = settings[i].gap;
		error = grid_make(table, summary, workload, metric, &settings[i]);
		if (error || table_width(table, *gap) <= width || i + 1 == SETTING_COUNT)
			break;
		table_free(table);
	}
	if (!error)
		table_clip(table, *gap, width);
	return error;
}

static bool has_values(const struct summary *summary, size_t workload, size_t metric)
{
	for (size_t i = 0; i < summary->result->plan.configuration_count; i++) {
		if (summary_cell(summary, workload, i)->values[metric].level.count)
			return true;
	}
	return false;
}

/*
 * A metric with values has a table; user-mode instructions are a note instead, if
 * anything else has one. Without any values the first metric's table shows that.
 */
bool grid_is_shown(const struct summary *summary, size_t workload, size_t metric)
{
	size_t user = summary_metric(summary, METRIC_USER_INSTRUCTIONS);
	bool others = false;

	if (!expected_cells(summary, workload))
		return false;
	for (size_t m = 0; m < summary->metric_count; m++)
		others = others || (m != user && has_values(summary, workload, m));
	if (others)
		return metric != user && has_values(summary, workload, metric);
	if (user < summary->metric_count && has_values(summary, workload, user))
		return metric == user;
	return metric == 0;
}

/* Whoever cuts this table out must not take it for hardware's. */
char *grid_metric_title(const struct summary *summary, size_t metric)
{
	const char *name = summary->metrics[metric];
	const char *title = metric_kind(name)->title;
	bool simulated = summary->result->environment.simulated;
	char *line;

	if (asprintf(&line,
		     simulated ? "simulated %s per call, of no machine"
		     : summary_is_of_emulator(summary, metric)
			     ? "the emulator's %s per call, not hardware's"
			     : "%s per call",
		     title ? title : name) < 0)
		return NULL;
	return line;
}

char *grid_workload_title(const struct summary *summary, size_t workload)
{
	const struct result_workload *row = &summary->result->plan.workloads[workload];
	char *line;

	if (asprintf(&line, "%s%s%s", row->name, row->tracee ? ", tracee " : "",
		     row->tracee ? row->tracee : "") < 0)
		return NULL;
	return line;
}
