// SPDX-License-Identifier: GPL-2.0-only
#include "page/columns.h"
#include "page/figure.h"
#include "page/html.h"
#include "page/picture.h"
#include "page/side_table.h"
#include "page/table.h"

static size_t place_of(const struct standing *standing, size_t board)
{
	size_t place = 0;

	while (place < standing->count && standing->places[place].board != board)
		place++;
	return place;
}

/* How the board stands to the one that pays least. */
static void print_standing(const struct page *page, const struct standing *standing, size_t board)
{
	size_t place = place_of(standing, board);
	const struct standing_place *at = &standing->places[place];

	if (place == standing->count)
		return;
	if (figure_is_least(standing, board)) {
		figure_least(page, standing);
	} else if (at->apart && standing->has_percent) {
		fputs("+", page->out);
		figure_percent(page, standing, place);
		fputs(" % ", page->out);
	}
}

static void print_cell(const struct page *page, const struct figure_place *place)
{
	const struct standing *standing = figure_standing(page, place);

	if (!figure_estimate(page, place, FIGURE_OVERHEAD)->known) {
		html_print(page->out, "<td class=none>%s",
			   column_absence(page, place->board, place->workload, place->configuration,
					  place->metric));
		return;
	}
	fputs("<td>", page->out);
	if (boards_cell(&page->boards, place->board, place->workload, place->configuration)->dirty)
		fputs("dirty ", page->out);
	if (standing)
		print_standing(page, standing, place->board);
	figure_with_interval(page, "b", place, FIGURE_OVERHEAD);
}

static bool has_overhead(const struct page *page, const struct figure_place *at)
{
	struct figure_place place = *at;
	bool has = false;

	for (place.board = 0; place.board < page->boards.count && !has; place.board++)
		has = figure_estimate(page, &place, FIGURE_OVERHEAD)->known;
	return has;
}

/* Whether the board was to measure any of it; else it has no column, and is named below. */
static bool has_column(const struct page *page, size_t metric, size_t board)
{
	return page->boards.boards[board].metrics[metric];
}

static void print_without(const struct page *page, size_t metric)
{
	size_t count = 0;

	for (size_t b = 0; b < page->boards.count; b++) {
		if (has_column(page, metric, b))
			continue;
		fputs(count++ ? ", " : "<p class=k>Not counted on ", page->out);
		figure_board(page, b);
	}
	fputs(count ? ".\n" : "", page->out);
}

static void print_headings(const struct page *page, size_t metric)
{
	fputs("<th scope=col>configuration", page->out);
	for (size_t b = 0; b < page->boards.count; b++) {
		if (!has_column(page, metric, b))
			continue;
		fprintf(page->out, "<th scope=col data-b=%zu>", b);
		figure_board_said(page, b);
	}
	fputs("</thead>\n<tbody>\n", page->out);
}

void page_overhead_table(const struct page *page, size_t workload, size_t metric)
{
	struct figure_place place = { .workload = workload, .metric = metric };

	page_table_open(page, "overhead", page_metric_number(page, workload, metric));
	html_print(page->out, "Overhead on %s: %s that tracing adds to a call",
		   page->boards.workloads[workload].name, column_heading(page, metric));
	page_table_rows(page);
	print_headings(page, metric);
	for (size_t c = 0; c < page->boards.configuration_count; c++) {
		place.configuration = c;
		if (!has_overhead(page, &place))
			continue;
		html_print(page->out, "<tr data-c=\"%s\"><th scope=row>%s",
			   page->boards.configurations[c], page->boards.configurations[c]);
		for (place.board = 0; place.board < page->boards.count; place.board++) {
			if (has_column(page, metric, place.board))
				print_cell(page, &place);
		}
		fputs("\n", page->out);
	}
	page_table_close(page);
	print_without(page, metric);
}
