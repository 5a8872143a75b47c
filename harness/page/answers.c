// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the summary speaks of.
 */
#include "page/answers.h"

#include <string.h>

#include "page/figure.h"

struct figure_place answer_place(const struct answer *answer, size_t board)
{
	return (struct figure_place){
		.board = board,
		.workload = answer->at.workload,
		.configuration = answer->at.configuration,
		.metric = answer->at.metric,
	};
}

static bool is_known(const struct page *page, const struct answer *answer, size_t board)
{
	const struct figure_place place = answer_place(answer, board);

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

size_t answer_reference(const struct page *page, const struct answer *answer)
{
	size_t known = 0;

	if (answer->standing_count)
		return answer->standings[0].places[0].board;
	for (size_t b = 0; b < page->boards.count; b++) {
		if (board_is_sound(&page->boards, &answer->at, b))
			return b;
	}
	while (!is_known(page, answer, known))
		known++;
	return known;
}

bool answer_stands_beside(const struct page *page, const struct answer *answer, size_t reference,
			  size_t board)
{
	return board_is_sound(&page->boards, &answer->at, board) &&
	       boards_unlike(&page->boards, &answer->at, reference, board) == UNLIKE_ARCH;
}

static bool make_answer(const struct page *page, size_t workload, size_t configuration,
			struct answer *answer)
{
	size_t reference;

	*answer = (struct answer){
		.at = {
			.workload = workload,
			.configuration = configuration,
			.metric = boards_headline(&page->boards, workload),
		},
	};
	if (answer->at.metric == page->boards.metric_count || !is_measured(page, answer))
		return false;
	answer->standings = standings_at(&page->standings, &answer->at, &answer->standing_count);
	reference = answer_reference(page, answer);
	for (size_t b = 0; b < page->boards.count && !answer->side_by_side; b++)
		answer->side_by_side = answer_stands_beside(page, answer, reference, b);
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
