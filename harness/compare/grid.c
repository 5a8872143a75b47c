// SPDX-License-Identifier: GPL-2.0-only
#include "compare/grid.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/number.h"
#include "stats/metric.h"

/* Where a value has that many digits before the point, a third one behind it is noise. */
#define TWO_DECIMALS_FROM 100

/* Columns that both tables of a commit message start with: to the overhead. */
#define COLUMNS_IN_COMMON 4

struct difference_part difference_part_at(const struct difference_table *table, size_t first)
{
	struct difference_part part = { .rows = &table->rows[first] };

	while (first + part.count < table->count &&
	       !strcmp(part.rows[part.count].workload, part.rows->workload) &&
	       !strcmp(part.rows[part.count].metric, part.rows->metric))
		part.count++;
	return part;
}

static bool was_measured(const struct difference *row)
{
	return row->before.boots || row->after.boots;
}

/* Of one side alone nothing says whether it is exact. */
static bool has_verdict(const struct difference *row)
{
	return row->verdict != DIFFERENCE_NONE;
}

static bool has_values(const struct difference_part *part)
{
	bool any = false;

	for (size_t i = 0; i < part->count && !any; i++)
		any = was_measured(&part->rows[i]);
	return any;
}

/* Whether nothing happened, as far as it is known. */
static bool is_quiet(const struct difference *row)
{
	return row->verdict == DIFFERENCE_SAME || row->change.number == 0;
}

static bool has_other_table(const struct difference_table *table,
			    const struct difference_part *part)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct difference *row = &table->rows[i];

		if (!strcmp(row->workload, part->rows->workload) &&
		    strcmp(row->metric, METRIC_USER_INSTRUCTIONS) != 0 && was_measured(row))
			return true;
	}
	return false;
}

bool difference_part_is_shown(const struct difference_table *table,
			      const struct difference_part *part)
{
	if (!has_values(part))
		return false;
	if (strcmp(part->rows->metric, METRIC_USER_INSTRUCTIONS) != 0)
		return true;
	for (size_t i = 0; i < part->count; i++) {
		if (!is_quiet(&part->rows[i]))
			return true;
	}
	return !has_other_table(table, part);
}

bool difference_has_row(const struct difference *row, enum difference_view view)
{
	if (view != DIFFERENCE_VIEW_BOTH && row->without_call && is_quiet(row))
		return false;
	return was_measured(row);
}

/* A commit message gives intervals of findings only. */
static bool is_clocked(const struct difference_part *part, enum difference_view view)
{
	bool clocked = false;

	for (size_t i = 0; i < part->count && !clocked; i++) {
		const struct difference *row = &part->rows[i];

		clocked = has_verdict(row) && !row->exact &&
			  (view == DIFFERENCE_VIEW_BOTH || difference_is_found(row));
	}
	return clocked;
}

static bool has_column(const struct difference_column *column,
		       const struct difference_setting *setting, bool clocked)
{
	return column->heading && column->views & setting->view &&
	       !(column->spare && setting->brief) && !(column->clocked && !clocked);
}

/* One number of decimals for a whole table, or its points do not stand in a line. */
static int common_decimals(const struct difference_part *part, int most)
{
	for (size_t i = 0; i < part->count; i++) {
		double highest = fmax(fabs(part->rows[i].before.level.highest.number),
				      fabs(part->rows[i].after.level.highest.number));

		if (most > 2 && highest >= TWO_DECIMALS_FROM)
			return 2;
	}
	return most;
}

static int set_headings(struct table *table, const struct difference_setting *setting, bool clocked)
{
	size_t count;
	const struct difference_column *columns = difference_columns(&count);
	size_t place = 0;
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		if (!has_column(&columns[i], setting, clocked))
			continue;
		table->right[place] = columns[i].right;
		error = table_set(table, 0, place++, columns[i].heading);
	}
	return error;
}

static int set_row(struct table *table, size_t at, const struct difference *row,
		   const struct difference_setting *setting, bool clocked, int decimals)
{
	size_t count;
	const struct difference_column *columns = difference_columns(&count);
	bool counts = metric_kind(row->metric)->instructions;
	size_t place = 0;
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		struct report_cell cell;

		if (!has_column(&columns[i], setting, clocked))
			continue;
		cell = columns[i].get(row);
		error = cell_set(table, at, place++, &cell, counts, decimals);
	}
	return error;
}

static size_t column_count(const struct difference_setting *setting, bool clocked)
{
	size_t count;
	const struct difference_column *columns = difference_columns(&count);
	size_t shown = 0;

	for (size_t i = 0; i < count; i++)
		shown += has_column(&columns[i], setting, clocked);
	return shown;
}

