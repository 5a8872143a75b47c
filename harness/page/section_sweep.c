// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a call costs by the number of ops, and what one more of each costs.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "page/columns.h"
#include "page/figure.h"
#include "page/html.h"
#include "page/picture.h"
#include "page/section.h"
#include "page/table.h"

/* A decomposition of one board, and where report --decompose --format json has it. */
struct sweep {
	const struct decomposition *decomposition; /* NULL: the board has none */
	size_t json;
};

static const char *workload_of(const struct decomposition *decomposition)
{
	return decomposition->summary->result->plan.workloads[decomposition->workload].name;
}

static bool is_of(const struct page *page, const struct decomposition *decomposition,
		  size_t workload, size_t metric)
{
	return decomposition->row_count &&
	       !strcmp(workload_of(decomposition), page->boards.workloads[workload].name) &&
	       !strcmp(decomposition->summary->metrics[decomposition->metric],
		       page->boards.metrics[metric].name);
}

static bool has_boot(const struct board *board, const struct result *result)
{
	for (size_t i = 0; i < board->boot_count; i++) {
		if (board->boots[i].result == result)
			return true;
	}
	return false;
}

/* Of the file of the board that has most of it: a sweep is a run of its own. */
static struct sweep find_sweep(const struct page *page, size_t board, size_t workload,
			       size_t metric)
{
	struct sweep sweep = { .json = 0 };
	size_t rows = 0;
	size_t json = 0;

	for (size_t i = 0; i < page->input_count; i++) {
		const struct decompose_input *input = &page->parts[i];

		for (size_t d = 0; d < input->count; d++) {
			if (has_boot(&page->boards.boards[board], page->inputs[i].result) &&
			    is_of(page, &input->list[d], workload, metric) &&
			    input->list[d].row_count > rows) {
				rows = input->list[d].row_count;
				sweep.decomposition = &input->list[d];
				sweep.json = json;
			}
			json += input->list[d].row_count ? 1 : 0;
		}
	}
	return sweep;
}

static bool has_sweep(const struct page *page, size_t workload, size_t metric)
{
	for (size_t b = 0; b < page->boards.count; b++) {
		if (find_sweep(page, b, workload, metric).decomposition)
			return true;
	}
	return false;
}

static bool workload_has_sweep(const struct page *page, size_t workload)
{
	for (size_t m = 0; m < page->boards.metric_count; m++) {
		if (has_sweep(page, workload, m))
			return true;
	}
	return false;
}

static bool wanted(const struct page *page)
{
	for (size_t w = 0; w < page->boards.workload_count; w++) {
		if (workload_has_sweep(page, w))
			return true;
	}
	return false;
}

static bool has_part(const struct decomposition_part *column, enum part part)
{
	for (size_t i = 0; i < column->joined; i++) {
		if (column->parts[i] == part)
			return true;
	}
	return false;
}

static void print_number(const struct page *page, const char *tag, size_t json, size_t part,
			 const char *key, double number)
{
	char text[NUMBER_SIZE];

	figure_for_people(text,
			  (struct value){ .number = number, .whole = (long)number == number });
	fprintf(page->out, "<%s data-at=d.decompositions.%zu.parts.%zu.%s>%s</%s>", tag, json, part,
		key, text, tag);
}

/* What the part costs; of a sum that only is known, which sum. */
static void print_cost(const struct page *page, const struct sweep *sweep, size_t part)
{
	const struct decomposition_part *column = &sweep->decomposition->parts[part];
	const struct interval *interval = &column->cost.interval;

	if (!column->known) {
		fputs("<td class=none>not told", page->out);
		return;
	}
	fputs("<td>", page->out);
	print_number(page, "b", sweep->json, part, "cost", column->cost.value);
	if (interval->known) {
		fputs("<p>", page->out);
		print_number(page, "i", sweep->json, part, "low", interval->low);
		fputs(" to ", page->out);
		print_number(page, "i", sweep->json, part, "high", interval->high);
	}
	for (size_t i = 1; i < column->joined; i++)
		html_print(page->out, "<p>%s%s", i > 1 ? "" : "with ",
			   part_title(column->parts[i]));
}

