// SPDX-License-Identifier: GPL-2.0-only
/*
 * A row has all keys that a row of one file has; what takes the blocks of one boot (a verdict, a
 * probability) is null where the figure is of several.
 */
#include "boards/json_row.h"

#include <string.h>

#include "report/cell_json.h"
#include "report/column.h"

/* A row under way. */
struct row {
	const struct boards *boards;
	const struct board *board;
	const struct board_cell *cell;
	const struct board_figure *figure;
	size_t at; /* of the board */
	size_t workload;
	size_t configuration;
	size_t metric;
	/* The boots that have the figure: the first, and what all of them saw. */
	struct report_row first;
	size_t boots;
	struct value lowest;
	struct value highest;
};

static struct report_cell value_if(bool known, struct value value)
{
	if (!known)
		return cell_empty();
	return cell_of_value(value);
}

static struct report_cell get_board(const struct row *row)
{
	return cell_of_text(row->board->name);
}

static struct report_cell get_arch(const struct row *row)
{
	return cell_of_text(row->board->boots[0].result->environment.arch);
}

static struct report_cell get_kernel(const struct row *row)
{
	return cell_of_text(row->board->boots[0].result->environment.kernel_release);
}

static struct report_cell get_workload(const struct row *row)
{
	return cell_of_text(row->boards->workloads[row->workload].name);
}

static struct report_cell get_configuration(const struct row *row)
{
	struct report_cell cell = cell_of_text(row->boards->configurations[row->configuration]);

	if (row->cell->dirty)
		cell.mark = COLUMN_DIRTY;
	return cell;
}

static struct report_cell get_path(const struct row *row)
{
	return cell_of_text(row->cell->path);
}

static struct report_cell get_metric(const struct row *row)
{
	return cell_of_text(row->boards->metrics[row->metric].name);
}

static struct report_cell get_unit(const struct row *row)
{
	return cell_of_text(boards_unit(row->boards, row->at, row->metric));
}

static struct report_cell get_value(const struct row *row)
{
	return value_if(row->figure->level.known, row->figure->level.value);
}

static struct report_cell get_low(const struct row *row)
{
	return value_if(row->figure->level.has_range, row->figure->level.low);
}

static struct report_cell get_high(const struct row *row)
{
	return value_if(row->figure->level.has_range, row->figure->level.high);
}

static struct report_cell get_overhead(const struct row *row)
{
	return value_if(row->figure->overhead.known, row->figure->overhead.value);
}

static struct report_cell get_overhead_low(const struct row *row)
{
	return value_if(row->figure->overhead.has_range, row->figure->overhead.low);
}

static struct report_cell get_overhead_high(const struct row *row)
{
	return value_if(row->figure->overhead.has_range, row->figure->overhead.high);
}

static struct report_cell get_blocks(const struct row *row)
{
	return cell_of_count(row->figure->blocks);
}

static struct report_cell get_invalid(const struct row *row)
{
	return cell_of_count(row->cell->invalid);
}

static struct report_cell get_lowest(const struct row *row)
{
	return value_if(row->boots, row->lowest);
}

static struct report_cell get_highest(const struct row *row)
{
	return value_if(row->boots, row->highest);
}

static struct report_cell get_unit_of_analysis(const struct row *row)
{
	if (row->figure->spread == BOARD_SPREAD_BLOCKS && row->boots)
		return cell_of_text(row->first.summary->by_load ? "load" : "block");
	if (row->figure->spread == BOARD_SPREAD_BOOTS)
		return cell_of_text("boot");
	return cell_empty();
}

/* In place of a file's own. */
static const struct {
	const char *key;
	struct report_cell (*get)(const struct row *row);
} members[] = {
	{ "board", get_board },
	{ "arch", get_arch },
	{ "kernel", get_kernel },
	{ "workload", get_workload },
	{ "configuration", get_configuration },
	{ "path", get_path },
	{ "metric", get_metric },
	{ "unit", get_unit },
	{ "value", get_value },
	{ "low", get_low },
	{ "high", get_high },
	{ "overhead", get_overhead },
	{ "overhead_low", get_overhead_low },
	{ "overhead_high", get_overhead_high },
	{ "blocks", get_blocks },
	{ "invalid", get_invalid },
	{ "lowest", get_lowest },
	{ "highest", get_highest },
	{ "unit_of_analysis", get_unit_of_analysis },
};

