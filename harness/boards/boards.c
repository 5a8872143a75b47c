// SPDX-License-Identifier: GPL-2.0-only
#include "boards/boards.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "boards/boards_parts.h"
#include "report/column.h"
#include "result/parallel.h"

/* The inputs on their way into boards. */
struct intake {
	const struct report_settings *settings;
	const struct report_input *inputs;
	struct board_boot *boots;
};

static int take_input(void *context, size_t index)
{
	struct intake *intake = context;
	const struct report_input *input = &intake->inputs[index];
	struct board_boot *boot = &intake->boots[index];
	int error;

	boot->file = input->name;
	boot->index = index;
	boot->result = input->result;
	error = summary_make(input->result, &boot->summary);
	if (error)
		return error;
	if (intake->settings->has_floor)
		summary_judge(&boot->summary, intake->settings->floor_percent);
	trust_judge_summary(&boot->summary, &boot->trust);
	return 0;
}

static int fill_board(void *context, size_t index)
{
	struct boards *boards = context;

	return board_fill(boards, &boards->boards[index]);
}

/* Rows are counted where JSON leaves out what was not planned. */
static void number_rows(struct boards *boards)
{
	size_t cells = boards->workload_count * boards->configuration_count;

	for (size_t b = 0; b < boards->count; b++) {
		struct board *board = &boards->boards[b];
		size_t metrics = 0;
		size_t row = 0;

		for (size_t m = 0; m < boards->metric_count; m++)
			metrics += board->metrics[m];
		for (size_t c = 0; c < cells; c++) {
			board->cells[c].json_row = row;
			row += board->cells[c].planned ? metrics : 0;
		}
	}
}

static int put_together(struct boards *boards, struct board_boot *boots, size_t count)
{
	size_t at;
	int error = boards_group(boards, boots, count);

	if (!error)
		error = boards_name(boards);
	if (!error)
		error = boards_list(boards);
	if (!error)
		error = parallel_each(boards->count, fill_board, boards, &at);
	if (!error)
		number_rows(boards);
	return error;
}

int boards_make(const struct report_settings *settings, const struct report_input *inputs,
		size_t count, struct boards *boards)
{
	struct intake intake = { .settings = settings, .inputs = inputs };
	size_t at;
	int error;

	*boards = (struct boards){
		.floor_percent =
			settings->has_floor ? settings->floor_percent : SUMMARY_FLOOR_PERCENT,
	};
	intake.boots = calloc(count + 1, sizeof(*intake.boots));
	if (!intake.boots)
		return -ENOMEM;
	error = parallel_each(count, take_input, &intake, &at);
	if (!error)
		error = put_together(boards, intake.boots, count);
	for (size_t i = 0; i < count; i++)
		summary_free(&intake.boots[i].summary);
	free(intake.boots);
	return error;
}

static void free_board(struct board *board)
{
	for (size_t i = 0; i < board->boot_count; i++)
		summary_free(&board->boots[i].summary);
	if (board->cells)
		free(board->cells[0].figures);
	free(board->boots);
	free(board->cells);
	free(board->metrics);
	free(board->name);
}

void boards_free(struct boards *boards)
{
	for (size_t i = 0; i < boards->count; i++)
		free_board(&boards->boards[i]);
	free(boards->boards);
	free(boards->workloads);
	free(boards->configurations);
	free(boards->metrics);
	memset(boards, 0, sizeof(*boards));
}

const struct board_cell *boards_cell(const struct boards *boards, size_t board, size_t workload,
				     size_t configuration)
{
	return &boards->boards[board].cells[workload * boards->configuration_count + configuration];
}

const struct board_figure *boards_figure(const struct boards *boards, size_t board, size_t workload,
					 size_t configuration, size_t metric)
{
	return &boards_cell(boards, board, workload, configuration)->figures[metric];
}

size_t boards_json_row(const struct boards *boards, size_t board, size_t workload,
		       size_t configuration, size_t metric)
{
	const struct board_cell *cell = boards_cell(boards, board, workload, configuration);
	const bool *has = boards->boards[board].metrics;
	size_t row = cell->json_row;

	if (!cell->planned || !has[metric])
		return BOARDS_NO_ROW;
	for (size_t m = 0; m < metric; m++)
		row += has[m];
	return row;
}

size_t boards_metric(const struct boards *boards, const char *name)
{
	size_t i = 0;

	while (i < boards->metric_count && strcmp(boards->metrics[i].name, name) != 0)
		i++;
	return i;
}

const char *boards_unit(const struct boards *boards, size_t board, size_t metric)
{
	const struct board *own = &boards->boards[board];
	const struct board_metric *kind = &boards->metrics[metric];

	for (size_t i = 0; i < own->boot_count && !kind->derived; i++) {
		const struct summary *summary = &own->boots[i].summary;
		size_t at = summary_metric(summary, kind->name);

		if (at < summary->metric_count)
			return column_unit(summary, at);
	}
	if (kind->derived && own->simulated)
		return "simulated-" BOARD_UNIT_PER_CYCLE;
	return kind->unit;
}

/* Boards with a level of the metric under the workload; of any metric where it is metric_count. */
static size_t boards_with(const struct boards *boards, size_t workload, size_t metric)
{
	size_t with = 0;

	for (size_t b = 0; b < boards->count; b++) {
		bool has = false;

		for (size_t c = 0; c < boards->configuration_count && !has; c++) {
			const struct board_cell *cell = boards_cell(boards, b, workload, c);

			for (size_t m = 0; m < boards->metric_count && !has; m++)
				has = (metric == boards->metric_count || m == metric) &&
				      cell->figures[m].level.known;
		}
		with += has;
	}
	return with;
}

size_t boards_headline(const struct boards *boards, size_t workload)
{
	static const char *const names[] = { METRIC_TIME, METRIC_CYCLES, METRIC_KERNEL_INSTRUCTIONS,
					     METRIC_INSTRUCTIONS };
	size_t measured = boards_with(boards, workload, boards->metric_count);

	for (size_t wanted = measured > 1 ? 2 : measured; wanted; wanted--) {
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
			size_t metric = boards_metric(boards, names[i]);

			if (metric < boards->metric_count &&
			    boards_with(boards, workload, metric) >= wanted)
				return metric;
		}
		for (size_t m = 0; m < boards->metric_count; m++) {
			if (!boards->metrics[m].derived &&
			    boards_with(boards, workload, m) >= wanted)
				return m;
		}
	}
	return boards->metric_count;
}
