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

void page_overhead_table(const struct page *page, size_t workload, size_t metric)
{
	struct figure_place place = { .workload = workload, .metric = metric };

	page_table_open(page, "overhead", page_metric_number(page, workload, metric));
	html_print(page->out, "Overhead on %s: %s that tracing adds to a call",
		   page->boards.workloads[workload].name, column_heading(page, metric));
	page_table_rows(page);
	fputs("<th scope=col>configuration", page->out);
	page_table_boards(page);
	fputs("</thead>\n<tbody>\n", page->out);
	for (size_t c = 0; c < page->boards.configuration_count; c++) {
		place.configuration = c;
		if (!has_overhead(page, &place))
			continue;
		html_print(page->out, "<tr data-c=\"%s\"><th scope=row>%s",
			   page->boards.configurations[c], page->boards.configurations[c]);
		for (place.board = 0; place.board < page->boards.count; place.board++)
			print_cell(page, &place);
		fputs("\n", page->out);
	}
	page_table_close(page);
}
