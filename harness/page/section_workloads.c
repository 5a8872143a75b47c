// SPDX-License-Identifier: GPL-2.0-only
/*
 * What tracing costs: for each workload the pictures, and all numbers behind them.
 */
#include "page/columns.h"
#include "page/html.h"
#include "page/picture.h"
#include "page/section.h"
#include "page/side_table.h"

static bool has_overhead(const struct page *page, size_t workload, size_t metric)
{
	const struct boards *boards = &page->boards;

	for (size_t b = 0; b < boards->count; b++) {
		for (size_t c = 0; c < boards->configuration_count; c++) {
			if (boards_figure(boards, b, workload, c, metric)->overhead.known)
				return true;
		}
	}
	return false;
}

static int print_metric(const struct page *page, size_t workload, size_t metric)
{
	struct picture_wish wish = {
		.data = PLOT_DATA_REPORT,
		.workload = workload,
		.metric = metric,
		.table = "overhead",
		.table_number = page_metric_number(page, workload, metric),
	};
	int error;

	html_print(page->out, "<h4>Overhead in %s</h4>\n", column_heading(page, metric));
	error = page_pictures(page, &wish);
	if (!error)
		page_overhead_table(page, workload, metric);
	return error;
}

static int print_side(const struct page *page, size_t workload)
{
	struct picture_wish wish = {
		.data = PLOT_DATA_REPORT,
		.workload = workload,
		.metric = PICTURE_ANY_METRIC,
		.of_metrics = true,
		.table = "side",
		.table_number = workload,
	};
	int error;

	fputs(page->boards.count > 1 ? "<h4>Why: all metrics side by side</h4>\n"
				     : "<h4>All metrics</h4>\n",
	      page->out);
	error = page_pictures(page, &wish);
	return error ? error : page_side_table(page, workload);
}

static int print(const struct page *page)
{
	int error = 0;

	page_pictures_missing(page);
	for (size_t w = 0; w < page->boards.workload_count && !error; w++) {
		const struct board_workload *workload = &page->boards.workloads[w];

		html_print(page->out, "<h3 id=workload-%zu>Workload %s</h3>\n", w, workload->name);
		error = columns_print(page, w, has_overhead, print_metric);
		if (!error)
			error = print_side(page, w);
	}
	return error;
}

const struct page_section page_section_workloads = {
	.id = "workloads",
	.title = "What tracing costs",
	.print = print,
};
