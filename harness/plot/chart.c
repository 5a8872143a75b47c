// SPDX-License-Identifier: GPL-2.0-only
#include "plot/chart.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "plot/chart_bar.h"
#include "plot/part.h"
#include "plot/pictures.h"
#include "report/column.h"
#include "report/number.h"
#include "report/wrap.h"

#define INDENT 2
#define NAME_COLUMNS 22
#define BAR_COLUMNS 30
#define VALUE_COLUMNS 22

static const char head[] =
	"Overhead per call: what tracing adds to \"none\". A bar (=) begins at 0 (|); ( and ) are "
	"the ends of its interval, where that is wide enough to be seen. Each chart has a scale of "
	"its own.";

/* One chart: some configurations under one workload, in one metric. */
struct chart {
	const struct boards *boards;
	size_t workload;
	size_t metric;
	struct chart_scale scale;
	int mark; /* characters of the longest board's mark; 0: there is one board */
};

static const struct board_figure *figure_at(const struct chart *chart, size_t board,
					    size_t configuration)
{
	return boards_figure(chart->boards, board, chart->workload, configuration, chart->metric);
}

/* Whether the board has any bar under the workload, in this metric. */
static bool has_board(const struct chart *chart, size_t board)
{
	for (size_t c = 0; c < chart->boards->configuration_count; c++) {
		if (figure_at(chart, board, c)->overhead.known)
			return true;
	}
	return false;
}