int difference_grid_make(struct table *table, const struct difference_part *part,
			 const struct difference_setting *setting)
{
	bool clocked = is_clocked(part, setting->view);
	int decimals = common_decimals(part, setting->decimals);
	size_t rows = 1;
	size_t at = 1;
	int error;

	for (size_t i = 0; i < part->count; i++)
		rows += difference_has_row(&part->rows[i], setting->view);
	error = table_init(table, rows, column_count(setting, clocked));
	if (!error)
		error = set_headings(table, setting, clocked);
	for (size_t i = 0; i < part->count && !error; i++) {
		if (difference_has_row(&part->rows[i], setting->view))
			error = set_row(table, at++, &part->rows[i], setting, clocked, decimals);
	}
	return error;
}

static int make_aligned(struct table tables[2], const struct difference_part *part,
			const enum difference_view views[2], struct difference_setting setting)
{
	int error;

	setting.view = views[0];
	error = difference_grid_make(&tables[0], part, &setting);
	setting.view = views[1];
	if (!error && views[1])
		error = difference_grid_make(&tables[1], part, &setting);
	if (!error && views[1])
		table_align(&tables[0], &tables[1], COLUMNS_IN_COMMON);
	return error;
}

static bool fits(const struct table *table, size_t gap, size_t width)
{
	return !table->texts || table_width(table, gap) <= width;
}

int difference_grid_fit(struct table tables[2], const struct difference_part *part,
			const enum difference_view views[2], size_t width, size_t *gap)
{
	/* Ways to set a table, the best one first: what is told goes after what is easy to read. */
	static const struct difference_setting settings[] = {
		{ .decimals = NUMBER_DECIMALS_MAX, .gap = 2 },
		{ .decimals = 2, .gap = 2 },
		{ .decimals = 2, .gap = 1 },
		{ .decimals = 1, .gap = 2 },
		{ .decimals = 1, .gap = 1 },
		{ .decimals = 1, .gap = 1, .brief = true },
		{ .decimals = 0, .gap = 1, .brief = true },
		{ .decimals = NUMBER_SHORT, .gap = 1, .brief = true },
	};
	const size_t count = sizeof(settings) / sizeof(settings[0]);
	int error = 0;

	memset(tables, 0, 2 * sizeof(tables[0]));
	for (size_t i = 0; i < count; i++) {
		*gap = settings[i].gap;
		error = make_aligned(tables, part, views, settings[i]);
		if (error || (fits(&tables[0], *gap, width) && fits(&tables[1], *gap, width)) ||
		    i + 1 == count)
			break;
		table_free(&tables[0]);
		table_free(&tables[1]);
	}
	for (size_t i = 0; i < 2 && !error; i++) {
		if (tables[i].texts)
			table_clip(&tables[i], *gap, width);
	}
	return error;
}

/* Whether the side has the metric, and it is the emulator's own. */
static bool is_of_emulator(const struct compare_side *side, const char *name)
{
	const struct summary *summary = side->count ? &side->files[0].summary : NULL;
	size_t metric = summary ? summary_metric(summary, name) : 0;

	return summary && metric < summary->metric_count && summary_is_of_emulator(summary, metric);
}

static const struct summary *first_summary(const struct difference_table *table)
{
	const struct compare_side *side = table->before->count ? table->before : table->after;

	return &side->files[0].summary;
}

static const char *tracee(const struct summary *summary, const char *workload)
{
	const struct result_plan *plan = &summary->result->plan;

	for (size_t i = 0; i < plan->workload_count; i++) {
		if (!strcmp(plan->workloads[i].name, workload))
			return plan->workloads[i].tracee;
	}
	return NULL;
}

/* Behind the metric's title. */
static const char *whose(const struct difference_table *table, bool before, bool after)
{
	bool simulated_before = compare_side_is_simulated(table->before);
	bool simulated_after = compare_side_is_simulated(table->after);

	if (simulated_before && simulated_after)
		return ", simulated, of no machine";
	if (simulated_before || simulated_after)
		return ", of one side simulated, of no machine";
	if (before && after)
		return ", not hardware's";
	return before || after ? ", of one side the emulator's, not hardware's" : "";
}

char *difference_part_title(const struct difference_table *table,
			    const struct difference_part *part)
{
	const struct summary *summary = first_summary(table);
	const char *name = tracee(summary, part->rows->workload);
	const char *title = metric_kind(part->rows->metric)->title;
	/* Whoever cuts this table out must not take it for hardware's. */
	bool before = is_of_emulator(table->before, part->rows->metric);
	bool after = is_of_emulator(table->after, part->rows->metric);
	char *line;

	if (asprintf(&line, "%s%s%s: %s%s per call%s", part->rows->workload,
		     name ? ", tracee " : "", name ? name : "",
		     before && after ? "the emulator's " : "", title ? title : part->rows->metric,
		     whose(table, before, after)) < 0)
		return NULL;
	return line;
}
