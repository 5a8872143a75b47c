// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of columns.
 */
#include "report/column.h"

static struct report_cell empty(void)
{
	return (struct report_cell){ .kind = REPORT_EMPTY };
}

static struct report_cell text(const char *words)
{
	if (!words)
		return empty();
	return (struct report_cell){ .kind = REPORT_TEXT, .text = words, .mark = "" };
}

const char *column_mark(const struct summary_cell *cell)
{
	return cell->dirty && cell->sampled ? COLUMN_DIRTY : "";
}

static struct report_cell count(size_t number)
{
	return (struct report_cell){ .kind = REPORT_COUNT, .count = number };
}

static struct report_cell value_of(const struct value_summary *of, struct value value)
{
	if (!of->count)
		return empty();
	return (struct report_cell){ .kind = REPORT_VALUE, .value = value };
}

static const struct summary_value *values(const struct report_row *row)
{
	return &row->cell->values[row->metric];
}

static struct report_cell get_board(const struct report_row *row)
{
	return text(row->summary->result->environment.board);
}

static struct report_cell get_arch(const struct report_row *row)
{
	return text(row->summary->result->environment.arch);
}

static struct report_cell get_kernel(const struct report_row *row)
{
	return text(row->summary->result->environment.kernel_release);
}

static struct report_cell get_workload(const struct report_row *row)
{
	return text(row->summary->result->plan.workloads[row->cell->workload].name);
}

static struct report_cell get_configuration(const struct report_row *row)
{
	struct report_cell cell =
		text(row->summary->result->plan.configurations[row->cell->configuration]);

	cell.mark = column_mark(row->cell);
	return cell;
}

static struct report_cell get_path(const struct report_row *row)
{
	return text(row->cell->path);
}

static struct report_cell get_metric(const struct report_row *row)
{
	return text(row->summary->metrics[row->metric]);
}

static struct report_cell get_unit(const struct report_row *row)
{
	return text(metric_kind(row->summary->metrics[row->metric])->unit);
}

static struct report_cell get_value(const struct report_row *row)
{
	return value_of(&values(row)->level, values(row)->level.median);
}

static struct report_cell get_low(const struct report_row *row)
{
	return value_of(&values(row)->level, values(row)->level.lowest);
}

static struct report_cell get_high(const struct report_row *row)
{
	return value_of(&values(row)->level, values(row)->level.highest);
}

static struct report_cell get_overhead(const struct report_row *row)
{
	return value_of(&values(row)->overhead, values(row)->overhead.median);
}

static struct report_cell get_overhead_low(const struct report_row *row)
{
	return value_of(&values(row)->overhead, values(row)->overhead.lowest);
}

static struct report_cell get_overhead_high(const struct report_row *row)
{
	return value_of(&values(row)->overhead, values(row)->overhead.highest);
}

static struct report_cell get_ratio(const struct report_row *row)
{
	if (!values(row)->has_ratio)
		return empty();
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
		return empty();
	return (struct report_cell){
		.kind = REPORT_RANGE,
		.value = level->lowest,
		.high = level->highest,
	};
}

static struct report_cell get_blocks(const struct report_row *row)
{
	return count(values(row)->level.count);
}

static struct report_cell get_invalid(const struct report_row *row)
{
	return count(row->cell->invalid);
}

static const struct column columns[] = {
	{ "board", NULL, false, get_board },
	{ "arch", NULL, false, get_arch },
	{ "kernel", NULL, false, get_kernel },
	{ "workload", NULL, false, get_workload },
	{ "configuration", "configuration", false, get_configuration },
	{ "path", "path", false, get_path },
	{ "metric", NULL, false, get_metric },
	{ "unit", NULL, false, get_unit },
	{ "value", "per call", true, get_value },
	{ "low", NULL, true, get_low },
	{ "high", NULL, true, get_high },
	{ "overhead", "overhead", true, get_overhead },
	{ "overhead_low", NULL, true, get_overhead_low },
	{ "overhead_high", NULL, true, get_overhead_high },
	{ NULL, "x direct", true, get_ratio },
	{ NULL, "spread", true, get_spread },
	{ "blocks", NULL, true, get_blocks },
	{ "invalid", NULL, true, get_invalid },
};

const struct column *column_rows(size_t *number)
{
	*number = sizeof(columns) / sizeof(columns[0]);
	return columns;
}
