// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of columns of changes.
 */
#include "track/change_row.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "track/change_kind.h"

static const struct track_change_row *at(const void *row)
{
	return row;
}

static struct report_cell get_good(const void *row)
{
	const struct history_run *good = at(row)->change->good;

	return cell_of_text(good ? good->commit : NULL);
}

static struct report_cell get_good_date(const void *row)
{
	return cell_of_text(at(row)->change->good ? at(row)->good_date : NULL);
}

static struct report_cell get_bad(const void *row)
{
	return cell_of_text(at(row)->change->bad->commit);
}

static struct report_cell get_bad_date(const void *row)
{
	return cell_of_text(at(row)->bad_date);
}

static struct report_cell get_direction(const void *row)
{
	return cell_of_text(track_direction_name(at(row)->change));
}

static struct report_cell get_verdict(const void *row)
{
	return cell_of_text(track_verdict_name(at(row)->change));
}

/* Of what was measured again. */
static struct report_cell get_verdict_shown(const void *row)
{
	const struct track_confirmation *confirmation = at(row)->confirmation;

	if (!confirmation)
		return cell_of_text(NULL);
	if (confirmation->answer == CHANGE_OPEN)
		return cell_of_text("open");
	return cell_of_text(confirmation->answer == CHANGE_CONFIRMED ? "confirmed"
								     : "not confirmed");
}

static struct report_cell get_before(const void *row)
{
	return series_cell_number(row, REPORT_VALUE, at(row)->change->point.before);
}

static struct report_cell get_after(const void *row)
{
	return series_cell_number(row, REPORT_VALUE, at(row)->change->point.after);
}

static double difference(const void *row)
{
	return at(row)->change->point.after - at(row)->change->point.before;
}

static struct report_cell get_difference(const void *row)
{
	return series_cell_number(row, REPORT_CHANGE, difference(row));
}

static struct report_cell get_low(const void *row)
{
	return series_cell_number(row, REPORT_VALUE, at(row)->change->point.low);
}

static struct report_cell get_high(const void *row)
{
	return series_cell_number(row, REPORT_VALUE, at(row)->change->point.high);
}

/* Its farther end: what is within +- of the difference holds all of the interval. */
static struct report_cell get_half(const void *row)
{
	const struct change_point *point = &at(row)->change->point;

	if (at(row)->of.series->exact)
		return cell_of_text(NULL);
	return series_cell_number(
		row, REPORT_HALF,
		fmax(difference(row) - point->low, point->high - difference(row)));
}

/* Of a level that is 0 nothing is a share. */
static struct report_cell get_percent(const void *row)
{
	double before = at(row)->change->point.before;

	return series_cell_number(row, REPORT_PERCENT,
				  before == 0 ? NAN : 100 * difference(row) / fabs(before));
}

static struct report_cell get_noise(const void *row)
{
	return series_cell_number(row, REPORT_VALUE, at(row)->change->noise);
}

static struct report_cell get_p(const void *row)
{
	return series_cell_number(row, REPORT_PROBABILITY, at(row)->change->point.p);
}

static struct report_cell get_points_after(const void *row)
{
	return cell_of_count(at(row)->change->points_after);
}

static struct report_cell get_path_before(const void *row)
{
	return cell_of_text(at(row)->change->path_before);
}

static struct report_cell get_path_after(const void *row)
{
	return cell_of_text(at(row)->change->path_after);
}

static struct report_cell get_drift(const void *row)
{
	return cell_of_truth(at(row)->change->point.drift);
}

static struct report_cell get_new(const void *row)
{
	return cell_of_truth(at(row)->finding->new);
}

static struct report_cell get_accepted(const void *row)
{
	return cell_of_text(at(row)->change->accepted);
}

static struct report_cell get_confirmed(const void *row)
{
	const struct track_confirmation *confirmation = at(row)->confirmation;

	if (!confirmation)
		return cell_of_text(NULL);
	if (confirmation->answer != CHANGE_OPEN)
		return cell_of_text(confirmation->answer == CHANGE_CONFIRMED ? "yes" : "no");
	return cell_of_text(confirmation->rounds ? "open" : "failed");
}

