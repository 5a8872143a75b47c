// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether each number bears its name: the path that was proven, and by what.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "page/figure.h"
#include "page/html.h"
#include "page/section.h"
#include "page/table.h"

static const char *or_dash(const char *text)
{
	return text ? text : "none";
}

/* "ftrace_caller+0x0/0x9c" begins where it begins. */
static void print_symbol(const struct page *page, const char *symbol)
{
	const char *offset = symbol ? strstr(symbol, "+0x0/") : NULL;
	char start[128];

	if (!offset || (size_t)(offset - symbol) >= sizeof(start)) {
		html_print(page->out, "<td class=p>%s", or_dash(symbol));
		return;
	}
	memcpy(start, symbol, (size_t)(offset - symbol));
	start[offset - symbol] = '\0';
	html_print(page->out, "<td class=p>%s", start);
}

static void print_hits(const struct page *page, const struct page_proof *proof)
{
	if (!proof->hits_known)
		fputs("<td class=none>nothing counts", page->out);
	else if (proof->hits == proof->hits_expected)
		fprintf(page->out, "<td>%lld", proof->hits);
	else
		fprintf(page->out, "<td><strong>%lld, not %lld</strong>", proof->hits,
			proof->hits_expected);
}

/* The reasons of a cell's invalid samples, of all boots. */
static void print_faults(const struct page *page, size_t b, size_t workload, size_t configuration)
{
	const struct board *board = &page->boards.boards[b];
	const char *workload_name = page->boards.workloads[workload].name;
	const char *name = page->boards.configurations[configuration];

	for (size_t i = 0; i < board->boot_count; i++) {
		const struct summary *summary = &board->boots[i].summary;
		const struct result_plan *plan = &summary->result->plan;

		for (size_t c = 0; c < summary->cell_count; c++) {
			const struct summary_cell *cell = &summary->cells[c];

			if (!cell->fault_count ||
			    strcmp(plan->workloads[cell->workload].name, workload_name) != 0 ||
			    strcmp(plan->configurations[cell->configuration], name) != 0)
				continue;
			for (size_t f = 0; f < cell->fault_count; f++)
				html_print(page->out, "<br>%s (%zu)", cell->faults[f].reason,
					   cell->faults[f].samples);
		}
	}
}

static void print_invalid(const struct page *page, size_t board, size_t workload,
			  size_t configuration)
{
	const struct board_cell *cell = boards_cell(&page->boards, board, workload, configuration);

	if (!cell->invalid) {
		fputs("<td class=t>0", page->out);
		return;
	}
	fprintf(page->out, "<td class=t><strong>%zu</strong>", cell->invalid);
	print_faults(page, board, workload, configuration);
}

static void print_path(const struct page *page, const struct board_cell *cell,
		       const struct page_proof *proof)
{
	html_print(page->out, "<td class=p>%s%s%s", cell->path ? cell->path : "no valid sample",
		   cell->other_path ? " and " : "", cell->other_path ? cell->other_path : "");
	if (proof->expected && cell->path && strcmp(cell->path, proof->expected) != 0)
		html_print(page->out, " <strong>not %s</strong>", proof->expected);
	if (cell->dirty)
		html_print(page->out, "<br>dirty: %s", cell->dirty);
}

static void print_looks(const struct page *page, const struct page_proof *proof)
{
	fprintf(page->out, "<td>%zu of %zu", proof->attachments - proof->unproven,
		proof->attachments);
	if (proof->reason)
		html_print(page->out, "<br><strong>%s</strong>", proof->reason);
}

static void print_evidence(const struct page *page, size_t board, size_t workload,
			   size_t configuration)
{
	const struct board_cell *cell = boards_cell(&page->boards, board, workload, configuration);
	const struct page_proof *proof =
		page_proof_at(&page->proofs, &page->boards, board, workload, configuration);

	if (cell->unavailable) {
		html_print(page->out, "<td class=none colspan=6>not available: %s\n",
			   cell->unavailable);
		return;
	}
	print_path(page, cell, proof);
	if (proof->attachments) {
		print_looks(page, proof);
		print_hits(page, proof);
		print_symbol(page, proof->literal);
		print_symbol(page, proof->target);
	} else {
		fputs("<td class=none colspan=4>the file has no record of the looks at the site",
		      page->out);
	}
	print_invalid(page, board, workload, configuration);
	fputs("\n", page->out);
}

static int evidence_of(const struct page *page, size_t board, size_t workload, size_t configuration,
		       char **text)
{
	struct page alone = *page;
	size_t size;

	*text = NULL;
	alone.out = open_memstream(text, &size);
	if (!alone.out)
		return -ENOMEM;
	print_evidence(&alone, board, workload, configuration);
	return fclose(alone.out) ? -ENOMEM : 0;
}

/* The boards' rows of a configuration; boards of which the same is to be said share one. */
static void print_rows(const struct page *page, char **texts)
{
	for (size_t b = 0; b < page->boards.count; b++) {
		if (!texts[b])
			continue;
		fputs("<tr><th scope=row>", page->out);
		figure_mark(page, b);
		for (size_t other = b + 1; other < page->boards.count; other++) {
			if (!texts[other] || strcmp(texts[b], texts[other]) != 0)
				continue;
			fputs(" ", page->out);
			figure_mark(page, other);
			free(texts[other]);
			texts[other] = NULL;
		}
		/* It was escaped when it was written. */
		fputs(texts[b], page->out);
	}
}

static int print_configuration(const struct page *page, size_t workload, size_t configuration)
{
	const char *name = page->boards.configurations[configuration];
	char **texts = calloc(page->boards.count + 1, sizeof(*texts));
	int error = texts ? 0 : -ENOMEM;

	for (size_t b = 0; b < page->boards.count && !error; b++) {
		if (boards_cell(&page->boards, b, workload, configuration)->planned)
			error = evidence_of(page, b, workload, configuration, &texts[b]);
	}
	if (!error) {
		html_print(page->out,
			   "<tbody data-c=\"%s\"><tr class=g><th scope=rowgroup colspan=7>"
			   "<span>%s</span>\n",
			   name, name);
		print_rows(page, texts);
	}
	for (size_t b = 0; b < page->boards.count && texts; b++)
		free(texts[b]);
	free(texts);
	return error;
}

static int print_workload(const struct page *page, size_t workload)
{
	int error = 0;

	figure_legend(page);
	page_table_open(page, "proof", workload);
	html_print(page->out, "Proof of each number on %s", page->boards.workloads[workload].name);
	page_table_rows(page);
	fputs("<th scope=col>configuration, boards<th scope=col class=t>path"
	      "<th scope=col>proven attachments<th scope=col>hits"
	      "<th scope=col class=t>literal names<th scope=col class=t>site leads to"
	      "<th scope=col class=t>invalid samples</thead>\n",
	      page->out);
	for (size_t c = 0; c < page->boards.configuration_count && !error; c++)
		error = print_configuration(page, workload, c);
	page_table_close(page);
	return error;
}

static int print(const struct page *page)
{
	int error = 0;

	fputs("<p>Before and after each sample the patch site of the traced function was read and "
	      "decoded. A sample whose path was not the expected one is invalid, is in the file, "
	      "and is in no table. Hits: how often what was attached was called in some counted "
	      "calls, which is what was expected unless the table says otherwise. Literal: whom "
	      "the pointer in front of the function names.\n",
	      page->out);
	for (size_t w = 0; w < page->boards.workload_count && !error; w++)
		error = print_workload(page, w);
	return error;
}

const struct page_section page_section_proof = {
	.id = "proof",
	.title = "Proof",
	.print = print,
};
