// SPDX-License-Identifier: GPL-2.0-only
/*
 * Part of the third question: whether the ranks are of more than the boots that were measured.
 */
#include <errno.h>
#include <stdlib.h>

#include "page/answers.h"
#include "page/figure.h"
#include "report/number.h"
#include "stats/interval.h"

/* Of each board the fewest that a number of it that is ranked is from; 0: it is not concerned. */
static void find_fewest(const struct page *page, size_t *fewest)
{
	for (size_t i = 0; i < page->standings.count; i++) {
		const struct standing *standing = &page->standings.rows[i];

		for (size_t p = 0; p < standing->count; p++) {
			size_t board = standing->places[p].board;
			size_t boots = standing_boots(&page->boards, &standing->at, board);

			if (boots && (!fewest[board] || boots < fewest[board]))
				fewest[board] = boots;
		}
	}
}

static bool is_few(size_t boots)
{
	return boots && boots < INTERVAL_COUNT_MIN;
}

/* "A, C: one boot each; D: 3 boots" */
static void print_boards(const struct page *page, const size_t *fewest)
{
	size_t numbers = 0;

	for (size_t boots = 1; is_few(boots); boots++) {
		size_t said = 0;

		for (size_t b = 0; b < page->boards.count; b++) {
			if (fewest[b] != boots)
				continue;
			if (said++)
				fputs(", ", page->out);
			else if (numbers++)
				fputs("; ", page->out);
			figure_mark(page, b);
		}
		if (said && boots == 1)
			fprintf(page->out, ": one boot%s", said > 1 ? " each" : "");
		else if (said)
			fprintf(page->out, ": %zu boots%s", boots, said > 1 ? " each" : "");
	}
}

int answer_boots(const struct page *page)
{
	size_t *fewest = calloc(page->boards.count + 1, sizeof(*fewest));
	size_t few = 0;

	if (!fewest)
		return -ENOMEM;
	find_fewest(page, fewest);
	for (size_t b = 0; b < page->boards.count; b++)
		few += is_few(fewest[b]);
	if (few) {
		fputs("<li>", page->out);
		print_boards(page, fewest);
		fprintf(page->out,
			". Another boot of the same board may differ by more than these intervals, "
			"which know of no other, so who pays least may be the boot's doing. Measure "
			"%d boots of each board (run again after a reboot) to know.\n",
			INTERVAL_COUNT_MIN);
	}
	free(fewest);
	return 0;
}