static struct report_cell get_rounds(const void *row)
{
	const struct track_confirmation *confirmation = at(row)->confirmation;

	return confirmation ? cell_of_count(confirmation->rounds) : cell_of_text(NULL);
}

static struct report_cell get_measured(const void *row)
{
	const struct track_confirmation *confirmation = at(row)->confirmation;

	return series_cell_number(row, REPORT_CHANGE,
				  confirmation && confirmation->rounds ? confirmation->measured
								       : NAN);
}

static const struct listing_column columns[] = {
	{ .key = "branch", .get = series_cell_branch },
	{ .key = "good", .get = get_good },
	{ .key = "good_date", .get = get_good_date },
	{ .key = "bad", .get = get_bad },
	{ .key = "bad_date", .get = get_bad_date },
	{ .key = "board",
	  .heading = "board",
	  .shared = true,
	  .plain = true,
	  .get = series_cell_board },
	{ .key = "arch", .get = series_cell_arch },
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
	{ .key = "emulated", .get = series_cell_emulated },
	{ .key = "direction", .get = get_direction },
	{ .key = "verdict", .get = get_verdict },
	{ .heading = "verdict", .shared = true, .plain = true, .get = get_verdict_shown },
	{ .key = "before", .heading = "before", .right = true, .get = get_before },
	{ .key = "after", .heading = "after", .right = true, .get = get_after },
	{ .key = "difference", .heading = "change", .right = true, .get = get_difference },
	{ .key = "low", .get = get_low },
	{ .key = "high", .get = get_high },
	{ .heading = "+-", .right = true, .get = get_half },
	{ .key = "percent", .heading = "%", .right = true, .get = get_percent },
	{ .key = "noise", .get = get_noise },
	{ .key = "p", .get = get_p },
	{ .key = "points_after", .get = get_points_after },
	{ .key = "path_before", .get = get_path_before },
	{ .key = "path_after", .get = get_path_after },
	{ .key = "drift", .get = get_drift },
	{ .key = "new", .get = get_new },
	{ .key = "accepted", .get = get_accepted },
	{ .key = "confirmed", .get = get_confirmed },
	{ .key = "rounds", .get = get_rounds },
	{ .key = "measured", .heading = "again", .right = true, .get = get_measured },
};

static bool is_comparable(const void *one, const void *other)
{
	return series_is_comparable(at(one)->of.series, at(other)->of.series);
}

struct listing track_change_listing(const struct track_change_row *rows, size_t count)
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

static void set_row(struct track_change_row *row, const struct finding *finding,
		    const struct finding_change *change,
		    const struct track_confirmations *confirmations)
{
	row_series_set(&row->of, change->series);
	row->finding = finding;
	row->change = change;
	row->confirmation = track_confirmation_of(confirmations, change);
	if (change->good)
		track_date(row->good_date, change->good->date);
	track_date(row->bad_date, change->bad->date);
}

int track_change_rows(const struct findings *findings, bool (*wanted)(const struct finding *),
		      const struct track_confirmations *confirmations,
		      struct track_change_row **rows, size_t *count)
{
	size_t all = 0;

	for (size_t f = 0; f < findings->count; f++)
		all += findings->findings[f].change_count;
	*count = 0;
	*rows = calloc(all + 1, sizeof(**rows));
	if (!*rows)
		return -ENOMEM;
	for (size_t f = 0; f < findings->count; f++) {
		const struct finding *finding = &findings->findings[f];

		if (wanted && !wanted(finding))
			continue;
		for (size_t c = 0; c < finding->change_count; c++)
			set_row(&(*rows)[(*count)++], finding, &finding->changes[c], confirmations);
	}
	return 0;
}

int track_change_gather(struct track_change_row *rows, size_t count)
{
	return listing_gather(rows, count, sizeof(*rows), is_comparable);
}

struct json_t *track_changes_json(const struct findings *findings,
				  const struct track_confirmations *confirmations)
{
	struct track_change_row *rows;
	struct listing listing;
	struct json_t *array;
	size_t count;

	if (track_change_rows(findings, NULL, confirmations, &rows, &count))
		return NULL;
	listing = track_change_listing(rows, count);
	array = listing_json(&listing);
	free(rows);
	return array;
}
