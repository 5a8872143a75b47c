// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two sides, row by row.
 */
#include "compare/difference.h"

#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "compare/difference_parts.h"
#include "config/path.h"
#include "report/column.h"
#include "stats/boot_shift.h"

#define PERCENT 100

/* What a table is made with. */
struct build {
	struct difference_table *table;
	struct name_list workloads;
	struct name_list configurations;
	struct name_list metrics;
	struct side_row before;
	struct side_row after;
	struct clocked_row *clocked; /* of one workload and metric */
	size_t clocked_count;
};

const char *difference_note(struct difference_table *table, const char *format, ...)
{
	va_list arguments;
	json_t *text;

	va_start(arguments, format);
	text = json_vsprintf(format, arguments);
	va_end(arguments);
	if (!text || json_array_append_new(table->texts, text))
		return NULL;
	return json_string_value(text);
}

/* Puts @name behind the one that it follows in its own plan, which is at @after; SIZE_MAX: first.
 */
static int insert_name(struct name_list *list, const char *name, size_t after)
{
	size_t at = after + 1;
	const char **names = reallocarray(list->names, list->count + 1, sizeof(*names));

	if (!names)
		return -ENOMEM;
	list->names = names;
	memmove(names + at + 1, names + at, (list->count - at) * sizeof(*names));
	names[at] = name;
	list->count++;
	return 0;
}

static bool is_wanted(const char *const *names, size_t count, const char *name)
{
	return !count || name_find(names, count, name, 0) < count;
}

/* Adds names that the list lacks; both are in the order of the one table of configurations. */
static int merge_names(struct name_list *list, const char *const *names, size_t count,
		       const char *const *wanted, size_t wanted_count)
{
	size_t last = SIZE_MAX;
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		size_t at;

		if (!is_wanted(wanted, wanted_count, names[i]))
			continue;
		at = name_find(list->names, list->count, names[i], i);
		if (at == list->count) {
			error = insert_name(list, names[i], last);
			at = last + 1;
		}
		last = at;
	}
	return error;
}

static int merge_workloads(struct name_list *list, const struct result_plan *plan,
			   const struct difference_settings *settings)
{
	int error = 0;

	for (size_t i = 0; i < plan->workload_count && !error; i++) {
		const char *name = plan->workloads[i].name;

		if (is_wanted(settings->workloads, settings->workload_count, name) &&
		    name_find(list->names, list->count, name, i) == list->count)
			error = insert_name(list, name, list->count - 1);
	}
	return error;
}

static int merge_side(struct build *build, const struct compare_side *side,
		      const struct difference_settings *settings)
{
	int error = 0;

	for (size_t f = 0; f < side->count && !error; f++) {
		const struct result_plan *plan = &side->files[f].result.plan;

		error = merge_workloads(&build->workloads, plan, settings);
		if (!error)
			error = merge_names(&build->configurations, plan->configurations,
					    plan->configuration_count, settings->configurations,
					    settings->configuration_count);
	}
	return error;
}

static bool has_metric(const struct compare_side *side, const char *name)
{
	for (size_t f = 0; f < side->count; f++) {
		const struct summary *summary = &side->files[f].summary;

		if (summary_metric(summary, name) < summary->metric_count)
			return true;
	}
	return false;
}

/* Metrics that both sides have, in the order of the first file that has them. */
static int merge_metrics(struct build *build, const struct compare_side *before,
			 const struct compare_side *after)
{
	struct name_list *list = &build->metrics;
	int error = 0;

	for (size_t f = 0; f < before->count && !error; f++) {
		const struct summary *summary = &before->files[f].summary;

		for (size_t m = 0; m < summary->metric_count && !error; m++) {
			const char *name = summary->metrics[m];

			if (has_metric(after, name) &&
			    name_find(list->names, list->count, name, m) == list->count)
				error = insert_name(list, name, list->count - 1);
		}
	}
	return error;
}

/* Why a side has nothing of a row. */
static const char *missing_reason(const struct side_row *side)
{
	if (!side->planned)
		return "not in the plan";
	if (side->unavailable)
		return side->unavailable;
	return side->fault ? side->fault : "no valid sample";
}

