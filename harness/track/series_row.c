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

static const struct history_series *series_of(const void *row)
{
	return at(row)->looked->series;
}

static struct report_cell get_board(const void *row)
{
	return cell_of_text(series_of(row)->board);
}

static struct report_cell get_branch(const void *row)
{
	return cell_of_text(series_of(row)->branch);
}

static struct report_cell get_arch(const void *row)
{
	return cell_of_text(series_of(row)->arch);
}

static struct report_cell get_workload(const void *row)
{
	return cell_of_text(series_of(row)->workload);
}

static struct report_cell get_configuration(const void *row)
{
	return cell_of_text(series_of(row)->configuration);
}

static struct report_cell get_metric(const void *row)
{
	return cell_of_text(series_of(row)->metric);
}

static struct report_cell get_metric_shown(const void *row)
{
	struct report_cell cell = get_metric(row);

	cell.aside = *at(row)->unit ? at(row)->unit : NULL;
	return cell;
}

static struct report_cell get_unit(const void *row)
{
	return cell_of_text(series_of(row)->unit);
}

static struct report_cell get_of(const void *row)
{
	return cell_of_text(series_of(row)->overhead ? "overhead" : "value");
}

static struct report_cell get_exact(const void *row)
{
	return cell_of_truth(series_of(row)->exact);
}

static struct report_cell get_emulated(const void *row)
{
	return cell_of_truth(series_of(row)->emulated);
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
	return listing_number_cell(REPORT_VALUE,
				   at(row)->looked->points ? at(row)->looked->level : NAN,
				   series_of(row)->exact);
}

/* Of an exact series there is none; of one that is too short nobody knows. */
static struct report_cell get_noise(const void *row)
{
	double noise = at(row)->looked->noise;

	return listing_number_cell(REPORT_VALUE, noise > 0 || series_of(row)->exact ? noise : NAN,
				   series_of(row)->exact);
}

static struct report_cell get_changes(const void *row)
{
	return cell_of_count(at(row)->looked->changes);
}

static const struct listing_column columns[] = {
	{ .key = "board", .heading = "board", .shared = true, .plain = true, .get = get_board },
	{ .key = "branch", .heading = "branch", .shared = true, .get = get_branch },
	{ .key = "arch", .get = get_arch },
	{ .key = "workload",
	  .heading = "workload",
	  .shared = true,
	  .plain = true,
	  .get = get_workload },
	{ .key = "configuration", .heading = "configuration", .get = get_configuration },
	{ .key = "metric", .get = get_metric },
	{ .heading = "metric", .shared = true, .plain = true, .get = get_metric_shown },
	{ .key = "unit", .get = get_unit },
	{ .key = "of", .get = get_of },
	{ .key = "exact", .get = get_exact },
	{ .key = "emulated", .get = get_emulated },
	{ .key = "points", .heading = "points", .right = true, .get = get_points },
	{ .key = "first", .heading = "since", .get = get_first },
	{ .key = "last", .heading = "until", .spare = true, .get = get_last },
	{ .key = "level", .heading = "level", .right = true, .get = get_level },
	{ .key = "noise", .heading = "noise", .right = true, .get = get_noise },
	{ .key = "changes", .heading = "changes", .right = true, .get = get_changes },
};

static bool is_alike(const void *one_row, const void *other_row)
{
	const struct track_series_row *one = one_row;
	const struct track_series_row *other = other_row;
	const struct history_series *a = one->looked->series;
	const struct history_series *b = other->looked->series;

	return !strcmp(a->board, b->board) && !strcmp(a->branch, b->branch) &&
	       !strcmp(a->workload, b->workload) && !strcmp(a->metric, b->metric) &&
	       a->emulated == b->emulated;
}

struct listing track_series_listing(const struct track_series_row *rows, size_t count)
{
	return (struct listing){
		.columns = columns,
		.column_count = sizeof(columns) / sizeof(columns[0]),
		.rows = rows,
		.row_size = sizeof(*rows),
		.count = count,
		.is_group = is_alike,
	};
}

static void set_date(char date[TRACK_DATE_SIZE], const struct nights *nights, int64_t run)
{
	const struct history_run *found = run ? nights_run(nights, run) : NULL;

	if (found)
		track_date(date, found->date);
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
		track_unit(row->unit, looked->series);
		(*count)++;
	}
	return 0;
}

static size_t gather_first(struct track_series_row *rows, size_t count)
{
	size_t alike = 1;

	for (size_t i = 1; i < count; i++) {
		struct track_series_row row = rows[i];

		if (!is_alike(&rows[0], &row))
			continue;
		memmove(&rows[alike + 1], &rows[alike], (i - alike) * sizeof(*rows));
		rows[alike++] = row;
	}
	return alike;
}

void track_series_gather(struct track_series_row *rows, size_t count)
{
	for (size_t first = 0; first < count;)
		first += gather_first(&rows[first], count - first);
}
