// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of columns of points: a series night by night, with its levels.
 */
#include "track/point_row.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/order.h"
#include "track/change_kind.h"

static const struct track_point_row *at(const void *row)
{
	return row;
}

static struct report_cell get_date(const void *row)
{
	return cell_of_text(at(row)->date);
}

static struct report_cell get_seconds(const void *row)
{
	int64_t date = at(row)->run->date;

	return cell_of_count(date > 0 ? (size_t)date : 0);
}

static struct report_cell get_commit(const void *row)
{
	return cell_of_text(at(row)->run->commit);
}

static struct report_cell get_commit_shown(const void *row)
{
	return cell_of_text(at(row)->commit);
}

static struct report_cell get_run(const void *row)
{
	return cell_of_text(at(row)->run_name);
}

static struct report_cell get_again(const void *row)
{
	return cell_of_truth(at(row)->run->again);
}

static struct report_cell get_value(const void *row)
{
	return series_cell_number(row, REPORT_VALUE, at(row)->value);
}

static struct report_cell get_level(const void *row)
{
	return series_cell_number(row, REPORT_VALUE, at(row)->level);
}

static struct report_cell get_path(const void *row)
{
	return cell_of_text(at(row)->path);
}

static struct report_cell get_hole(const void *row)
{
	return cell_of_text(at(row)->hole);
}

static struct report_cell get_change(const void *row)
{
	return cell_of_text(at(row)->change ? track_direction_name(at(row)->change) : NULL);
}

static struct report_cell get_difference(const void *row)
{
	const struct finding_change *change = at(row)->change;

	return series_cell_number(row, REPORT_CHANGE,
				  change ? change->point.after - change->point.before : NAN);
}

static struct report_cell get_low(const void *row)
{
	return series_cell_number(row, REPORT_VALUE,
				  at(row)->change ? at(row)->change->point.low : NAN);
}

static struct report_cell get_high(const void *row)
{
	return series_cell_number(row, REPORT_VALUE,
				  at(row)->change ? at(row)->change->point.high : NAN);
}

static struct report_cell get_verdict(const void *row)
{
	return cell_of_text(at(row)->change ? track_verdict_name(at(row)->change) : NULL);
}

static struct report_cell get_good(const void *row)
{
	const struct finding_change *change = at(row)->change;

	return cell_of_text(change && change->good ? change->good->commit : NULL);
}

static struct report_cell get_bad(const void *row)
{
	return cell_of_text(at(row)->change ? at(row)->change->bad->commit : NULL);
}

static struct report_cell get_accepted(const void *row)
{
	return cell_of_text(at(row)->change ? at(row)->change->accepted : NULL);
}

static const struct listing_column columns[] = {
	{ .key = "board", .heading = "board", .shared = true, .get = series_cell_board },
	{ .key = "branch", .heading = "branch", .shared = true, .get = series_cell_branch },
	{ .key = "arch", .get = series_cell_arch },
	{ .key = "workload", .heading = "workload", .shared = true, .get = series_cell_workload },
	{ .key = "configuration",
	  .heading = "configuration",
	  .shared = true,
	  .get = series_cell_configuration },
	{ .key = "metric", .heading = "metric", .shared = true, .get = series_cell_metric },
	{ .key = "unit", .heading = "unit", .shared = true, .get = series_cell_unit },
	{ .key = "of", .heading = "of", .shared = true, .get = series_cell_of },
	{ .key = "exact", .get = series_cell_exact },
	{ .key = "emulated", .get = series_cell_emulated },
	{ .key = "date", .heading = "date", .get = get_date },
	{ .key = "seconds", .get = get_seconds },
	{ .key = "commit", .get = get_commit },
	{ .heading = "commit", .get = get_commit_shown },
	{ .key = "run", .heading = "run", .spare = true, .get = get_run },
	{ .key = "again", .get = get_again },
	{ .key = "value", .heading = "value", .right = true, .get = get_value },
	{ .key = "level", .heading = "level", .right = true, .get = get_level },
	{ .key = "path", .heading = "path", .spare = true, .get = get_path },
	{ .key = "hole", .heading = "hole", .get = get_hole },
	{ .key = "change", .heading = "change", .get = get_change },
	{ .key = "difference", .get = get_difference },
	{ .key = "low", .get = get_low },
	{ .key = "high", .get = get_high },
	{ .key = "verdict", .get = get_verdict },
	{ .key = "good", .get = get_good },
	{ .key = "bad", .get = get_bad },
	{ .key = "accepted", .get = get_accepted },
};

