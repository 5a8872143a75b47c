// SPDX-License-Identifier: GPL-2.0-only
#include "page/glance.h"

#include <math.h>
#include <string.h>

#include "page/answers.h"
#include "page/columns.h"
#include "page/figure.h"
#include "page/html.h"
#include "page/table.h"

/* So many rows are seen at once. */
#define ROWS_MAX 7

/* A bar's whole length, in its own units; its colour is that of the board's letter. */
#define BAR_LENGTH 100
#define COLOURS 8

static double overhead_of(const struct page *page, struct figure_place place, size_t board)
{
	const struct board_estimate *estimate;

	place.board = board;
	estimate = figure_estimate(page, &place, FIGURE_OVERHEAD);
	return estimate->known ? estimate->value.number : NAN;
}

/* All bars of a row are parts of it: the largest one that is above zero. */
static double largest_of(const struct page *page, const struct figure_place *place)
{
	double largest = 0;

	for (size_t b = 0; b < page->boards.count; b++)
		largest = fmax(largest, overhead_of(page, *place, b));
	return largest;
}

static bool has_any(const struct page *page, const struct figure_place *place)
{
	bool any = false;

	for (size_t b = 0; b < page->boards.count && !any; b++)
		any = !isnan(overhead_of(page, *place, b));
	return any;
}

/* Which configurations are shown; without any of the well-known ones, those of the sentences. */
static size_t find_rows(const struct page *page, size_t workload, size_t rows[ROWS_MAX])
{
	static const char *const names[ROWS_MAX] = { "direct", "ops1",   "ops2",       "fentry",
						     "fexit",  "kprobe", "direct+ops1" };
	const struct boards *boards = &page->boards;
	struct figure_place place = { .workload = workload,
				      .metric = boards_headline(boards, workload) };
	struct answer answers[ANSWERS_MAX];
	size_t count = 0;

	if (place.metric == boards->metric_count)
		return 0;
	for (size_t i = 0; i < ROWS_MAX; i++) {
		for (size_t c = 0; c < boards->configuration_count; c++) {
			place.configuration = c;
			if (!strcmp(boards->configurations[c], names[i]) && has_any(page, &place))
				rows[count++] = c;
		}
	}
	if (count)
		return count;
	count = answers_of(page, workload, answers);
	count = count < ROWS_MAX ? count : ROWS_MAX;
	for (size_t i = 0; i < count; i++)
		rows[i] = answers[i].at.configuration;
	return count;
}

static void print_bar(const struct page *page, size_t board, double number, double largest)
{
	if (!(largest > 0))
		return;
	fprintf(page->out,
		"<svg class=r viewBox=\"0 0 %d 6\" preserveAspectRatio=none aria-hidden=true>"
		"<rect class=m%zu width=%.1f height=6 /></svg>",
		BAR_LENGTH, board % COLOURS, fmax(0, BAR_LENGTH * number / largest));
}

/* "least", or how much more than that. */
static void print_place(const struct page *page, const struct figure_place *place)
{
	const struct standing *standing = figure_standing(page, place);

	for (size_t i = 0; standing && i < standing->count; i++) {
		if (standing->places[i].board != place->board)
			continue;
		if (!i && standing->places[1].apart) {
			fputs(" <strong>least</strong>", page->out);
		} else if (standing->places[i].apart && standing->has_percent) {
			fputs(" <span class=w>+", page->out);
			figure_percent(page, standing, i);
			fputs(" %</span>", page->out);
		}
	}
}

static void print_cell(const struct page *page, const struct figure_place *place, double largest)
{
	double number = overhead_of(page, *place, place->board);

	if (isnan(number)) {
		html_print(page->out, "<td class=none>%s",
			   column_absence(page, place->board, place->workload, place->configuration,
					  place->metric));
		return;
	}
	fputs("<td>", page->out);
	figure_number(page, "b", place, FIGURE_OVERHEAD);
	fputs("</b>", page->out);
	print_place(page, place);
	print_bar(page, place->board, number, largest);
}

/* Boards of one row are held against each other; where there is one, its rows are. */
static double scale_of(const struct page *page, struct figure_place place, const size_t *rows,
		       size_t count)
{
	double largest = 0;

	if (page->boards.count > 1)
		return largest_of(page, &place);
	for (size_t i = 0; i < count; i++) {
		place.configuration = rows[i];
		largest = fmax(largest, largest_of(page, &place));
	}
	return largest;
}

static void print_row(const struct page *page, struct figure_place place, double largest)
{
	const char *name = page->boards.configurations[place.configuration];

	html_print(page->out, "<tr data-c=\"%s\"><th scope=row class=c>%s", name, name);
	for (place.board = 0; place.board < page->boards.count; place.board++)
		print_cell(page, &place, largest);
	fputs("\n", page->out);
}

/* Letters alone, whose names stand above: eight of these fit into a phone. */
static void print_headings(const struct page *page)
{
	fputs("<th scope=col>per call", page->out);
	for (size_t b = 0; b < page->boards.count; b++) {
		fprintf(page->out, "<th scope=col data-b=%zu>", b);
		figure_board_said(page, b);
	}
	fputs("</thead>\n<tbody>\n", page->out);
}

/* What a reader must not miss: the unit of numbers that no hardware gave; NULL: all are a
 * machine's. */
static const char *special_unit(const struct page *page, size_t metric)
{
	for (size_t b = 0; b < page->boards.count; b++) {
		if (page->boards.boards[b].simulated || page->boards.boards[b].emulated)
			return boards_unit(&page->boards, b, metric);
	}
	return NULL;
}

void page_glance(const struct page *page, size_t workload)
{
	struct figure_place place = { .workload = workload,
				      .metric = boards_headline(&page->boards, workload) };
	size_t rows[ROWS_MAX];
	size_t count = find_rows(page, workload, rows);
	const char *unit = special_unit(page, place.metric);

	if (!count)
		return;
	page_table_open(page, "glance", workload);
	html_print(page->out, "%s on %s: %s that tracing adds to a call%s%s%s. %s",
		   page->boards.count > 1 ? "Who pays what" : "What is paid",
		   page->boards.workloads[workload].name, column_heading(page, place.metric),
		   unit ? " [" : "", unit ? unit : "", unit ? "]" : "",
		   page->boards.count > 1 ? "The bars of a row are parts of its largest"
					  : "The bars are parts of the largest");
	page_table_rows(page);
	print_headings(page);
	for (size_t i = 0; i < count; i++) {
		place.configuration = rows[i];
		print_row(page, place, scale_of(page, place, rows, count));
	}
	page_table_close(page);
}
