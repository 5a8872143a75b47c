// SPDX-License-Identifier: GPL-2.0-only
/*
 * The first question: which board is better at what. All numbers of one sentence have like
 * decimals.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "page/answers.h"
#include "page/figure.h"
#include "page/html.h"

/* More decimals than these are no answer. */
#define DECIMALS_MAX 2

/* One item under way. */
struct sentence {
	const struct page *page;
	const struct answer *answer;
	size_t reference;
	int decimals;
	bool *said; /* one for each board */
};

static const struct board_estimate *estimate_of(const struct sentence *sentence, size_t board)
{
	const struct figure_place place = answer_place(sentence->answer, board);

	return figure_estimate(sentence->page, &place, FIGURE_OVERHEAD);
}

static bool is_part(const struct sentence *sentence, size_t board)
{
	const struct standings *standings = &sentence->page->standings;

	return board == sentence->reference ||
	       standings_find(standings, &sentence->answer->at, board) ||
	       answer_stands_beside(sentence->page, sentence->answer, sentence->reference, board);
}

/* Those of the least amount, which has the most; none if all are whole. */
static int decimals_of(const struct sentence *sentence)
{
	struct value least = { .number = INFINITY, .whole = true };
	bool whole = true;

	for (size_t b = 0; b < sentence->page->boards.count; b++) {
		const struct board_estimate *estimate = estimate_of(sentence, b);

		if (!is_part(sentence, b) || !estimate->known)
			continue;
		whole = whole && estimate->value.whole;
		if (fabs(estimate->value.number) < fabs(least.number))
			least = estimate->value;
	}
	least.whole = whole;
	return figure_decimals(least) < DECIMALS_MAX ? figure_decimals(least) : DECIMALS_MAX;
}

static void print_amount(const struct sentence *sentence, size_t board)
{
	const struct figure_place place = answer_place(sentence->answer, board);

	figure_number_like(sentence->page, "b", &place, FIGURE_OVERHEAD, sentence->decimals);
	fputs("</b>", sentence->page->out);
}

/* Only a whole count is ever one: "1 instruction". */
static const char *unit_of(const struct sentence *sentence, size_t board)
{
	const struct figure_place place = answer_place(sentence->answer, board);
	const char *unit = boards_unit(&sentence->page->boards, board, place.metric);
	const struct value value = estimate_of(sentence, board)->value;

	if (value.whole && value.number == 1 && !strcmp(unit, "instructions"))
		return "instruction";
	return unit;
}

/* "12.3 ns a call (12.1 to 12.5)" */
static void print_whole_amount(const struct sentence *sentence, size_t board)
{
	const struct page *page = sentence->page;
	const struct figure_place place = answer_place(sentence->answer, board);

	print_amount(sentence, board);
	html_print(page->out, " %s a call", unit_of(sentence, board));
	figure_interval_like(page, " <small>(", &place, FIGURE_OVERHEAD, ")</small>",
			     sentence->decimals);
}

static void print_other(const struct sentence *sentence, const struct standing *standing,
			size_t place)
{
	const struct standing_place *at = &standing->places[place];
	FILE *out = sentence->page->out;

	figure_mark(sentence->page, at->board);
	if (at->apart && standing->has_percent) {
		fputs(" pays ", out);
		figure_percent(sentence->page, standing, place);
		fputs(" % more (", out);
	} else if (at->apart) {
		fputs(" pays more (", out);
	} else if (at->undecided) {
		fputs(" has too few values to tell (", out);
	} else {
		fputs(" cannot be told from it (", out);
	}
	print_amount(sentence, at->board);
	fputs(")", out);
}

static void print_standing(const struct sentence *sentence, const struct standing *standing)
{
	const size_t first = standing->places[0].board;
	FILE *out = sentence->page->out;

	figure_board(sentence->page, first);
	fputs(standing->places[1].apart ? " pays least, " : " pays ", out);
	print_whole_amount(sentence, first);
	fputs("; ", out);
	for (size_t i = 1; i < standing->count; i++) {
		fputs(i > 1 ? ", " : "", out);
		print_other(sentence, standing, i);
	}
	for (size_t i = 0; i < standing->count; i++)
		sentence->said[standing->places[i].board] = true;
}

/* Without another board like it there is nothing to say but what it is. */
static void print_alone(const struct sentence *sentence, size_t board)
{
	if (sentence->page->boards.count > 1) {
		figure_board(sentence->page, board);
		fputs(" pays ", sentence->page->out);
	}
	print_whole_amount(sentence, board);
	if (!board_is_sound(&sentence->page->boards, &sentence->answer->at, board))
		fprintf(sentence->page->out, " (%s)",
			answer_reason(sentence->page, sentence->answer, board));
	sentence->said[board] = true;
}

/* The boards of a part are not yet said. */
static void print_part(const struct sentence *sentence, size_t board, bool first)
{
	const struct standing *standing =
		standings_find(&sentence->page->standings, &sentence->answer->at, board);

	fputs(first ? ": " : ". ", sentence->page->out);
	if (sentence->answer->side_by_side)
		html_print(sentence->page->out, "%s: ", sentence->page->boards.boards[board].arch);
	if (standing)
		print_standing(sentence, standing);
	else
		print_alone(sentence, board);
}

int answer_which(const struct page *page, const struct answer *answer)
{
	struct sentence sentence = {
		.page = page,
		.answer = answer,
		.reference = answer_reference(page, answer),
		.said = calloc(page->boards.count + 1, sizeof(*sentence.said)),
	};
	bool first = true;

	if (!sentence.said)
		return -ENOMEM;
	sentence.decimals = decimals_of(&sentence);
	html_print(page->out, "<li><b class=c>%s</b>",
		   page->boards.configurations[answer->at.configuration]);
	for (size_t b = 0; b < page->boards.count; b++) {
		if (sentence.said[b] || !is_part(&sentence, b))
			continue;
		print_part(&sentence, b, first);
		first = false;
	}
	answer_missing(page, answer, sentence.said);
	fputs(".\n", page->out);
	free(sentence.said);
	return 0;
}
