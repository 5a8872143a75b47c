// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of columns of changes.
 */
#include "track/change_row.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void track_unit(char text[TRACK_UNIT_SIZE], const struct history_series *series)
{
	bool named = strstr(series->metric, series->unit);

	snprintf(text, TRACK_UNIT_SIZE, "%s%s%s", named ? "" : series->unit,
		 !named && series->emulated ? ", " : "", series->emulated ? "not hardware" : "");
}

enum track_direction track_direction(const struct finding_change *change)
{
	/* Its numbers differ by noise alone. */
	if (change->path_only)
		return TRACK_PATH;
	if (change->point.after > change->point.before)
		return TRACK_WORSE;
	if (change->point.after < change->point.before)
		return TRACK_BETTER;
	return TRACK_PATH;
}

bool track_path_changed(const struct finding_change *change)
{
	return change->path_before && change->path_after &&
	       strcmp(change->path_before, change->path_after) != 0;
}

static const struct track_change_row *at(const void *row)
{
	return row;
}

static const struct history_series *series_of(const void *row)
{
	return at(row)->change->series;
}

static struct report_cell get_branch(const void *row)
{
	return cell_of_text(at(row)->finding->branch);
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

static struct report_cell get_board(const void *row)
{
	return cell_of_text(series_of(row)->board);
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

/* With its unit, unless the name says it, and whose it is if it is no hardware's. */
static struct report_cell get_metric_shown(const void *row)
{
	struct report_cell cell = cell_of_text(series_of(row)->metric);

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

static struct report_cell get_emulated(const void *row)
{
	return cell_of_truth(series_of(row)->emulated);
}

static struct report_cell get_direction(const void *row)
{
	static const char *const names[] = {
		[TRACK_WORSE] = "worse",
		[TRACK_BETTER] = "better",
		[TRACK_PATH] = "path",
	};

	return cell_of_text(names[track_direction(at(row)->change)]);
}

static struct report_cell get_verdict(const void *row)
{
	return cell_of_text(at(row)->change->point.verdict == CHANGE_CERTAIN ? "certain"
									     : "suspected");
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

static struct report_cell number(const void *row, enum report_cell_kind kind, double value)
{
	return listing_number_cell(kind, value, series_of(row)->exact);
}

static struct report_cell get_before(const void *row)
{
	return number(row, REPORT_VALUE, at(row)->change->point.before);
}

static struct report_cell get_after(const void *row)
{
	return number(row, REPORT_VALUE, at(row)->change->point.after);
}

static double difference(const void *row)
{
	return at(row)->change->point.after - at(row)->change->point.before;
}

static struct report_cell get_difference(const void *row)
{
	return number(row, REPORT_CHANGE, difference(row));
}

static struct report_cell get_low(const void *row)
{
	return number(row, REPORT_VALUE, at(row)->change->point.low);
}

static struct report_cell get_high(const void *row)
{
	return number(row, REPORT_VALUE, at(row)->change->point.high);
}

/* Its farther end: what is within +- of the difference holds all of the interval. */
static struct report_cell get_half(const void *row)
{
	const struct change_point *point = &at(row)->change->point;

	if (series_of(row)->exact)
		return cell_of_text(NULL);
	return number(row, REPORT_HALF,
		      fmax(difference(row) - point->low, point->high - difference(row)));
}

/* Of a level that is 0 nothing is a share. */
static struct report_cell get_percent(const void *row)
{
	double before = at(row)->change->point.before;

	return number(row, REPORT_PERCENT,
		      before == 0 ? NAN : 100 * difference(row) / fabs(before));
}

static struct report_cell get_noise(const void *row)
{
	return number(row, REPORT_VALUE, at(row)->change->noise);
}

static struct report_cell get_p(const void *row)
{
	return number(row, REPORT_PROBABILITY, at(row)->change->point.p);
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

	return number(row, REPORT_CHANGE,
		      confirmation && confirmation->rounds ? confirmation->measured : NAN);
}

static const struct listing_column columns[] = {
	{ .key = "branch", .get = get_branch },
	{ .key = "good", .get = get_good },
	{ .key = "good_date", .get = get_good_date },
	{ .key = "bad", .get = get_bad },
	{ .key = "bad_date", .get = get_bad_date },
	{ .key = "board", .heading = "board", .shared = true, .plain = true, .get = get_board },
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
	{ .key = "emulated", .get = get_emulated },
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

struct listing track_change_listing(const struct track_change_row *rows, size_t count)
{
	return (struct listing){
		.columns = columns,
		.column_count = sizeof(columns) / sizeof(columns[0]),
		.rows = rows,
		.row_size = sizeof(*rows),
		.count = count,
	};
}

static size_t shown_of(const struct finding *finding, bool (*wanted)(const struct finding *),
		       size_t most)
{
	if (wanted && !wanted(finding))
		return 0;
	return most && finding->change_count > most ? most : finding->change_count;
}

static const struct track_confirmation *
find_confirmation(const struct track_confirmation *confirmations, size_t count,
		  const struct finding_change *change)
{
	for (size_t i = 0; i < count; i++) {
		if (confirmations[i].change == change)
			return &confirmations[i];
	}
	return NULL;
}

int track_change_rows(const struct findings *findings, bool (*wanted)(const struct finding *),
		      size_t most, const struct track_confirmation *confirmations, size_t count,
		      struct track_change_row **rows, size_t *row_count)
{
	size_t all = 0;

	for (size_t f = 0; f < findings->count; f++)
		all += shown_of(&findings->findings[f], wanted, most);
	*row_count = 0;
	*rows = calloc(all + 1, sizeof(**rows));
	if (!*rows)
		return -ENOMEM;
	for (size_t f = 0; f < findings->count; f++) {
		const struct finding *finding = &findings->findings[f];
		size_t shown = shown_of(finding, wanted, most);

		for (size_t c = 0; c < shown; c++) {
			struct track_change_row *row = &(*rows)[(*row_count)++];

			row->finding = finding;
			row->change = &finding->changes[c];
			row->confirmation = find_confirmation(confirmations, count, row->change);
			if (row->change->good)
				track_date(row->good_date, row->change->good->date);
			track_date(row->bad_date, row->change->bad->date);
			track_unit(row->unit, row->change->series);
		}
	}
	return 0;
}

static bool is_alike(const struct track_change_row *one, const struct track_change_row *other)
{
	const struct history_series *a = one->change->series;
	const struct history_series *b = other->change->series;

	return !strcmp(a->workload, b->workload) && !strcmp(a->metric, b->metric) &&
	       a->emulated == b->emulated;
}

size_t track_change_gather(struct track_change_row *rows, size_t count)
{
	size_t alike = 1;

	for (size_t i = 1; i < count; i++) {
		struct track_change_row row = rows[i];

		if (!is_alike(&rows[0], &row))
			continue;
		memmove(&rows[alike + 1], &rows[alike], (i - alike) * sizeof(*rows));
		rows[alike++] = row;
	}
	return alike;
}