struct listing track_point_listing(const struct track_point_row *rows, size_t count)
{
	return (struct listing){
		.columns = columns,
		.column_count = sizeof(columns) / sizeof(columns[0]),
		.rows = rows,
		.row_size = sizeof(*rows),
		.count = count,
	};
}

static const char *hole_of(const struct history_run *run)
{
	if (run->forgotten)
		return run->forgotten;
	if (!run->trusted)
		return run->doubt ? run->doubt : "not trusted";
	return "not measured";
}

/* The change of the series that begins with the run; NULL: none. Suspected ones are none. */
static const struct finding_change *change_at(const struct findings *findings,
					      const struct history_series *series, int64_t run)
{
	for (size_t f = 0; f < findings->count; f++) {
		for (size_t c = 0; c < findings->findings[f].change_count; c++) {
			const struct finding_change *change = &findings->findings[f].changes[c];

			if (change->series->id == series->id && change->first->id == run)
				return change;
		}
	}
	return NULL;
}

static void set_row(struct track_point_row *row, const struct history_series *series,
		    const struct history_run *run)
{
	*row = (struct track_point_row){
		.of.series = series, .run = run, .value = NAN, .level = NAN, .hole = hole_of(run)
	};
	track_date(row->date, run->date);
	track_short_commit(row->commit, run->commit);
	snprintf(row->run_name, sizeof(row->run_name), "%s", run->digest);
}

/* Between changes, that is: before the first one its level before, then each one's after. */
static void set_levels(struct track_point_row *rows, size_t count, double alone)
{
	double level = alone;

	for (size_t i = 0; i < count; i++) {
		if (!rows[i].change)
			continue;
		level = rows[i].change->point.before;
		break;
	}
	for (size_t i = 0; i < count; i++) {
		level = rows[i].change ? rows[i].change->point.after : level;
		rows[i].level = level;
	}
}

static double median_of(const struct history_points *points)
{
	double *sorted = malloc((points->count + 1) * sizeof(*sorted));
	double median = NAN;

	if (sorted && points->count) {
		memcpy(sorted, points->values, points->count * sizeof(*sorted));
		sort_numbers(sorted, points->count);
		median = median_of_sorted(sorted, points->count);
	}
	free(sorted);
	return median;
}

int track_point_rows(struct history *history, const struct history_series *series,
		     const struct nights *nights, const struct findings *findings,
		     struct history_points *points, struct track_point_row **rows, size_t *count,
		     struct history_error *error)
{
	size_t next = 0;
	int failed = history_points(history, series->id, 0, points, error);

	*count = 0;
	*rows = failed ? NULL : calloc(nights->runs.count + 1, sizeof(**rows));
	if (!*rows)
		return failed ? failed : -ENOMEM;
	for (size_t i = 0; i < nights->runs.count; i++) {
		const struct history_run *run = &nights->runs.runs[i];
		struct track_point_row *row = &(*rows)[*count];
		bool has = next < points->count && points->runs[next] == run->id;

		if (strcmp(run->board, series->board) != 0 ||
		    strcmp(run->branch, series->branch) != 0 || (!has && !*count) ||
		    (!has && run->again))
			continue;
		set_row(row, series, run);
		if (has) {
			row->value = points->values[next];
			row->path = history_path(history, points->paths[next]);
			row->hole = NULL;
			row->change = change_at(findings, series, run->id);
			next++;
		}
		(*count)++;
	}
	set_levels(*rows, *count, median_of(points));
	return 0;
}
