// SPDX-License-Identifier: GPL-2.0-only
#include "page/side_table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "page/columns.h"
#include "page/figure.h"
#include "page/html.h"
#include "page/registers.h"
#include "page/table.h"

/* The columns before the metrics: the board and its path. */
#define COLUMNS_BEFORE 2

struct side_table {
	const struct page *page;
	size_t workload;
	size_t *metrics;
	size_t metric_count;
};

/* NULL: the board does not say. */
static const char *tracee_of(const struct side_table *table, size_t board)
{
	const struct boards *boards = &table->page->boards;
	const char *tracee = NULL;

	for (size_t c = 0; c < boards->configuration_count && !tracee; c++)
		tracee = boards_cell(boards, board, table->workload, c)->tracee;
	return tracee;
}

/* A handler of a system call bears the architecture's name, so boards need not have the same. */
static bool is_of_one_tracee(const struct side_table *table, const char *tracee)
{
	for (size_t b = 0; b < table->page->boards.count; b++) {
		const char *own = tracee_of(table, b);

		if (own && strcmp(own, tracee) != 0)
			return false;
	}
	return true;
}

static void print_tracees(const struct side_table *table)
{
	const char *first = table->page->boards.workloads[table->workload].tracee;
	const char *before = ", tracee ";

	if (!first || is_of_one_tracee(table, first)) {
		html_print(table->page->out, "%s%s", first ? before : "", first ? first : "");
		return;
	}
	for (size_t b = 0; b < table->page->boards.count; b++) {
		const char *tracee = tracee_of(table, b);

		if (!tracee)
			continue;
		html_print(table->page->out, "%s%s (%s)", before, tracee,
			   table->page->boards.boards[b].mark);
		before = ", ";
	}
}

static void print_caption(const struct side_table *table)
{
	const struct board_workload *workload = &table->page->boards.workloads[table->workload];

	html_print(table->page->out, "All metrics side by side on %s", workload->name);
	print_tracees(table);
	html_print(table->page->out, ": what tracing adds to a call; of %s, the whole call",
		   SUMMARY_BASELINE);
}

static void print_headings(const struct side_table *table)
{
	fputs("<th scope=col>configuration, board<th scope=col class=t>path", table->page->out);
	for (size_t i = 0; i < table->metric_count; i++)
		html_print(table->page->out, "<th scope=col>%s",
			   column_heading(table->page, table->metrics[i]));
	fputs("</thead>\n", table->page->out);
}

static void print_group(const struct side_table *table, size_t configuration)
{
	const char *name = table->page->boards.configurations[configuration];

	html_print(table->page->out,
		   "<tbody data-c=\"%s\"><tr class=g><th scope=rowgroup colspan=%zu>"
		   "<span>%s",
		   name, COLUMNS_BEFORE + table->metric_count, name);
	fputs(" <small>", table->page->out);
	print_registers(table->page->out, name);
	fputs("</small></span>\n", table->page->out);
}

static void print_figure(const struct side_table *table, const struct figure_place *place)
{
	const struct page *page = table->page;
	bool derived = page->boards.metrics[place->metric].derived;
	enum figure_part part =
		derived || column_is_level(page, place->workload, place->configuration)
			? FIGURE_LEVEL
			: FIGURE_OVERHEAD;
	const struct standing *standing = figure_standing(page, place);

	if (!figure_estimate(page, place, part)->known) {
		html_print(page->out, "<td class=none>%s",
			   column_absence(page, place->board, place->workload, place->configuration,
					  place->metric));
	} else if (part == FIGURE_OVERHEAD && figure_is_least(standing, place->board)) {
		fputs("<td>", page->out);
		figure_least(page, standing);
		figure_number(page, "b", place, part);
		fputs("</b>", page->out);
	} else {
		figure_number(page, "td", place, part);
	}
}

