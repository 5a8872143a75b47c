// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of columns of a comparison.
 */
#include "compare/column.h"

#include <math.h>
#include <string.h>

static struct report_cell number_if(bool known, double number)
{
	return known ? cell_of_number(number) : cell_empty();
}

/* Estimates are whole by chance or because nothing differed: of counts that is worth to be seen. */
static struct value seen(struct value value)
{
	value.whole = value.whole || value.number == rint(value.number);
	return value;
}

static struct report_cell value_of(const struct value_summary *of, struct value value)
{
	if (!of->count)
		return cell_empty();
	return cell_of_value(seen(value));
}

static bool has_change(const struct difference *row)
{
	return row->verdict != DIFFERENCE_NONE;
}

bool difference_is_found(const struct difference *row)
{
	return row->verdict == DIFFERENCE_MORE || row->verdict == DIFFERENCE_LESS;
}

const char *difference_verdict_name(const struct difference *row)
{
	switch (row->verdict) {
	case DIFFERENCE_MORE:
		return "more";
	case DIFFERENCE_LESS:
		return "less";
	case DIFFERENCE_SAME:
		return "same";
	case DIFFERENCE_UNDECIDED:
		return "undecided";
	case DIFFERENCE_NONE:
		break;
	}
	if (row->before.boots && !row->after.boots)
		return "only-before";
	if (row->after.boots && !row->before.boots)
		return "only-after";
	return "none";
}

static struct report_cell get_workload(const struct difference *row)
{
	return cell_of_text(row->workload);
}

static struct report_cell get_configuration(const struct difference *row)
{
	return cell_of_text(row->configuration);
}

static struct report_cell get_metric(const struct difference *row)
{
	return cell_of_text(row->metric);
}

static struct report_cell get_unit(const struct difference *row)
{
	return cell_of_text(row->unit);
}

static struct report_cell get_exact(const struct difference *row)
{
	return cell_of_truth(row->exact);
}

static struct report_cell get_boots_before(const struct difference *row)
{
	return cell_of_count(row->before.boots);
}

static struct report_cell get_boots_after(const struct difference *row)
{
	return cell_of_count(row->after.boots);
}

static struct report_cell get_path_before(const struct difference *row)
{
	return cell_of_text(row->before.path);
}

static struct report_cell get_path_after(const struct difference *row)
{
	return cell_of_text(row->after.path);
}

static struct report_cell get_path_changed(const struct difference *row)
{
	return cell_of_truth(row->path_changed);
}

/* A side that was measured has a path; without one its boots do not agree. */
static const char *path_for_people(const struct difference_value *side)
{
	return side->boots && !side->path ? "varies" : side->path;
}

static struct report_cell get_path_before_shown(const struct difference *row)
{
	return cell_of_text(path_for_people(&row->before));
}

static struct report_cell get_path_after_shown(const struct difference *row)
{
	return cell_of_text(path_for_people(&row->after));
}

static struct report_cell get_paths(const struct difference *row)
{
	const char *before = path_for_people(&row->before);
	const char *after = path_for_people(&row->after);
	struct report_cell cell = cell_of_text(before ? before : after);

	if (before && after && strcmp(before, after) != 0)
		cell.becomes = after;
	return cell;
}

static struct report_cell get_before(const struct difference *row)
{
	return value_of(&row->before.level, row->before.level.median);
}

static struct report_cell get_before_lowest(const struct difference *row)
{
	return value_of(&row->before.level, row->before.level.lowest);
}

static struct report_cell get_before_highest(const struct difference *row)
{
	return value_of(&row->before.level, row->before.level.highest);
}

static struct report_cell get_after(const struct difference *row)
{
	return value_of(&row->after.level, row->after.level.median);
}

static struct report_cell get_after_lowest(const struct difference *row)
{
	return value_of(&row->after.level, row->after.level.lowest);
}

static struct report_cell get_after_highest(const struct difference *row)
{
	return value_of(&row->after.level, row->after.level.highest);
}

static struct report_cell get_overhead_before(const struct difference *row)
{
	return value_of(&row->before.overhead, row->before.overhead.median);
}

static struct report_cell get_overhead_after(const struct difference *row)
{
	return value_of(&row->after.overhead, row->after.overhead.median);
}

static struct report_cell get_change(const struct difference *row)
{
	if (!has_change(row))
		return cell_empty();
	return (struct report_cell){ .kind = REPORT_CHANGE, .value = seen(row->change) };
}

/* Of a level that is 0 nothing is a share. */
static struct report_cell get_percent(const struct difference *row)
{
	double before = row->before.level.median.number;

	if (!has_change(row) || before == 0)
		return cell_empty();
	return (struct report_cell){
		.kind = REPORT_PERCENT,
		.value.number = 100 * row->change.number / fabs(before),
	};
}

static struct report_cell get_low(const struct difference *row)
{
	return number_if(row->has_interval, row->low);
}

static struct report_cell get_high(const struct difference *row)
{
	return number_if(row->has_interval, row->high);
}

