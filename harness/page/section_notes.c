// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the runs themselves had to say, by file.
 */
#include "page/figure.h"
#include "page/html.h"
#include "page/section.h"
#include "report/heading.h"
#include "report/notes.h"

static int gather(struct notes *notes, const struct summary *summary)
{
	int error = heading_add(notes, summary);

	for (size_t w = 0; w < summary->result->plan.workload_count && !error; w++)
		error = notes_add_workload(notes, summary, w);
	return error ? error : notes_add_file(notes, summary);
}

static int print_file(const struct page *page, size_t board, const struct board_boot *boot)
{
	struct notes notes = { .count = 0 };
	int error = gather(&notes, &boot->summary);

	fputs("<h3>", page->out);
	figure_mark(page, board);
	html_print(page->out, " <code>%s</code></h3>\n<ul>\n", boot->file);
	for (size_t i = 0; i < notes.count && !error; i++)
		html_print(page->out, "<li>%s\n", notes.lines[i]);
	fputs("</ul>\n", page->out);
	notes_free(&notes);
	return error;
}

static int print(const struct page *page)
{
	int error = 0;

	for (size_t b = 0; b < page->boards.count; b++) {
		const struct board *board = &page->boards.boards[b];

		for (size_t i = 0; i < board->boot_count && !error; i++)
			error = print_file(page, b, &board->boots[i]);
	}
	return error;
}

const struct page_section page_section_notes = {
	.id = "notes",
	.title = "Notes of each file",
	.print = print,
};
