// SPDX-License-Identifier: GPL-2.0-only
/*
 * The first question: which board is better at what.
 */
#include "page/answers.h"

#include <string.h>

#include "page/columns.h"
#include "page/figure.h"
#include "page/html.h"

static struct figure_place place_of(const struct answer *answer, size_t board)
{
	return (struct figure_place){
		.board = board,
		.workload = answer->workload,
		.configuration = answer->configuration,
		.metric = answer->metric,
	};
}

static bool is_known(const struct page *page, const struct answer *answer, size_t board)
{
	const struct figure_place place = place_of(answer, board);

	return figure_estimate(page, &place, FIGURE_OVERHEAD)->known;
}

static bool is_measured(const struct page *page, const struct answer *answer)
{
	for (size_t b = 0; b < page->boards.count; b++) {
		if (is_known(page, answer, b))
			return true;
	}
	return false;
}

static bool make_answer(const struct page *page, size_t workload, size_t configuration,
			struct answer *answer)
{
	*answer = (struct answer){
		.workload = workload,
		.configuration = configuration,
		.metric = boards_headline(&page->boards, workload),
	};
	if (answer->metric == page->boards.metric_count || !is_measured(page, answer))
		return false;
	answer->standing =
		standings_find(&page->standings, workload, configuration, answer->metric);
	return true;
}

size_t answers_of(const struct page *page, size_t workload, struct answer answers[ANSWERS_MAX])
{
	static const char *const names[ANSWERS_MAX] = { "fentry", "fexit", "kprobe", "ops1",
							"direct" };
	const struct boards *boards = &page->boards;
	size_t count = 0;

	for (size_t i = 0; i < ANSWERS_MAX; i++) {
		for (size_t c = 0; c < boards->configuration_count; c++) {
			if (!strcmp(boards->configurations[c], names[i]) &&
			    make_answer(page, workload, c, &answers[count])) {
				count++;
				break;
			}
		}
	}
	for (size_t c = 0; c < boards->configuration_count && !count; c++)
		count += make_answer(page, workload, c, &answers[count]);
	return count;
}

static void print_amount(const struct page *page, const struct answer *answer, size_t board)
{
	const struct figure_place place = place_of(answer, board);

	figure_number(page, "b", &place, FIGURE_OVERHEAD);
	fputs("</b>", page->out);
}

/* Where the amount may lie, in brackets behind it. */
static void print_interval(const struct page *page, const struct answer *answer, size_t board)
{
	const struct figure_place place = place_of(answer, board);

	figure_interval(page, " <small>(", &place, FIGURE_OVERHEAD, ")</small>");
}

/* Who is in no sentence, and so is looked for. */
static void print_missing(const struct page *page, const struct answer *answer)
{
	size_t missing = 0;

	for (size_t b = 0; b < page->boards.count; b++) {
		bool placed = false;

		for (size_t i = 0; i < answer->standing->count; i++)
			placed = placed || answer->standing->places[i].board == b;
		if (placed)
			continue;
		fputs(missing++ ? ", " : "; not compared: ", page->out);
		figure_mark(page, b);
	}
}

static void print_unit(const struct page *page, const struct answer *answer, size_t board)
{
	html_print(page->out, " %s", boards_unit(&page->boards, board, answer->metric));
}

/* Without another board there is nothing to say but what it is. */
static void print_alone(const struct page *page, const struct answer *answer)
{
	for (size_t b = 0; b < page->boards.count; b++) {
		if (!is_known(page, answer, b))
			continue;
		fputs(": ", page->out);
		print_amount(page, answer, b);
		print_unit(page, answer, b);
		fputs(" a call", page->out);
		print_interval(page, answer, b);
		if (page->boards.count > 1) {
			fputs(", measured on ", page->out);
			figure_board(page, b);
			fputs(" only", page->out);
		}
	}
}

static void print_other(const struct page *page, const struct answer *answer, size_t place)
{
	const struct standing_place *at = &answer->standing->places[place];

	figure_mark(page, at->board);
	if (at->apart && answer->standing->has_percent) {
		fputs(" pays ", page->out);
		figure_percent(page, answer->standing, place);
		fputs(" % more (", page->out);
	} else if (at->apart) {
		fputs(" pays more (", page->out);
	} else if (at->undecided) {
		fputs(" has too few values to tell (", page->out);
	} else {
		fputs(" cannot be told from it (", page->out);
	}
	print_amount(page, answer, at->board);
	fputs(")", page->out);
}

static void print_standing(const struct page *page, const struct answer *answer)
{
	const struct standing *standing = answer->standing;

	fputs(": ", page->out);
	figure_board(page, standing->places[0].board);
	fputs(standing->places[1].apart ? " pays least, " : " pays ", page->out);
	print_amount(page, answer, standing->places[0].board);
	print_unit(page, answer, standing->places[0].board);
	fputs(" a call", page->out);
	print_interval(page, answer, standing->places[0].board);
	fputs("; ", page->out);
	for (size_t i = 1; i < standing->count; i++) {
		fputs(i > 1 ? ", " : "", page->out);
		print_other(page, answer, i);
	}
	print_missing(page, answer);
}

void answer_which(const struct page *page, const struct answer *answer)
{
	html_print(page->out, "<li><b class=c>%s</b>",
		   page->boards.configurations[answer->configuration]);
	if (answer->standing)
		print_standing(page, answer);
	else
		print_alone(page, answer);
	fputs(".\n", page->out);
}
