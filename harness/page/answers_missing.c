// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who is in no sentence of the summary, and so is looked for.
 */
#include <string.h>

#include "page/answers.h"
#include "page/columns.h"
#include "page/figure.h"

/* Beside whom it would have to stand. */
static const char *unlike_reason(const struct page *page, const struct answer *answer, size_t board)
{
	switch (boards_unlike(&page->boards, &answer->at, answer_reference(page, answer), board)) {
	case UNLIKE_SIMULATED:
		return page->boards.boards[board].simulated ? "simulated" : "not simulated";
	case UNLIKE_ARCH:
		return "another instruction set";
	case UNLIKE_TRACEE:
		return "another traced function";
	default:
		return "nothing to compare it with";
	}
}

const char *answer_reason(const struct page *page, const struct answer *answer, size_t board)
{
	const struct standing_at *at = &answer->at;
	const struct board_cell *cell =
		boards_cell(&page->boards, board, at->workload, at->configuration);

	if (board_is_sound(&page->boards, at, board))
		return unlike_reason(page, answer, board);
	if (cell->invalid && cell->path)
		return "invalid samples";
	if (cell->dirty)
		return "traced by others, too";
	if (page->boards.boards[board].emulated && cell->path &&
	    !metric_kind(page->boards.metrics[at->metric].name)->instructions)
		return "emulated";
	return column_absence(page, board, at->workload, at->configuration, at->metric);
}

void answer_missing(const struct page *page, const struct answer *answer, const bool *said)
{
	size_t reasons = 0;

	for (size_t b = 0; b < page->boards.count; b++) {
		const char *reason = said[b] ? NULL : answer_reason(page, answer, b);
		bool told = false;

		for (size_t i = 0; i < b && reason && !told; i++)
			told = !said[i] && !strcmp(answer_reason(page, answer, i), reason);
		if (!reason || told)
			continue;
		fputs(reasons++ ? "; " : "; not compared: ", page->out);
		figure_mark(page, b);
		for (size_t i = b + 1; i < page->boards.count; i++) {
			if (said[i] || strcmp(answer_reason(page, answer, i), reason) != 0)
				continue;
			fputs(", ", page->out);
			figure_mark(page, i);
		}
		fprintf(page->out, " (%s)", reason);
	}
}
