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

/* There are 30000 on a large page. docs/report-page.md tells what they mean. */
static const struct {
	const char *value;
	const char *range;
} keys[] = {
	[FIGURE_LEVEL] = { "v", "r" },
	[FIGURE_OVERHEAD] = { "o", "or" },
};

int figure_decimals(struct value value)
{
	size_t i = 0;

	if (value.whole)
		return 0;
	while (i + 1 < sizeof(digits) / sizeof(digits[0]) && fabs(value.number) < digits[i].from)
		i++;
	return digits[i].decimals;
}

void figure_for_people(char out[NUMBER_SIZE], struct value value)
{
	if (fabs(value.number) >= PLAIN_BELOW)
		number_for_programs(out, value);
	else
		number_for_people(out, value, figure_decimals(value));
}

/* With as many decimals as the others of its sentence. */
static void for_people_like(char out[NUMBER_SIZE], struct value value, int decimals)
{
	if (decimals == FIGURE_DECIMALS_OWN || fabs(value.number) >= PLAIN_BELOW) {
		figure_for_people(out, value);
		return;
	}
	value.whole = value.whole && !decimals;
	number_for_people(out, value, decimals);
}

static void print_start(const struct page *page, const char *tag, const struct figure_place *place,
			const char *key)
{
	size_t row = boards_json_row(&page->boards, place->board, place->workload,
				     place->configuration, place->metric);

	fprintf(page->out, "<%s", tag);
	if (row != BOARDS_NO_ROW)
		fprintf(page->out, " data-at=%zu.%zu.%s", place->board, row, key);
	fputc('>', page->out);
}

const struct board_estimate *
figure_estimate(const struct page *page, const struct figure_place *place, enum figure_part part)
{
	const struct board_figure *figure = boards_figure(
		&page->boards, place->board, place->workload, place->configuration, place->metric);

	return part == FIGURE_LEVEL ? &figure->level : &figure->overhead;
}

void figure_number_like(const struct page *page, const char *tag, const struct figure_place *place,
			enum figure_part part, int decimals)
{
	char text[NUMBER_SIZE];

	for_people_like(text, figure_estimate(page, place, part)->value, decimals);
	print_start(page, tag, place, keys[part].value);
	fputs(text, page->out);
}

void figure_number(const struct page *page, const char *tag, const struct figure_place *place,
		   enum figure_part part)
{
	figure_number_like(page, tag, place, part, FIGURE_DECIMALS_OWN);
}

void figure_interval_like(const struct page *page, const char *before,
			  const struct figure_place *place, enum figure_part part,
			  const char *behind, int decimals)
{
	const struct board_estimate *estimate = figure_estimate(page, place, part);
	char low[NUMBER_SIZE];
	char high[NUMBER_SIZE];

	for_people_like(low, estimate->low, decimals);
	for_people_like(high, estimate->high, decimals);
	/* Ends that read alike say no more than the number. */
	if (!estimate->has_range || !strcmp(low, high))
		return;
	fputs(before, page->out);
	print_start(page, "i", place, keys[part].range);
	fprintf(page->out, "%s to %s</i>%s", low, high, behind);
}

void figure_interval(const struct page *page, const char *before, const struct figure_place *place,
		     enum figure_part part, const char *behind)
{
	figure_interval_like(page, before, place, part, behind, FIGURE_DECIMALS_OWN);
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
	fprintf(page->out, "<i data-at=s.%zu.%zu.p>%s</i>",
		(size_t)(standing - page->standings.rows), place, text);
}

static bool has_several_architectures(const struct boards *boards)
{
	bool several = false;

	for (size_t b = 1; b < boards->count && !several; b++)
		several = strcmp(boards->boards[b].arch, boards->boards[0].arch) != 0;
	return several;
}

const struct standing *figure_standing(const struct page *page, const struct figure_place *place)
{
	const struct standing_at at = { place->workload, place->configuration, place->metric };

	return standings_find(&page->standings, &at, place->board);
}

bool figure_is_least(const struct standing *standing, size_t board)
{
	return standing && standing->places[0].board == board && standing->places[1].apart;
}

void figure_arch(const struct page *page, const struct standing *standing)
{
	if (standing->arch && has_several_architectures(&page->boards))
		html_print(page->out, " of %s", standing->arch);
}

void figure_least(const struct page *page, const struct standing *standing)
{
	fputs("<strong>least</strong>", page->out);
	figure_arch(page, standing);
	fputs(" ", page->out);
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
