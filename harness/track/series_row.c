// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of columns of series: what a log lists.
 */
#include "track/series_row.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct track_series_row *at(const void *row)
{
	return row;
}

static struct report_cell get_points(const void *row)
{
	return cell_of_count(at(row)->looked->points);
}

static struct report_cell get_first(const void *row)
{
	return cell_of_text(*at(row)->first ? at(row)->first : NULL);
}

static struct report_cell get_last(const void *row)
{
	return cell_of_text(*at(row)->last ? at(row)->last : NULL);
}

static struct report_cell get_level(const void *row)
{
	return series_cell_number(row, REPORT_VALUE,
				  at(row)->looked->points ? at(row)->looked->level : NAN);
}

/* Of an exact series there is none; of one that is too short nobody knows. */
static struct report_cell get_noise(const void *row)
{
	double noise = at(row)->looked->noise;

	return series_cell_number(row, REPORT_VALUE,
				  noise > 0 || at(row)->of.series->exact ? noise : NAN);
}

static struct report_cell get_changes(const void *row)
{
	return cell_of_count(at(row)->looked->changes);
}

/* For people: mostly a board has one. */
static struct report_cell get_arch_shown(const void *row)
{
	return at(row)->named_arch ? series_cell_arch(row) : cell_of_text(NULL);
}

static const struct listing_column columns[] = {
	{ .key = "board",
	  .heading = "board",
	  .shared = true,
	  .plain = true,
	  .get = series_cell_board },
	{ .key = "branch", .heading = "branch", .shared = true, .get = series_cell_branch },
	{ .key = "arch", .get = series_cell_arch },
	{ .heading = "architecture", .shared = true, .plain = true, .get = get_arch_shown },
	{ .key = "workload",
	  .heading = "workload",
	  .shared = true,
	  .plain = true,
	  .get = series_cell_workload },
	{ .key = "configuration", .heading = "configuration", .get = series_cell_configuration },
	{ .key = "metric", .get = series_cell_metric },
	{ .heading = "metric", .shared = true, .plain = true, .get = series_cell_metric_shown },
	{ .key = "unit", .get = series_cell_unit },
	{ .key = "of", .get = series_cell_of },
	{ .key = "exact", .get = series_cell_exact },
	{ .key = "emulated", .get = series_cell_emulated },
	{ .key = "points", .heading = "points", .right = true, .get = get_points },
	{ .key = "first", .heading = "since", .get = get_first },
	{ .key = "last", .heading = "until", .spare = true, .get = get_last },
	{ .key = "level", .heading = "level", .right = true, .get = get_level },
	{ .key = "noise", .heading = "noise", .right = true, .get = get_noise },
	{ .key = "changes", .heading = "changes", .right = true, .get = get_changes },
};

static bool is_comparable(const void *one, const void *other)
{
	const struct history_series *a = at(one)->of.series;
	const struct history_series *b = at(other)->of.series;

	return !strcmp(a->board, b->board) && !strcmp(a->branch, b->branch) &&
	       !strcmp(a->arch, b->arch) && series_is_comparable(a, b);
}

struct listing track_series_listing(const struct track_series_row *rows, size_t count)
{
	return (struct listing){
		.columns = columns,
		.column_count = sizeof(columns) / sizeof(columns[0]),
		.rows = rows,
		.row_size = sizeof(*rows),
		.count = count,
		.is_group = is_comparable,
	};
}

static void set_date(char date[TRACK_DATE_SIZE], const struct nights *nights, int64_t run)
{
	const struct history_run *found = run ? nights_run(nights, run) : NULL;

	if (found)
		track_date(date, found->date);
}

/* Rows of a board lie side by side, as the history has them; its architectures need not. */
static void name_architectures(struct track_series_row *rows, size_t count)
{
	for (size_t first = 0, end; first < count; first = end) {
		const struct history_series *series = rows[first].of.series;
		bool several = false;

		for (end = first; end < count && !strcmp(rows[end].of.series->board, series->board);
		     end++)
			several = several || strcmp(rows[end].of.series->arch, series->arch) != 0;
		for (size_t i = first; i < end; i++)
			rows[i].named_arch = several;
	}
}

int track_series_rows(const struct findings *findings, const struct nights *nights, bool all,
		      struct track_series_row **rows, size_t *count)
{
	*count = 0;
	*rows = calloc(findings->series + 1, sizeof(**rows));
	if (!*rows)
		return -ENOMEM;
	for (size_t i = 0; findings->looked && i < findings->series; i++) {
		const struct finding_series *looked = &findings->looked[i];
		struct track_series_row *row = &(*rows)[*count];

		if (!all && !looked->changes)
			continue;
		row->looked = looked;
		set_date(row->first, nights, looked->first_run);
		set_date(row->last, nights, looked->last_run);
		row_series_set(&row->of, looked->series);
		(*count)++;
	}
	name_architectures(*rows, *count);
	return 0;
}

int track_series_gather(struct track_series_row *rows, size_t count)
{
	return listing_gather(rows, count, sizeof(*rows), is_comparable);
}