static struct report_cell get(const struct row *row, const struct column *column)
{
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		if (!strcmp(members[i].key, column->key))
			return members[i].get(row);
	}
	return row->boots == 1 ? column->get(&row->first) : cell_empty();
}

/* Where the boot has the figure; false: nowhere. */
static bool find_source(const struct row *row, const struct summary *summary,
			struct report_row *out)
{
	const struct result_plan *plan = &summary->result->plan;
	size_t workload = 0;
	size_t configuration = 0;

	*out = (struct report_row){
		.summary = summary,
		.metric = summary_metric(summary, row->boards->metrics[row->metric].name),
	};
	while (workload < plan->workload_count &&
	       strcmp(plan->workloads[workload].name, row->boards->workloads[row->workload].name) !=
		       0)
		workload++;
	while (configuration < plan->configuration_count &&
	       strcmp(plan->configurations[configuration],
		      row->boards->configurations[row->configuration]) != 0)
		configuration++;
	if (out->metric == summary->metric_count || workload == plan->workload_count ||
	    configuration == plan->configuration_count)
		return false;
	out->cell = summary_cell(summary, workload, configuration);
	return out->cell->values[out->metric].level.count;
}

static void find_sources(struct row *row)
{
	for (size_t i = 0; i < row->board->boot_count; i++) {
		struct report_row source;
		const struct value_summary *level;

		if (!find_source(row, &row->board->boots[i].summary, &source))
			continue;
		level = &source.cell->values[source.metric].level;
		if (!row->boots++) {
			row->first = source;
			row->lowest = level->lowest;
			row->highest = level->highest;
			continue;
		}
		if (level->lowest.number < row->lowest.number)
			row->lowest = level->lowest;
		if (level->highest.number > row->highest.number)
			row->highest = level->highest;
	}
}

const char *board_spread_name(enum board_spread spread)
{
	static const char *const names[] = {
		[BOARD_SPREAD_NONE] = NULL,       [BOARD_SPREAD_EXACT] = "exact",
		[BOARD_SPREAD_BLOCKS] = "blocks", [BOARD_SPREAD_RANGE] = "range",
		[BOARD_SPREAD_BOOTS] = "boots",
	};

	return names[spread];
}

static int add_more(json_t *object, const struct board_figure *figure)
{
	const char *spread = board_spread_name(figure->spread);

	if (json_object_set_new(object, "boots", json_integer((json_int_t)figure->boots)) ||
	    json_object_set_new(object, "spread", spread ? json_string(spread) : json_null()))
		return -1;
	return 0;
}

json_t *board_json_row(const struct boards *boards, size_t board, size_t workload,
		       size_t configuration, size_t metric)
{
	struct row row = {
		.boards = boards,
		.board = &boards->boards[board],
		.cell = boards_cell(boards, board, workload, configuration),
		.figure = boards_figure(boards, board, workload, configuration, metric),
		.at = board,
		.workload = workload,
		.configuration = configuration,
		.metric = metric,
	};
	json_t *object = json_object();
	size_t columns_count;
	const struct column *columns = column_rows(&columns_count);
	int error = object ? 0 : -1;

	if (!boards->metrics[metric].derived)
		find_sources(&row);
	for (size_t i = 0; i < columns_count && !error; i++) {
		struct report_cell cell;

		if (!columns[i].key)
			continue;
		cell = get(&row, &columns[i]);
		error = json_object_set_new(object, columns[i].key, cell_json(&cell));
	}
	if (!error)
		error = add_more(object, row.figure);
	if (!error)
		return object;
	json_decref(object);
	return NULL;
}