/* Three digits that count: "2.75", "25.2", "506"; whole numbers are exact. */
static void write_value(char text[NUMBER_SIZE], struct value value)
{
	double size = value.number < 0 ? -value.number : value.number;

	number_for_people(text, value, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}

/*
 * "25.2 (24.9..25.6)": behind the bar. An interval that is narrower than what is shown is left out,
 * and one that has no room.
 */
static void print_value(FILE *out, const struct board_estimate *estimate)
{
	struct value values[] = { estimate->value, estimate->low, estimate->high };
	char text[NUMBER_SIZE];
	char low[NUMBER_SIZE];
	char high[NUMBER_SIZE];

	/* All alike: a median that happens to be whole is no exact count. */
	values[0].whole =
		values[0].whole && (!estimate->has_range || (values[1].whole && values[2].whole));
	values[1].whole = values[2].whole = values[0].whole;
	write_value(text, values[0]);
	write_value(low, values[1]);
	write_value(high, values[2]);
	fprintf(out, "  %s", text);
	if (estimate->has_range && (strcmp(text, low) != 0 || strcmp(text, high) != 0) &&
	    strlen(text) + strlen(low) + strlen(high) + strlen(" (..)") <= VALUE_COLUMNS)
		fprintf(out, " (%s..%s)", low, high);
}

/* Why there is no bar. */
static const char *missing(const struct board_cell *cell)
{
	if (!cell->planned)
		return "not measured";
	if (cell->unavailable)
		return "not available";
	return cell->invalid ? "no valid sample" : "no overhead";
}

/* Printable, and no more than so many characters: a longer one ends in "~". */
static void clip(char *to, const char *from, size_t columns)
{
	size_t length = strlen(from);
	size_t shown = length > columns ? columns : length;

	for (size_t i = 0; i < shown; i++)
		to[i] = wrap_printable(from[i]);
	if (length > columns)
		to[columns - 1] = '~';
	to[shown] = '\0';
}

static void print_bar(FILE *out, const struct chart *chart, size_t board, size_t configuration,
		      bool first)
{
	const struct boards *boards = chart->boards;
	const struct board_cell *cell = boards_cell(boards, board, chart->workload, configuration);
	const struct board_estimate *overhead = &cell->figures[chart->metric].overhead;
	char name[NAME_COLUMNS + 1] = "";
	char bar[CHART_BAR_SIZE];

	if (first)
		clip(name, boards->configurations[configuration], NAME_COLUMNS);
	fprintf(out, "%*s%-*s ", INDENT, "", NAME_COLUMNS, name);
	if (chart->mark)
		fprintf(out, "%*s ", chart->mark, boards->boards[board].mark);
	if (!overhead->known) {
		fprintf(out, "%s\n", missing(cell));
		return;
	}
	chart_bar(&chart->scale, overhead, bar);
	fprintf(out, "%-*s", BAR_COLUMNS, bar);
	print_value(out, overhead);
	fprintf(out, "%s\n", cell->dirty ? " dirty" : "");
}

/* What is to be said of the board's numbers: a unit that is no machine's, or that it has none. */
static const char *remark(const struct chart *chart, size_t board)
{
	const char *unit = boards_unit(chart->boards, board, chart->metric);

	if (!has_board(chart, board))
		return "not measured";
	return strcmp(unit, chart->boards->metrics[chart->metric].unit) != 0 ? unit : NULL;
}

static bool is_said(const struct chart *chart, size_t board, const char *text)
{
	const char *said = remark(chart, board);

	return said && !strcmp(said, text);
}

/* "; A, C: simulated-cycles; B: not measured" */
static void print_remarks(FILE *out, const struct chart *chart)
{
	const struct boards *boards = chart->boards;

	for (size_t b = 0; b < boards->count; b++) {
		const char *text = remark(chart, b);
		const char *comma = "; ";
		bool again = !text;

		for (size_t i = 0; i < b && !again; i++)
			again = is_said(chart, i, text);
		for (size_t i = b; i < boards->count && !again && boards->count > 1; i++) {
			if (!is_said(chart, i, text))
				continue;
			fprintf(out, "%s%s", comma, boards->boards[i].mark);
			comma = ", ";
		}
		if (!again)
			fprintf(out, "%s%s", boards->count > 1 ? ": " : "; ", text);
	}
}

/* "getppid: cycles per call, 2.8 to 26", and whose numbers are no machine's. */
static int print_title(FILE *out, const struct chart *chart, const struct plot_part *part,
		       size_t parts)
{
	const struct boards *boards = chart->boards;
	const struct board_metric *metric = &boards->metrics[chart->metric];
	char *text = NULL;
	size_t size;
	FILE *title = open_memstream(&text, &size);

	if (!title)
		return -ENOMEM;
	fprintf(title, "%s: %s per call", boards->workloads[chart->workload].name, metric->title);
	if (parts > 1) {
		char low[NUMBER_SIZE];
		char high[NUMBER_SIZE];

		plot_part_ends(part, low, high);
		fprintf(title, strcmp(low, high) ? ", %s to %s" : ", %s", low, high);
	}
	print_remarks(title, chart);
	if (fclose(title)) {
		free(text);
		return -ENOMEM;
	}
	fputc('\n', out);
	wrap_print(out, INDENT, text);
	free(text);
	return 0;
}

static void print_part(FILE *out, struct chart *chart, const struct plot_part *part)
{
	const struct boards *boards = chart->boards;

	chart->scale = (struct chart_scale){ .width = BAR_COLUMNS };
	for (size_t c = 0; c < boards->configuration_count; c++) {
		for (size_t b = 0; part->configurations[c] && b < boards->count; b++)
			chart_scale_add(&chart->scale, &figure_at(chart, b, c)->overhead);
	}
	for (size_t c = 0; c < boards->configuration_count; c++) {
		bool first = true;

		for (size_t b = 0; part->configurations[c] && b < boards->count; b++) {
			if (!has_board(chart, b))
				continue;
			print_bar(out, chart, b, c, first);
			first = false;
		}
	}
}

static int print_metric(FILE *out, struct chart *chart, size_t *charts)
{
	struct plot_parts parts;
	int error = plot_parts_make(chart->boards, chart->workload, chart->metric, PLOT_PART_CHART,
				    &parts);

	for (size_t i = 0; i < parts.count && !error; i++) {
		error = print_title(out, chart, &parts.parts[i], parts.count);
		if (!error)
			print_part(out, chart, &parts.parts[i]);
		++*charts;
	}
	plot_parts_free(&parts);
	return error;
}

static void print_board(FILE *out, const struct board *board)
{
	const char *what = "";

	if (board->simulated)
		what = " (simulated: its numbers are made up, and of no machine)";
	else if (board->emulated)
		what = " (emulated: instructions are right, and there are neither cycles nor time)";
	fprintf(out, "%*s%s  ", INDENT, "", board->mark);
	wrap_print_at(out, 0, INDENT + 3, board->name);
	if (*what)
		wrap_print_at(out, INDENT + 3, INDENT + 3, what);
}

static int print_boards(FILE *out, const struct boards *boards)
{
	struct chart chart = { .boards = boards };
	size_t charts = 0;
	int error = 0;

	wrap_print(out, 0, head);
	fputc('\n', out);
	for (size_t b = 0; b < boards->count; b++) {
		int length = (int)strlen(boards->boards[b].mark);

		chart.mark = boards->count > 1 && length > chart.mark ? length : chart.mark;
		print_board(out, &boards->boards[b]);
	}
	for (chart.workload = 0; chart.workload < boards->workload_count; chart.workload++) {
		for (chart.metric = 0; chart.metric < boards->metric_count && !error;
		     chart.metric++) {
			if (plot_metric_is_charted(boards, chart.metric))
				error = print_metric(out, &chart, &charts);
		}
	}
	if (!charts)
		fputs("\nThere is no overhead to draw: it takes a run with \"none\" among its\n"
		      "configurations.\n",
		      out);
	return error;
}

/* Prints into memory, so that memory cannot run out in the middle of a chart. */
static int print_to_memory(char **text, size_t *size, const struct boards *boards)
{
	FILE *memory = open_memstream(text, size);
	int error = memory ? print_boards(memory, boards) : -ENOMEM;

	if (memory && fclose(memory) && !error)
		error = -ENOMEM;
	return error;
}

int chart_print(FILE *out, const struct report_settings *settings,
		const struct report_input *inputs, size_t count)
{
	struct boards boards;
	char *text = NULL;
	size_t size = 0;
	int error = boards_make(settings, inputs, count, &boards);

	if (!error)
		error = print_to_memory(&text, &size, &boards);
	errno = 0;
	if (!error && (fwrite(text, 1, size, out) != size || fflush(out)))
		error = errno ? -errno : -EIO;
	free(text);
	boards_free(&boards);
	return error;
}
