// SPDX-License-Identifier: GPL-2.0-only
#include "page/table.h"

#include "page/figure.h"

void page_table_open(const struct page *page, const char *name, size_t number)
{
	fprintf(page->out,
		"<div class=scroll role=region tabindex=0 aria-labelledby=%s-%zu-c>"
		"<table id=%s-%zu><caption id=%s-%zu-c><span>",
		name, number, name, number, name, number);
}

void page_table_rows(const struct page *page)
{
	fputs("</span></caption>\n<thead><tr>", page->out);
}

void page_table_close(const struct page *page)
{
	fputs("</table></div>\n", page->out);
}

void page_table_boards(const struct page *page)
{
	for (size_t b = 0; b < page->boards.count; b++) {
		fprintf(page->out, "<th scope=col data-b=%zu>", b);
		figure_board_said(page, b);
	}
}
