// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of columns.
 */
#include "report/column.h"

#include <math.h>
#include <string.h>

#include "result/machine.h"

const char *column_mark(const struct summary_cell *cell)
{
	return cell->dirty && cell->sampled ? COLUMN_DIRTY : "";
}

static struct report_cell value_of(const struct value_summary *of, struct value value)
{
	if (!of->count)
		return cell_empty();
	return cell_of_value(value);
}

static struct report_cell number_if(bool known, double number)
{
	return known ? cell_of_number(number) : cell_empty();
}

static const struct summary_value *values(const struct report_row *row)
{
	return &row->cell->values[row->metric];
}

/* Each type of core is a board of its own: what they take is not compared by chance. */
static struct report_cell get_board(const struct report_row *row)
{
	const struct result *result = row->summary->result;
	struct report_cell cell = cell_of_text(result_machine(result));

	cell.aside = result->environment.core_type;
	return cell;
}

static struct report_cell get_arch(const struct report_row *row)
{
	return cell_of_text(row->summary->result->environment.arch);
}

static struct report_cell get_kernel(const struct report_row *row)
{
	return cell_of_text(row->summary->result->environment.kernel_release);
}

static struct report_cell get_workload(const struct report_row *row)
{
	return cell_of_text(row->summary->result->plan.workloads[row->cell->workload].name);
}

static struct report_cell get_configuration(const struct report_row *row)
{
	struct report_cell cell =
		cell_of_text(row->summary->result->plan.configurations[row->cell->configuration]);

	cell.mark = column_mark(row->cell);
	return cell;
}

static struct report_cell get_path(const struct report_row *row)
{
	return cell_of_text(row->cell->path);
}

static struct report_cell get_metric(const struct report_row *row)
{
	return cell_of_text(row->summary->metrics[row->metric]);
}

/* "simulated-ns" of "simulated-" and "ns"; without a row of its own the prefix alone is said. */
static const char *marked_unit(const char *const *units, size_t count, const char *unit)
{
	for (size_t i = 1; i < count; i++) {
		if (!strcmp(units[i] + strlen(units[0]) + 1, unit))
			return units[i];
	}
	return units[0];
}

const char *column_unit(const struct summary *summary, size_t metric)
{
	static const char *const emulated[] = { "emulated", "emulated-ns", "emulated-cycles",
						"emulated-events" };
	static const char *const simulated[] = { "simulated", "simulated-ns", "simulated-cycles",
						 "simulated-events", "simulated-instructions" };
	const char *unit = metric_kind(summary->metrics[metric])->unit;

	if (summary->result->environment.simulated)
		return marked_unit(simulated, sizeof(simulated) / sizeof(simulated[0]), unit);
	if (summary_is_of_emulator(summary, metric))
		return marked_unit(emulated, sizeof(emulated) / sizeof(emulated[0]), unit);
	return unit;
}

static struct report_cell get_unit(const struct report_row *row)
{
	return cell_of_text(column_unit(row->summary, row->metric));
}

static struct report_cell get_value(const struct report_row *row)
{
	return value_of(&values(row)->level, values(row)->level.median);
}

static bool is_exact(const struct report_row *row)
{
	return summary_is_exact(row->summary, row->metric);
}

static struct report_cell get_lowest(const struct report_row *row)
{
	return value_of(&values(row)->level, values(row)->level.lowest);
}

static struct report_cell get_highest(const struct report_row *row)
{
	return value_of(&values(row)->level, values(row)->level.highest);
}

static struct report_cell get_low(const struct report_row *row)
{
	const struct interval *interval = &values(row)->level_estimate.interval;

	return is_exact(row) ? get_lowest(row) : number_if(interval->known, interval->low);
}

static struct report_cell get_high(const struct report_row *row)
{
	const struct interval *interval = &values(row)->level_estimate.interval;

	return is_exact(row) ? get_highest(row) : number_if(interval->known, interval->high);
}

static const struct comparison *comparison(const struct report_row *row)
{
	return &values(row)->comparison;
}

static struct report_cell get_overhead(const struct report_row *row)
{
	const struct estimate *shift = &comparison(row)->shift;

	if (is_exact(row))
		return value_of(&values(row)->overhead, values(row)->overhead.median);
	return number_if(shift->count, shift->value);
}

static struct report_cell get_overhead_low(const struct report_row *row)
{
	const struct interval *interval = &comparison(row)->shift.interval;

	if (is_exact(row))
		return value_of(&values(row)->overhead, values(row)->overhead.lowest);
	return number_if(interval->known, interval->low);
}

static struct report_cell get_overhead_high(const struct report_row *row)
{
	const struct interval *interval = &comparison(row)->shift.interval;

	if (is_exact(row))
		return value_of(&values(row)->overhead, values(row)->overhead.highest);
	return number_if(interval->known, interval->high);
}

/* Its farther end: what is within +- of the value holds all of the interval. */
static struct report_cell half(const struct estimate *estimate)
{
	const struct interval *interval = &estimate->interval;