static int note_missing(struct difference_table *table, struct difference *row,
			const struct side_row *before, const struct side_row *after)
{
	const char *left = before->boots ? NULL : missing_reason(before);
	const char *right = after->boots ? NULL : missing_reason(after);

	if (left && right && !strcmp(left, right))
		row->note = difference_note(table, "before and after: %s", left);
	else if (left && right)
		row->note = difference_note(table, "before: %s; after: %s", left, right);
	else
		row->note = difference_note(table, "%s: %s", left ? "before" : "after",
					    left ? left : right);
	return row->note ? 0 : -ENOMEM;
}

/* What boots of one side did differently is nothing to compare by. */
static int note_split(struct difference_table *table, struct difference *row, bool before,
		      bool after)
{
	row->verdict = DIFFERENCE_UNDECIDED;
	row->note = difference_note(table, "boots took different paths %s",
				    before && after ? "before and after"
				    : before        ? "before"
						    : "after");
	return row->note ? 0 : -ENOMEM;
}

static double floor_of(const struct difference_table *table, const struct difference *row)
{
	if (!table->floor_is_given && metric_kind(row->metric)->instructions)
		return 0;
	return fabs(row->before.level.median.number) * table->floor_percent / PERCENT;
}

static bool is_constant_and_equal(const struct difference *row)
{
	return row->before.level.spread.number == 0 && row->after.level.spread.number == 0 &&
	       row->before.level.median.number == row->after.level.median.number;
}

static int take_clocked(struct build *build, struct difference *row)
{
	struct clocked_row *clocked = &build->clocked[build->clocked_count++];

	*clocked = (struct clocked_row){
		.row = row,
		.before_boots = build->before.boots,
		.after_boots = build->after.boots,
	};
	return boot_shift_make(build->before.levels, build->before.boots, build->after.levels,
			       build->after.boots, &clocked->comparison);
}

/* What could not be decoded may be any path, the other side's as well. */
static bool is_known_path(const char *path)
{
	return path && strcmp(path, path_name(PATH_UNKNOWN)) != 0;
}

static int judge_row(struct build *build, struct difference *row)
{
	const struct side_row *before = &build->before;
	const struct side_row *after = &build->after;
	bool counted = before->exact && after->exact;

	if (!before->boots || !after->boots)
		return note_missing(build->table, row, before, after);
	row->exact = counted && !before->varies && !after->varies;
	row->path_changed = is_known_path(row->before.path) && is_known_path(row->after.path) &&
			    strcmp(row->before.path, row->after.path) != 0;
	row->change = value_difference(row->after.level.median, row->before.level.median);
	row->floor = floor_of(build->table, row);
	if (before->split || after->split)
		return note_split(build->table, row, before->split, after->split);
	if (row->exact)
		return difference_judge_exact(build->table, row, before, after);
	/* A workload that may vary and does not. */
	if (counted && is_constant_and_equal(row)) {
		row->verdict = DIFFERENCE_SAME;
		return 0;
	}
	return take_clocked(build, row);
}

/* That of the first side which has the metric; a simulated side's is all the row's. */
static const char *unit_of(const struct difference_table *table, const char *name)
{
	const struct compare_side *const sides[] = { table->before, table->after };

	for (size_t i = 0; i < sizeof(sides) / sizeof(sides[0]); i++) {
		const struct summary *summary;
		size_t metric;

		if (!compare_side_is_simulated(sides[i]))
			continue;
		summary = &sides[i]->files[0].summary;
		metric = summary_metric(summary, name);
		if (metric < summary->metric_count)
			return column_unit(summary, metric);
	}
	return metric_kind(name)->unit;
}

static int make_row(struct build *build, const struct row_place *place)
{
	struct difference_table *table = build->table;
	struct difference *row = &table->rows[table->count++];

	side_row_gather(table->before, place, &build->before);
	side_row_gather(table->after, place, &build->after);
	*row = (struct difference){
		.workload = place->workload,
		.configuration = place->configuration,
		.metric = place->metric,
		.unit = unit_of(table, place->metric),
		.without_call = build->before.without_call || build->after.without_call,
		.before = build->before.value,
		.after = build->after.value,
		.p = 1,
	};
	return judge_row(build, row);
}

