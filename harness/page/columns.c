// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which metrics a table shows, and in which order.
 */
#include "page/columns.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* The first ones of a table, and what people call them; NULL: by their title. */
static const struct {
	const char *name;
	const char *heading;
} order[] = {
	{ METRIC_TIME, NULL },
	{ METRIC_CYCLES, NULL },
	{ METRIC_KERNEL_INSTRUCTIONS, NULL },
	{ METRIC_INSTRUCTIONS, "instructions" },
	{ BOARD_METRIC_OVERHEAD_IPC, "IPC of what is added" },
	{ BOARD_METRIC_IPC, "IPC of the whole call" },
	{ "branch-misses", "branch mispredictions" },
	{ "return-misses", "return mispredictions" },
	{ "l1i-misses", "L1I refills" },
	{ "itlb-misses", "ITLB refills" },
	{ "l1d-misses", "L1D refills" },
	{ "frontend-stalls", "front-end stalls" },
	{ "backend-stalls", "back-end stalls" },
	{ "branch-instructions", "branches" },
};

#define ORDER_COUNT (sizeof(order) / sizeof(order[0]))

const char *column_heading(const struct page *page, size_t metric)
{
	const struct board_metric *of = &page->boards.metrics[metric];

	for (size_t i = 0; i < ORDER_COUNT; i++) {
		if (order[i].heading && !strcmp(order[i].name, of->name))
			return order[i].heading;
	}
	return of->title;
}

static bool is_known(const struct page *page, size_t board, size_t workload, size_t configuration,
		     size_t metric)
{
	const struct board_figure *figure =
		boards_figure(&page->boards, board, workload, configuration, metric);

	return figure->level.known || figure->overhead.known;
}

static bool is_shown(const struct page *page, size_t workload, size_t metric)
{
	bool shown = false;

	for (size_t b = 0; b < page->boards.count && !shown; b++) {
		for (size_t c = 0; c < page->boards.configuration_count && !shown; c++)
			shown = is_known(page, b, workload, c, metric);
	}
	return shown;
}

static void add(size_t *metrics, size_t *count, size_t metric)
{
	for (size_t i = 0; i < *count; i++) {
		if (metrics[i] == metric)
			return;
	}
	metrics[(*count)++] = metric;
}

size_t columns_of(const struct page *page, size_t workload, size_t *metrics)
{
	const struct boards *boards = &page->boards;
	size_t user = boards_metric(boards, METRIC_USER_INSTRUCTIONS);
	size_t count = 0;

	for (size_t i = 0; i < ORDER_COUNT; i++) {
		size_t metric = boards_metric(boards, order[i].name);

		if (metric < boards->metric_count && is_shown(page, workload, metric))
			add(metrics, &count, metric);
	}
	for (size_t m = 0; m < boards->metric_count; m++) {
		if (m != user && is_shown(page, workload, m))
			add(metrics, &count, m);
	}
	/* They are the loop's around the calls, and shown only where there is nothing else. */
	if (!count && user < boards->metric_count && is_shown(page, workload, user))
		add(metrics, &count, user);
	return count;
}

/* What overheads are compared in, with intervals: the headline before others. */
static size_t columns_compared(const struct page *page, size_t workload, size_t *metrics)
{
	static const char *const names[] = { METRIC_TIME, METRIC_CYCLES, METRIC_KERNEL_INSTRUCTIONS,
					     METRIC_INSTRUCTIONS };
	const struct boards *boards = &page->boards;
	size_t headline = boards_headline(boards, workload);
	size_t count = 0;

	if (headline < boards->metric_count)
		add(metrics, &count, headline);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t metric = boards_metric(boards, names[i]);

		if (metric < boards->metric_count && is_shown(page, workload, metric))
			add(metrics, &count, metric);
	}
	return count;
}

int columns_print(const struct page *page, size_t workload,
		  bool (*is_there)(const struct page *page, size_t workload, size_t metric),
		  int (*print)(const struct page *page, size_t workload, size_t metric))
{
	size_t *metrics = calloc(page->boards.metric_count + 1, sizeof(*metrics));
	size_t count;
	int error = 0;

	if (!metrics)
		return -ENOMEM;
	count = columns_compared(page, workload, metrics);
	for (size_t i = 0; i < count && !error; i++) {
		if (is_there(page, workload, metrics[i]))
			error = print(page, workload, metrics[i]);
	}
	free(metrics);
	return error;
}

bool column_is_level(const struct page *page, size_t workload, size_t configuration)
{
	if (!strcmp(page->boards.configurations[configuration], SUMMARY_BASELINE))
		return true;
	for (size_t b = 0; b < page->boards.count; b++) {
		if (boards_cell(&page->boards, b, workload, configuration)->without_call)
			return true;
	}
	return false;
}

const char *column_absence(const struct page *page, size_t board, size_t workload,
			   size_t configuration, size_t metric)
{
	const struct board_cell *cell = boards_cell(&page->boards, board, workload, configuration);

	if (!cell->planned)
		return "not measured";
	if (cell->unavailable)
		return "not available";
	if (!page->boards.boards[board].metrics[metric])
		return "not counted";
	if (!strcmp(page->boards.metrics[metric].name, BOARD_METRIC_OVERHEAD_IPC))
		return column_is_level(page, workload, configuration) ? "nothing added"
								      : "too little added";
	if (cell->figures[metric].level.known)
		return "no baseline";
	return cell->path ? "not measured" : "no valid sample";
}

bool column_has_any(const struct page *page, size_t board, size_t workload, size_t configuration)
{
	bool any = false;

	for (size_t m = 0; m < page->boards.metric_count && !any; m++)
		any = is_known(page, board, workload, configuration, m);
	return any;
}