	if (!interval->known)
		return cell_empty();
	return (struct report_cell){
		.kind = REPORT_HALF,
		.value.number =
			fmax(estimate->value - interval->low, interval->high - estimate->value),
	};
}

static struct report_cell get_half(const struct report_row *row)
{
	return half(&values(row)->level_estimate);
}

static struct report_cell get_overhead_half(const struct report_row *row)
{
	return half(&comparison(row)->shift);
}

static struct report_cell get_verdict(const struct report_row *row)
{
	const char *name = verdict_name(comparison(row)->verdict);

	return cell_of_text(*name ? name : NULL);
}

/* Without an interval there was no test either. */
static struct report_cell probability(const struct report_row *row, double value)
{
	if (is_exact(row) || !comparison(row)->shift.interval.known)
		return cell_empty();
	return (struct report_cell){ .kind = REPORT_PROBABILITY, .value.number = value };
}

static struct report_cell get_p(const struct report_row *row)
{
	return probability(row, comparison(row)->p);
}

static struct report_cell get_adjusted_p(const struct report_row *row)
{
	return probability(row, comparison(row)->adjusted_p);
}

static struct report_cell get_detectable(const struct report_row *row)
{
	return number_if(!is_exact(row) && comparison_can_tell(comparison(row)) &&
				 comparison(row)->detectable > 0,
			 comparison(row)->detectable);
}

/* With a verdict, the floor is what it was found by. */
static struct report_cell get_floor(const struct report_row *row)
{
	return number_if(comparison(row)->verdict != VERDICT_NONE,
			 summary_floor(row->summary, row->cell->workload, row->metric));
}

static struct report_cell get_unit_of_analysis(const struct report_row *row)
{
	if (is_exact(row) || !values(row)->level.count)
		return cell_empty();
	return cell_of_text(row->summary->by_load ? "load" : "block");
}

static struct report_cell get_ratio(const struct report_row *row)
{
	if (!values(row)->has_ratio)
		return cell_empty();
	return (struct report_cell){
		.kind = REPORT_RATIO,
		.value = { .number = values(row)->ratio, .whole = false },
	};
}

/* One block has no spread to speak of. */
static struct report_cell get_spread(const struct report_row *row)
{
	const struct value_summary *level = &values(row)->level;

	if (level->count < 2)
		return cell_empty();
	return (struct report_cell){
		.kind = REPORT_RANGE,
		.value = level->lowest,
		.high = level->highest,
	};
}

static struct report_cell get_blocks(const struct report_row *row)
{
	return cell_of_count(values(row)->level.count);
}

static struct report_cell get_invalid(const struct report_row *row)
{
	return cell_of_count(row->cell->invalid);
}

/* clang-format off */
static const struct column columns[] = {
	{ .key = "board", .get = get_board },
	{ .key = "arch", .get = get_arch },
	{ .key = "kernel", .get = get_kernel },
	{ .key = "workload", .get = get_workload },
	{ .key = "configuration", .heading = "configuration", .get = get_configuration },
	{ .key = "path", .heading = "path", .get = get_path },
	{ .key = "metric", .get = get_metric },
	{ .key = "unit", .get = get_unit },
	{ .key = "value", .heading = "per call", .right = true, .get = get_value },
	{ .key = "low", .get = get_low },
	{ .key = "high", .get = get_high },
	{ .heading = "95 %", .right = true, .metrics = COLUMN_CLOCKED, .get = get_half },
	{ .key = "overhead", .heading = "overhead", .right = true, .get = get_overhead },
	{ .key = "overhead_low", .get = get_overhead_low },
	{ .key = "overhead_high", .get = get_overhead_high },
	{ .heading = "95 %", .right = true, .metrics = COLUMN_CLOCKED, .get = get_overhead_half },
	{ .heading = "x direct", .right = true, .spare = true, .get = get_ratio },
	{ .heading = "spread", .right = true, .metrics = COLUMN_EXACT, .get = get_spread },
	{ .key = "blocks", .get = get_blocks },
	{ .key = "invalid", .get = get_invalid },
	{ .key = "verdict", .heading = "verdict", .json_only = true, .metrics = COLUMN_CLOCKED,
	  .get = get_verdict },
	{ .key = "p", .json_only = true, .get = get_p },
	{ .key = "adjusted_p", .json_only = true, .get = get_adjusted_p },
	{ .key = "detectable", .json_only = true, .get = get_detectable },
	{ .key = "floor", .json_only = true, .get = get_floor },
	{ .key = "unit_of_analysis", .json_only = true, .get = get_unit_of_analysis },
	{ .key = "lowest", .json_only = true, .get = get_lowest },
	{ .key = "highest", .json_only = true, .get = get_highest },
};
/* clang-format on */

bool column_is_shown(const struct column *column, const struct summary *summary, size_t metric)
{
	bool exact = summary_is_exact(summary, metric);

	return column->heading && column->metrics != (exact ? COLUMN_CLOCKED : COLUMN_EXACT);
}

const struct column *column_rows(size_t *number)
{
	*number = sizeof(columns) / sizeof(columns[0]);
	return columns;
}