static void print_cell(const struct page *page, const struct sweep *sweep, enum part part)
{
	if (!sweep->decomposition) {
		fputs("<td class=none>no sweep", page->out);
		return;
	}
	for (size_t p = 0; p < sweep->decomposition->part_count; p++) {
		const struct decomposition_part *column = &sweep->decomposition->parts[p];

		if (column->parts[0] == part) {
			print_cost(page, sweep, p);
			return;
		}
		if (has_part(column, part)) {
			html_print(page->out, "<td class=none>in %s", part_title(column->parts[0]));
			return;
		}
	}
	fputs("<td class=none>not measured", page->out);
}

static bool any_has_part(const struct page *page, const struct sweep *sweeps, enum part part)
{
	for (size_t b = 0; b < page->boards.count; b++) {
		const struct decomposition *decomposition = sweeps[b].decomposition;

		for (size_t p = 0; decomposition && p < decomposition->part_count; p++) {
			if (has_part(&decomposition->parts[p], part))
				return true;
		}
	}
	return false;
}

static void print_explained(const struct page *page, const struct sweep *sweeps)
{
	fputs("<tr><th scope=row>do the parts explain what was measured?", page->out);
	for (size_t b = 0; b < page->boards.count; b++) {
		const struct decomposition *decomposition = sweeps[b].decomposition;

		if (!decomposition || !decomposition->judged)
			fputs(decomposition ? "<td class=none>too little to tell"
					    : "<td class=none>no sweep",
			      page->out);
		else
			fputs(decomposition->explained ? "<td>yes" : "<td><strong>no</strong>",
			      page->out);
	}
	fputs("\n", page->out);
}

static void print_table(const struct page *page, size_t workload, size_t metric,
			const struct sweep *sweeps)
{
	page_table_open(page, "parts", page_metric_number(page, workload, metric));
	html_print(page->out, "What each part of a traced call costs on %s: %s a call",
		   page->boards.workloads[workload].name, column_heading(page, metric));
	page_table_rows(page);
	fputs("<th scope=col>part", page->out);
	page_table_boards(page);
	fputs("</thead>\n<tbody>\n", page->out);
	for (int part = 0; part < PART_COUNT; part++) {
		if (!any_has_part(page, sweeps, (enum part)part))
			continue;
		html_print(page->out, "<tr><th scope=row>%s", part_title((enum part)part));
		for (size_t b = 0; b < page->boards.count; b++)
			print_cell(page, &sweeps[b], (enum part)part);
		fputs("\n", page->out);
	}
	print_explained(page, sweeps);
	page_table_close(page);
}

static int print_metric(const struct page *page, size_t workload, size_t metric)
{
	struct sweep *sweeps = calloc(page->boards.count + 1, sizeof(*sweeps));

	if (!sweeps)
		return -ENOMEM;
	for (size_t b = 0; b < page->boards.count; b++)
		sweeps[b] = find_sweep(page, b, workload, metric);
	print_table(page, workload, metric, sweeps);
	free(sweeps);
	return 0;
}

static int print_workload(const struct page *page, size_t workload)
{
	const struct picture_wish wish = {
		.data = PLOT_DATA_SWEEP,
		.workload = workload,
		.metric = PICTURE_ANY_METRIC,
		.table = "parts",
		.table_of_metric = true,
	};
	int error;

	if (!workload_has_sweep(page, workload))
		return 0;
	html_print(page->out, "<h3>Number of ops on %s</h3>\n",
		   page->boards.workloads[workload].name);
	error = page_pictures(page, &wish);
	return error ? error : columns_print(page, workload, has_sweep, print_metric);
}

static int print(const struct page *page)
{
	int error = 0;

	fputs("<p>Overheads taken apart by least squares over the configurations: what entering "
	      "costs, what the list costs, and what one more ops costs that traces the function "
	      "(relevant) or another one (irrelevant). Of a board with several files, the "
	      "one with most of these configurations.\n",
	      page->out);
	page_pictures_missing(page);
	for (size_t w = 0; w < page->boards.workload_count && !error; w++)
		error = print_workload(page, w);
	return error;
}

const struct page_section page_section_sweep = {
	.id = "sweep",
	.title = "Cost by the number of ops",
	.wanted = wanted,
	.print = print,
};