static int make_part(struct build *build, size_t workload, size_t metric)
{
	int error = 0;

	build->clocked_count = 0;
	for (size_t c = 0; c < build->configurations.count && !error; c++) {
		struct row_place place = {
			.workload = build->workloads.names[workload],
			.configuration = build->configurations.names[c],
			.metric = build->metrics.names[metric],
			.workload_hint = workload,
			.configuration_hint = c,
		};

		error = make_row(build, &place);
	}
	if (error)
		return error;
	return difference_judge_clocked(build->table, build->clocked, build->clocked_count);
}

static int open_side(struct side_row *row, size_t files)
{
	row->levels = calloc(files + 1, sizeof(*row->levels));
	row->values = calloc(files + 1, sizeof(*row->values));
	return row->levels && row->values ? 0 : -ENOMEM;
}

static int open_build(struct build *build, const struct difference_settings *settings)
{
	struct difference_table *table = build->table;
	int error = merge_side(build, table->before, settings);

	if (!error)
		error = merge_side(build, table->after, settings);
	if (!error)
		error = merge_metrics(build, table->before, table->after);
	if (!error)
		error = open_side(&build->before, table->before->count);
	if (!error)
		error = open_side(&build->after, table->after->count);
	if (error)
		return error;
	build->clocked = calloc(build->configurations.count + 1, sizeof(*build->clocked));
	table->rows = calloc(
		build->workloads.count * build->configurations.count * build->metrics.count + 1,
		sizeof(*table->rows));
	table->texts = json_array();
	return build->clocked && table->rows && table->texts ? 0 : -ENOMEM;
}

static void close_build(struct build *build)
{
	free(build->workloads.names);
	free(build->configurations.names);
	free(build->metrics.names);
	free(build->before.levels);
	free(build->before.values);
	free(build->after.levels);
	free(build->after.values);
	free(build->clocked);
}

/* Whether an earlier metric of the same cell has told its path. */
static bool is_told(const struct build *build, size_t at)
{
	size_t configurations = build->configurations.count;
	size_t part = configurations * build->metrics.count;

	for (size_t i = at; i % part >= configurations; i -= configurations) {
		if (build->table->rows[i - configurations].path_changed)
			return true;
	}
	return false;
}

static void count_rows(const struct build *build)
{
	struct difference_table *table = build->table;

	for (size_t i = 0; i < table->count; i++) {
		const struct difference *row = &table->rows[i];

		table->changed_paths += row->path_changed && !is_told(build, i);
		table->regressions += row->verdict == DIFFERENCE_MORE;
		table->improvements += row->verdict == DIFFERENCE_LESS;
		table->undecided += row->verdict == DIFFERENCE_UNDECIDED;
	}
}

int difference_make(const struct compare_side *before, const struct compare_side *after,
		    const struct environment_differences *environment,
		    const struct difference_settings *settings, struct difference_table *table)
{
	struct build build = { .table = table };
	int error;

	*table = (struct difference_table){
		.before = before,
		.after = after,
		.environment = environment,
		.floor_percent =
			settings->has_floor ? settings->floor_percent : SUMMARY_FLOOR_PERCENT,
		.floor_is_given = settings->has_floor,
	};
	error = open_build(&build, settings);
	for (size_t w = 0; w < build.workloads.count && !error; w++) {
		for (size_t m = 0; m < build.metrics.count && !error; m++)
			error = make_part(&build, w, m);
	}
	if (!error)
		count_rows(&build);
	close_build(&build);
	return error;
}

void difference_free(struct difference_table *table)
{
	free(table->rows);
	json_decref(table->texts);
	memset(table, 0, sizeof(*table));
}

size_t difference_compared(const struct difference_table *table)
{
	size_t compared = 0;

	for (size_t i = 0; i < table->count; i++)
		compared += table->rows[i].verdict != DIFFERENCE_NONE;
	return compared;
}