/* Its farther end: what is within +- of the change holds all of the interval. */
static struct report_cell get_half(const struct difference *row)
{
	if (!row->has_interval)
		return cell_empty();
	return (struct report_cell){
		.kind = REPORT_HALF,
		.value.number = fmax(row->change.number - row->low, row->high - row->change.number),
	};
}

/* Without an interval there was no test either. */
static struct report_cell get_p(const struct difference *row)
{
	if (!row->has_interval || !isfinite(row->p))
		return cell_empty();
	return (struct report_cell){ .kind = REPORT_PROBABILITY, .value.number = row->p };
}

static struct report_cell get_detectable(const struct difference *row)
{
	return number_if(row->detectable > 0, row->detectable);
}

static struct report_cell get_floor(const struct difference *row)
{
	return number_if(has_change(row), row->floor);
}

static struct report_cell get_verdict(const struct difference *row)
{
	return cell_of_text(difference_verdict_name(row));
}

/* A finding stands out where nothing has a colour. */
static struct report_cell get_verdict_shown(const struct difference *row)
{
	const char *name = difference_verdict_name(row);

	if (row->verdict == DIFFERENCE_MORE)
		return cell_of_text("MORE");
	if (row->verdict == DIFFERENCE_LESS)
		return cell_of_text("LESS");
	return cell_of_text(strcmp(name, "none") != 0 ? name : NULL);
}

/* No boot differs from any other. */
static bool is_without_noise(const struct difference *row)
{
	return row->change.number == 0 && row->low == 0 && row->high == 0;
}

/*
 * What a commit message says of it: the change where it is one, nothing where it is none, and
 * the sign of benchstat where it may be one. Where there is no sign the numbers stand for
 * themselves.
 */
static struct report_cell get_change_said(const struct difference *row)
{
	if (row->verdict == DIFFERENCE_UNDECIDED)
		return cell_of_text("~");
	if (row->verdict == DIFFERENCE_SAME && !row->exact && !is_without_noise(row))
		return cell_of_text("same");
	return get_change(row);
}

static struct report_cell get_half_said(const struct difference *row)
{
	return difference_is_found(row) ? get_half(row) : cell_empty();
}

static struct report_cell get_note(const struct difference *row)
{
	return cell_of_text(row->note);
}

#define BOTH DIFFERENCE_VIEW_BOTH
#define BEFORE DIFFERENCE_VIEW_BEFORE
#define AFTER DIFFERENCE_VIEW_AFTER

/* clang-format off */
static const struct difference_column columns[] = {
	{ .key = "workload", .get = get_workload },
	{ .key = "configuration", .heading = "configuration", .views = BOTH | BEFORE | AFTER,
	  .get = get_configuration },
	{ .key = "metric", .get = get_metric },
	{ .key = "unit", .get = get_unit },
	{ .key = "exact", .get = get_exact },
	{ .heading = "path", .views = BOTH, .get = get_paths },
	{ .heading = "path", .views = BEFORE, .get = get_path_before_shown },
	{ .heading = "path", .views = AFTER, .get = get_path_after_shown },
	{ .key = "path_before", .get = get_path_before },
	{ .key = "path_after", .get = get_path_after },
	{ .key = "path_changed", .get = get_path_changed },
	{ .key = "boots_before", .get = get_boots_before },
	{ .key = "boots_after", .get = get_boots_after },
	{ .key = "before", .heading = "before", .views = BOTH, .right = true, .get = get_before },
	{ .heading = "per call", .views = BEFORE, .right = true, .get = get_before },
	{ .key = "before_lowest", .get = get_before_lowest },
	{ .key = "before_highest", .get = get_before_highest },
	{ .key = "after", .heading = "after", .views = BOTH, .right = true, .get = get_after },
	{ .heading = "per call", .views = AFTER, .right = true, .get = get_after },
	{ .key = "after_lowest", .get = get_after_lowest },
	{ .key = "after_highest", .get = get_after_highest },
	{ .key = "overhead_before", .heading = "overhead", .views = BEFORE, .right = true,
	  .get = get_overhead_before },
	{ .key = "overhead_after", .heading = "overhead", .views = AFTER, .right = true,
	  .get = get_overhead_after },
	{ .key = "difference", .heading = "change", .views = BOTH, .right = true,
	  .get = get_change },
	{ .heading = "change", .views = AFTER, .right = true, .get = get_change_said },
	{ .key = "difference_low", .get = get_low },
	{ .key = "difference_high", .get = get_high },
	{ .heading = "95 %", .views = BOTH, .right = true, .clocked = true, .get = get_half },
	{ .heading = "95 %", .views = AFTER, .right = true, .clocked = true,
	  .get = get_half_said },
	{ .key = "percent", .heading = "%", .views = BOTH, .right = true, .spare = true,
	  .get = get_percent },
	{ .key = "p", .get = get_p },
	{ .key = "detectable", .get = get_detectable },
	{ .key = "floor", .get = get_floor },
	{ .key = "verdict", .get = get_verdict },
	{ .heading = "verdict", .views = BOTH, .get = get_verdict_shown },
	{ .key = "note", .get = get_note },
};
/* clang-format on */

const struct difference_column *difference_columns(size_t *number)
{
	*number = sizeof(columns) / sizeof(columns[0]);
	return columns;
}