/* Why the board has no row of its own, in two parts; false: it has one. */
static bool is_absent(const struct side_table *table, size_t board, size_t configuration,
		      const char *why[2])
{
	const struct page *page = table->page;
	const struct board_cell *cell =
		boards_cell(&page->boards, board, table->workload, configuration);

	if (!cell->unavailable && cell->planned &&
	    column_has_any(page, board, table->workload, configuration))
		return false;
	why[0] = column_absence(page, board, table->workload, configuration, 0);
	why[1] = cell->unavailable ? cell->unavailable : "";
	return true;
}

/* From @board on: "0 3 4", or their letters. */
static void print_alike(const struct side_table *table, size_t board, size_t configuration,
			bool marks)
{
	const char *why[2];
	const char *other[2];
	size_t count = 0;

	if (!is_absent(table, board, configuration, why))
		return;
	for (size_t b = board; b < table->page->boards.count; b++) {
		if (!is_absent(table, b, configuration, other) || strcmp(other[0], why[0]) != 0 ||
		    strcmp(other[1], why[1]) != 0)
			continue;
		if (count++)
			fputs(" ", table->page->out);
		if (marks)
			figure_mark(table->page, b);
		else
			fprintf(table->page->out, "%zu", b);
	}
}

/* Whether a board before it lacks the configuration for the same reason, and so has its row. */
static bool is_said(const struct side_table *table, size_t board, size_t configuration)
{
	const char *why[2];
	const char *other[2];
	bool said = false;

	if (!is_absent(table, board, configuration, why))
		return false;
	for (size_t b = 0; b < board && !said; b++)
		said = is_absent(table, b, configuration, other) && !strcmp(other[0], why[0]) &&
		       !strcmp(other[1], why[1]);
	return said;
}

/* Boards that lack the configuration for one reason share a row, behind those that have it. */
static void print_absent(const struct side_table *table, size_t board, size_t configuration)
{
	const struct page *page = table->page;
	const char *why[2];

	if (!is_absent(table, board, configuration, why) || is_said(table, board, configuration))
		return;
	fputs("<tr data-b=\"", page->out);
	print_alike(table, board, configuration, false);
	html_print(page->out, "\"><td class=none colspan=%zu>%s on ",
		   COLUMNS_BEFORE + table->metric_count, why[0]);
	print_alike(table, board, configuration, true);
	html_print(page->out, "%s%s\n", *why[1] ? ": " : "", why[1]);
}

static void print_board(const struct side_table *table, size_t board, size_t configuration)
{
	const struct page *page = table->page;
	const struct board_cell *cell =
		boards_cell(&page->boards, board, table->workload, configuration);
	const char *why[2];

	if (is_absent(table, board, configuration, why))
		return;
	fprintf(page->out, "<tr data-b=%zu><th scope=row>", board);
	figure_mark(page, board);
	html_print(page->out, "<td class=p>%s%s%s%s", cell->path ? cell->path : "not proven",
		   cell->other_path ? " and " : "", cell->other_path ? cell->other_path : "",
		   cell->dirty ? ", dirty" : "");
	for (size_t i = 0; i < table->metric_count; i++) {
		struct figure_place place = {
			.board = board,
			.workload = table->workload,
			.configuration = configuration,
			.metric = table->metrics[i],
		};

		print_figure(table, &place);
	}
	fputs("\n", page->out);
}

int page_side_table(const struct page *page, size_t workload)
{
	struct side_table table = { .page = page, .workload = workload };

	table.metrics = calloc(page->boards.metric_count + 1, sizeof(*table.metrics));
	if (!table.metrics)
		return -ENOMEM;
	table.metric_count = columns_of(page, workload, table.metrics);
	figure_legend(page);
	page_table_open(page, "side", workload);
	print_caption(&table);
	page_table_rows(page);
	print_headings(&table);
	for (size_t c = 0; c < page->boards.configuration_count; c++) {
		print_group(&table, c);
		for (size_t b = 0; b < page->boards.count; b++)
			print_board(&table, b, c);
		for (size_t b = 0; b < page->boards.count; b++)
			print_absent(&table, b, c);
	}
	page_table_close(page);
	free(table.metrics);
	return 0;
}
