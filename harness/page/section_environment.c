// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the machines, kernels and settings are, and in what the boards differ.
 */
#include <string.h>

#include "page/html.h"
#include "page/section.h"
#include "page/table.h"

static void print_value(const struct page *page, const struct board_fact *fact, size_t board,
			size_t columns)
{
	const char *value = fact->values[board];

	fputs(value ? "<td class=t" : "<td class=none", page->out);
	if (columns > 1)
		fprintf(page->out, " colspan=%zu", columns);
	html_print(page->out, ">%s%s", value ? value : "not known",
		   fact->varies[board] ? " (not the same in each boot)" : "");
}

/* True if one cell can say it for all boards. */
static bool is_alike(const struct page *page, const struct board_fact *fact)
{
	for (size_t b = 0; b < page->boards.count; b++) {
		if (fact->varies[b] || !fact->values[b] ||
		    strcmp(fact->values[b], fact->values[0]) != 0)
			return false;
	}
	return true;
}

/* What need not be the same, such as a seed, is no difference. */
static void print_judgement(const struct page *page, const struct board_fact *fact, bool alike)
{
	if (fact->differs)
		fputs("<td class=t><strong>differs</strong>", page->out);
	else
		fputs(alike ? "<td class=t>same" : "<td class=none>not compared", page->out);
}

static void print_fact(const struct page *page, const struct board_fact *fact)
{
	size_t count = page->boards.count;
	bool alike = is_alike(page, fact);

	fputs(fact->differs ? "<tr class=d>" : "<tr>", page->out);
	html_print(page->out, "<th scope=row>%s", fact->what);
	if (count > 1)
		print_judgement(page, fact, alike);
	if (alike) {
		print_value(page, fact, 0, count);
	} else {
		for (size_t b = 0; b < count; b++)
			print_value(page, fact, b, 1);
	}
	fputs("\n", page->out);
}

static int print(const struct page *page)
{
	const char *group = "";

	page_table_open(page, "environment", 1);
	fputs("Environments, as the result files have them", page->out);
	page_table_rows(page);
	fputs("<th scope=col>fact", page->out);
	if (page->boards.count > 1)
		fputs("<th scope=col class=t>boards", page->out);
	page_table_boards(page);
	fputs("</thead>\n", page->out);
	for (size_t i = 0; i < page->facts.count; i++) {
		const struct board_fact *fact = &page->facts.rows[i];

		if (strcmp(group, fact->group) != 0)
			html_print(page->out,
				   "<tbody><tr class=g><th scope=rowgroup colspan=%zu>"
				   "<span>%s</span>\n",
				   page->boards.count + (page->boards.count > 1 ? 2 : 1),
				   fact->group);
		group = fact->group;
		print_fact(page, fact);
	}
	page_table_close(page);
	return 0;
}

const struct page_section page_section_environment = {
	.id = "environment",
	.title = "Environment",
	.print = print,
};
