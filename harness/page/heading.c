// SPDX-License-Identifier: GPL-2.0-only
/*
 * The top of the page: nobody is to read a number who has not seen what it is worth.
 */
#include "page/heading.h"

#include <string.h>

#include "page/figure.h"
#include "page/html.h"
#include "page/page_files.h"
#include "report/number.h"

void page_head(const struct page *page)
{
	html_print(page->out,
		   "<!DOCTYPE html>\n<html lang=en>\n<meta charset=utf-8>\n"
		   "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
		   "<meta name=color-scheme content=\"light dark\">\n"
		   "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; "
		   "style-src 'unsafe-inline'; script-src 'sha256-%s'; img-src data:; "
		   "base-uri 'none'; form-action 'none'\">\n<title>",
		   page_script_digest);
	for (size_t b = 0; b < page->boards.count; b++)
		html_print(page->out, "%s%s",
			   b ? ", " : "What a traced call costs: ", page->boards.boards[b].name);
	fputs("</title>\n<style>\n", page->out);
	fwrite(page_style, 1, page_style_size, page->out);
	fputs("</style>\n", page->out);
}

static bool is_emulated(const struct board *board)
{
	return board->emulated && !board->simulated;
}

static bool is_simulated(const struct board *board)
{
	return board->simulated;
}

static size_t count_boards(const struct page *page, bool (*is)(const struct board *board))
{
	size_t count = 0;

	for (size_t b = 0; b < page->boards.count; b++)
		count += is(&page->boards.boards[b]);
	return count;
}

/* "A, B and C": their names stand right above. */
static void print_boards(const struct page *page, bool (*is)(const struct board *board))
{
	size_t count = count_boards(page, is);
	size_t printed = 0;

	if (count > 1 && count == page->boards.count) {
		if (count > 2)
			fprintf(page->out, "All %zu boards", count);
		else
			fputs("Both boards", page->out);
		return;
	}

	for (size_t b = 0; b < page->boards.count; b++) {
		if (!is(&page->boards.boards[b]))
			continue;
		if (printed++)
			fputs(printed == count ? " and " : ", ", page->out);
		figure_mark(page, b);
	}
}

/* What sort of numbers these are, where they are no hardware's. */
static void print_origin(const struct page *page)
{
	if (count_boards(page, is_simulated)) {
		fputs("<p class=banner><strong>Invented numbers.</strong> ", page->out);
		print_boards(page, is_simulated);
		fputs(count_boards(page, is_simulated) == 1 ? " is" : " are", page->out);
		fputs(" simulated: no machine gave these numbers, and they say nothing of any. "
		      "They show what this page looks like.\n",
		      page->out);
	}
	if (count_boards(page, is_emulated)) {
		fputs("<p class=banner><strong>Emulated.</strong> ", page->out);
		print_boards(page, is_emulated);
		fputs(count_boards(page, is_emulated) == 1 ? " is" : " are", page->out);
		fputs(" emulated: cycles and times of such a machine are the emulator's own, "
		      "and say nothing of hardware.\n",
		      page->out);
	}
}

/* Of each file that is not to be relied on, why. */
static void print_distrust(const struct page *page)
{
	for (size_t b = 0; b < page->boards.count; b++) {
		const struct board *board = &page->boards.boards[b];

		for (size_t i = 0; i < board->boot_count; i++) {
			const struct board_boot *boot = &board->boots[i];

			if (boot->trust.measured && !*boot->trust.reasons)
				continue;
			fputs("<p class=banner><strong>", page->out);
			fputs(!boot->trust.measured ? "No valid sample.</strong> "
						    : "Not to be relied on.</strong> ",
			      page->out);
			figure_board(page, b);
			html_print(page->out, ", file %s", boot->file);
			if (*boot->trust.reasons)
				html_print(page->out, ": %s", boot->trust.reasons);
			fputs(".\n", page->out);
		}
	}
}

static void print_contents(const struct page *page)
{
	const struct page_section *section;

	fputs("<nav aria-label=Contents><ul>\n", page->out);
	for (size_t i = 0; (section = page_section_at(i)); i++) {
		if (!section->wanted || section->wanted(page))
			html_print(page->out, "<li><a href=#%s>%s</a>\n", section->id,
				   section->title);
	}
	fputs("</ul></nav>\n", page->out);
}

void page_heading(const struct page *page)
{
	size_t count = page->boards.count;

	fputs("<body>\n<a class=skip href=#main>Skip to the report</a>\n<header>\n"
	      "<h1>What a traced call costs",
	      page->out);
	if (count > 1)
		fprintf(page->out, " on %zu boards", count);
	fputs("</h1>\n<ul class=legend>\n", page->out);
	for (size_t b = 0; b < count; b++) {
		fputs("<li>", page->out);
		figure_board_said(page, b);
		fputs("\n", page->out);
	}
	fputs("</ul>\n", page->out);
	print_origin(page);
	print_distrust(page);
	fputs("</header>\n", page->out);
	print_contents(page);
}
