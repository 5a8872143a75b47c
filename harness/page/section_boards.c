// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which boards there are, and what was measured on each.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "page/figure.h"
#include "page/html.h"
#include "page/section.h"
#include "page/table.h"

static const char *or_unknown(const char *text)
{
	return text ? text : "not known";
}

static const char *counted_by(const struct result *result)
{
	if (result->environment.instruction_clock)
		return "the instruction clock, exactly";
	if (!result->plan.event_count)
		return "nothing: times only";
	return result->environment.pmu ? result->environment.pmu : "a PMU";
}

static size_t folder_length(const char *file)
{
	const char *slash = strrchr(file, '/');

	return slash ? (size_t)(slash + 1 - file) : 0;
}

static bool is_in(const char *file, const char *folder)
{
	size_t length = folder_length(file);

	return length == strlen(folder) && !strncmp(file, folder, length);
}

/* The folder is said of the first file, and where it is another one than before. */
static int print_files(const struct page *page, const struct board *board)
{
	const char *before = "";

	for (size_t i = 0; i < board->boot_count; i++) {
		const char *file = board->boots[i].file;
		size_t length = folder_length(file);
		char *folder = strndup(file, length);

		if (!folder)
			return -ENOMEM;
		fputs(i ? ", " : "", page->out);
		/* Which elements there are does not hang on the names. */
		if (!i)
			html_print(page->out, "<code>%s</code><wbr>", folder);
		html_print(page->out, "<code class=f>%s</code>",
			   i && !is_in(before, folder) ? file : file + length);
		free(folder);
		before = file;
	}
	fputs("\n", page->out);
	return 0;
}

static size_t complete_blocks(const struct board *board)
{
	size_t blocks = 0;

	for (size_t i = 0; i < board->boot_count; i++)
		blocks += summary_complete_blocks(&board->boots[i].summary);
	return blocks;
}

static const char *relied_on(const struct board *board)
{
	for (size_t i = 0; i < board->boot_count; i++) {
		if (!board->boots[i].trust.measured || *board->boots[i].trust.reasons)
			return "no: see the top";
	}
	if (board->simulated)
		return "no: invented";
	for (size_t i = 0; i < board->boot_count; i++) {
		if (!result_is_complete(board->boots[i].result))
			return "yes, but not all was measured";
	}
	return "yes";
}

static int print_board(const struct page *page, size_t b)
{
	const struct board *board = &page->boards.boards[b];
	const struct result *result = board->boots[0].result;

	fprintf(page->out, "<tr data-b=%zu><th scope=row>", b);
	figure_board_said(page, b);
	html_print(
		page->out,
		"<td class=t>%s<td class=t>%s<td class=t>%s<td class=t>%s<td>%zu<td>%zu<td class=t>%s<td class=t>",
		board->machine ? board->machine : "not named", or_unknown(result->environment.arch),
		or_unknown(result->environment.kernel_release), counted_by(result),
		board->own_boots, complete_blocks(board), relied_on(board));
	return print_files(page, board);
}

static int print(const struct page *page)
{
	int error = 0;

	page_table_open(page, "board", 0);
	fputs("Boards, in the order of their files", page->out);
	page_table_rows(page);
	fputs("<th scope=col>board<th scope=col class=t>machine<th scope=col class=t>architecture"
	      "<th scope=col class=t>kernel<th scope=col class=t>counted by<th scope=col>boots"
	      "<th scope=col>complete blocks<th scope=col class=t>to be relied on<th scope=col class=t>files"
	      "</thead>\n<tbody>\n",
	      page->out);
	for (size_t b = 0; b < page->boards.count && !error; b++)
		error = print_board(page, b);
	page_table_close(page);
	return error;
}

const struct page_section page_section_boards = {
	.id = "boards",
	.title = "Boards",
	.print = print,
};
