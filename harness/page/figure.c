// SPDX-License-Identifier: GPL-2.0-only
#include "page/figure.h"

#include <math.h>
#include <string.h>

#include "page/html.h"

/* So many boards have a colour; the letter tells the others. */
#define COLOURS 8

/* Others have an exponent, in tables for people; here each is found by its digits. */
#define PLAIN_BELOW 1e9

/* Of a number from @from on so many decimals are shown. */
static const struct {
	double from;
	int decimals;
} digits[] = {
	{ 1000, 0 },
	{ 100, 1 },
	{ 0.1, 2 },
	{ 0, 3 },
};

static const struct {
	const char *value;
	const char *low;
	const char *high;
} keys[] = {
	[FIGURE_LEVEL] = { "value", "low", "high" },
	[FIGURE_OVERHEAD] = { "overhead", "overhead_low", "overhead_high" },
};

void figure_for_people(char out[NUMBER_SIZE], struct value value)
{
	size_t i = 0;

	if (fabs(value.number) >= PLAIN_BELOW) {
		number_for_programs(out, value);
		return;
	}
	while (i + 1 < sizeof(digits) / sizeof(digits[0]) && fabs(value.number) < digits[i].from)
		i++;
	number_for_people(out, value, digits[i].decimals);
}

static void print_number(const struct page *page, const char *tag, const struct figure_place *place,
			 const char *key, struct value value)
{
	size_t row = boards_json_row(&page->boards, place->board, place->workload,
				     place->configuration, place->metric);
	char text[NUMBER_SIZE];

	figure_for_people(text, value);
	fprintf(page->out, "<%s", tag);
	if (row != BOARDS_NO_ROW)
		fprintf(page->out, " data-at=b.%zu.%zu.%s", place->board, row, key);
	fprintf(page->out, ">%s", text);
}

const struct board_estimate *
figure_estimate(const struct page *page, const struct figure_place *place, enum figure_part part)
{
	const struct board_figure *figure = boards_figure(
		&page->boards, place->board, place->workload, place->configuration, place->metric);

	return part == FIGURE_LEVEL ? &figure->level : &figure->overhead;
}

void figure_number(const struct page *page, const char *tag, const struct figure_place *place,
		   enum figure_part part)
{
	print_number(page, tag, place, keys[part].value, figure_estimate(page, place, part)->value);
}

void figure_interval(const struct page *page, const char *before, const struct figure_place *place,
		     enum figure_part part, const char *behind)
{
	const struct board_estimate *estimate = figure_estimate(page, place, part);
	char low[NUMBER_SIZE];
	char high[NUMBER_SIZE];

	figure_for_people(low, estimate->low);
	figure_for_people(high, estimate->high);
	/* Ends that read alike say no more than the number. */
	if (!estimate->has_range || !strcmp(low, high))
		return;
	fputs(before, page->out);
	print_number(page, "i", place, keys[part].low, estimate->low);
	fputs("</i> to ", page->out);
	print_number(page, "i", place, keys[part].high, estimate->high);
	fprintf(page->out, "</i>%s", behind);
}

void figure_with_interval(const struct page *page, const char *tag,
			  const struct figure_place *place, enum figure_part part)
{
	figure_number(page, tag, place, part);
	fprintf(page->out, "</%s>", tag);
	figure_interval(page, "<p>", place, part, "");
}

void figure_percent(const struct page *page, const struct standing *standing, size_t place)
{
	char text[NUMBER_SIZE];
	double percent = standing->places[place].percent;

	number_for_people(text, (struct value){ .number = percent },
			  percent >= 9.95 || percent == 0 ? 0 : 1);
	fprintf(page->out, "<i data-at=s.%zu.%zu.percent>%s</i>",
		(size_t)(standing - page->standings.rows), place, text);
}

void figure_mark(const struct page *page, size_t board)
{
	html_print(page->out, "<b class=\"m m%zu\">%s</b>", board % COLOURS,
		   page->boards.boards[board].mark);
}

void figure_board(const struct page *page, size_t board)
{
	figure_mark(page, board);
	html_print(page->out, " <span class=n>%s</span>", page->boards.boards[board].name);
}

void figure_legend(const struct page *page)
{
	fputs("<p class=k>", page->out);
	for (size_t b = 0; b < page->boards.count; b++) {
		fputs(b ? ", " : "", page->out);
		figure_board_said(page, b);
	}
	fputs("\n", page->out);
}

void figure_board_said(const struct page *page, size_t board)
{
	figure_board(page, board);
	if (page->boards.boards[board].simulated)
		fputs(" <em>simulated</em>", page->out);
	else if (page->boards.boards[board].emulated)
		fputs(" <em>emulated</em>", page->out);
}
