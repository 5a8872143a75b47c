// SPDX-License-Identifier: GPL-2.0-only
/*
 * How the samples lie: a median hides what they do.
 */
#include "page/columns.h"
#include "page/figure.h"
#include "page/html.h"
#include "page/picture.h"
#include "page/section.h"
#include "page/table.h"

static void print_cell(const struct page *page, const struct figure_place *place)
{
	if (!figure_estimate(page, place, FIGURE_LEVEL)->known) {
		html_print(page->out, "<td class=none>%s",
			   column_absence(page, place->board, place->workload, place->configuration,
					  place->metric));
		return;
	}
	fputs("<td>", page->out);
	figure_with_interval(page, "b", place, FIGURE_LEVEL);
}

static bool has_level(const struct page *page, const struct figure_place *at)
{
	struct figure_place place = *at;
	bool has = false;

	for (place.board = 0; place.board < page->boards.count && !has; place.board++)
		has = figure_estimate(page, &place, FIGURE_LEVEL)->known;
	return has;
}

static void print_table(const struct page *page, size_t workload, size_t metric)
{
	struct figure_place place = { .workload = workload, .metric = metric };

	page_table_open(page, "samples", workload);
	html_print(page->out, "The whole call on %s: %s, and where the median may lie",
		   page->boards.workloads[workload].name, column_heading(page, metric));
	page_table_rows(page);
	fputs("<th scope=col>configuration", page->out);
	page_table_boards(page);
	fputs("</thead>\n<tbody>\n", page->out);
	for (size_t c = 0; c < page->boards.configuration_count; c++) {
		place.configuration = c;
		if (!has_level(page, &place))
			continue;
		html_print(page->out, "<tr data-c=\"%s\"><th scope=row>%s",
			   page->boards.configurations[c], page->boards.configurations[c]);
		for (place.board = 0; place.board < page->boards.count; place.board++)
			print_cell(page, &place);
		fputs("\n", page->out);
	}
	page_table_close(page);
}

static int print_workload(const struct page *page, size_t workload)
{
	size_t metric = boards_headline(&page->boards, workload);
	const struct picture_wish wish = {
		.data = PLOT_DATA_SAMPLES,
		.workload = workload,
		.metric = PICTURE_ANY_METRIC,
		.table = "samples",
		.table_number = workload,
	};
	int error;

	if (metric == page->boards.metric_count)
		return 0;
	html_print(page->out, "<h3>Samples on %s</h3>\n", page->boards.workloads[workload].name);
	error = page_pictures(page, &wish);
	if (!error)
		print_table(page, workload, metric);
	return error;
}

static int print(const struct page *page)
{
	int error = 0;

	fputs("<p>Each point is one sample, whole, as it was counted. "
	      "<code>tracetoll report --samples --format csv</code> prints them all.\n",
	      page->out);
	page_pictures_missing(page);
	for (size_t w = 0; w < page->boards.workload_count && !error; w++)
		error = print_workload(page, w);
	return error;
}

static bool wanted(const struct page *page)
{
	for (size_t w = 0; w < page->boards.workload_count; w++) {
		if (boards_headline(&page->boards, w) < page->boards.metric_count)
			return true;
	}
	return false;
}

const struct page_section page_section_samples = {
	.id = "samples",
	.title = "Distribution of the samples",
	.wanted = wanted,
	.print = print,
};
