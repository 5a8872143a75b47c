// SPDX-License-Identifier: GPL-2.0-only
/*
 * What any of the boards has: workloads, configurations and metrics.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "boards/boards_parts.h"

static size_t find_workload(const struct boards *boards, const char *name)
{
	size_t i = 0;

	while (i < boards->workload_count && strcmp(boards->workloads[i].name, name) != 0)
		i++;
	return i;
}

static int add_workloads(struct boards *boards, const struct result_plan *plan)
{
	struct board_workload *workloads =
		reallocarray(boards->workloads, boards->workload_count + plan->workload_count,
			     sizeof(*workloads));

	if (!workloads)
		return -ENOMEM;
	boards->workloads = workloads;
	for (size_t i = 0; i < plan->workload_count; i++) {
		size_t at = find_workload(boards, plan->workloads[i].name);

		if (at == boards->workload_count)
			workloads[boards->workload_count++] =
				(struct board_workload){ .name = plan->workloads[i].name };
		if (!workloads[at].tracee)
			workloads[at].tracee = plan->workloads[i].tracee;
	}
	return 0;
}

static bool has_configuration(const struct boards *boards, const char *name)
{
	bool has = false;

	for (size_t i = 0; i < boards->configuration_count && !has; i++)
		has = !strcmp(boards->configurations[i], name);
	return has;
}

static int add_configurations(struct boards *boards, const struct result_plan *plan)
{
	const char **configurations = reallocarray(
		boards->configurations, boards->configuration_count + plan->configuration_count,
		sizeof(*configurations));

	if (!configurations)
		return -ENOMEM;
	boards->configurations = configurations;
	for (size_t i = 0; i < plan->configuration_count; i++) {
		const char *name = plan->configurations[i];

		if (!has_configuration(boards, name))
			configurations[boards->configuration_count++] = name;
	}
	return 0;
}

static void add_metric(struct boards *boards, const char *name)
{
	const struct metric_kind *kind = metric_kind(name);

	if (boards_metric(boards, name) == boards->metric_count)
		boards->metrics[boards->metric_count++] = (struct board_metric){
			.name = name,
			.title = kind->title ? kind->title : name,
			.unit = kind->unit,
		};
}

static int add_metrics(struct boards *boards, const struct summary *summary)
{
	struct board_metric *metrics =
		reallocarray(boards->metrics, boards->metric_count + summary->metric_count + 1,
			     sizeof(*metrics));

	if (!metrics)
		return -ENOMEM;
	boards->metrics = metrics;
	for (size_t i = 0; i < summary->metric_count; i++)
		add_metric(boards, summary->metrics[i]);
	return 0;
}

static bool boot_has(const struct board_boot *boot, const char *metric)
{
	return summary_metric(&boot->summary, metric) < boot->summary.metric_count;
}

/* In one boot: what two have cannot be put together. derived.c has the modes that it takes. */
static bool can_derive(const struct board *board, const char *metric)
{
	bool can = false;

	for (size_t i = 0; i < board->boot_count && !can; i++) {
		const struct board_boot *boot = &board->boots[i];
		bool kernel = boot_has(boot, METRIC_KERNEL_INSTRUCTIONS);
		bool both = boot_has(boot, METRIC_INSTRUCTIONS) ||
			    (kernel && boot_has(boot, METRIC_USER_INSTRUCTIONS));

		can = boot_has(boot, METRIC_CYCLES) &&
		      (both || (kernel && !strcmp(metric, BOARD_METRIC_OVERHEAD_IPC)));
	}
	return can;
}

static bool any_can_derive(const struct boards *boards, const char *metric)
{
	bool can = false;

	for (size_t b = 0; b < boards->count && !can; b++)
		can = can_derive(&boards->boards[b], metric);
	return can;
}

/* A file may have an event of such a name: that is not ours. */
static void add_derived_metric(struct boards *boards, const char *name, const char *title)
{
	if (boards_metric(boards, name) == boards->metric_count)
		boards->metrics[boards->metric_count++] = (struct board_metric){
			.name = name,
			.title = title,
			.unit = BOARD_UNIT_PER_CYCLE,
			.derived = true,
		};
}

static int add_derived_metrics(struct boards *boards)
{
	struct board_metric *metrics =
		reallocarray(boards->metrics, boards->metric_count + 2, sizeof(*metrics));

	if (!metrics)
		return -ENOMEM;
	boards->metrics = metrics;
	if (any_can_derive(boards, BOARD_METRIC_IPC))
		add_derived_metric(boards, BOARD_METRIC_IPC, "instructions per cycle");
	if (any_can_derive(boards, BOARD_METRIC_OVERHEAD_IPC))
		add_derived_metric(boards, BOARD_METRIC_OVERHEAD_IPC,
				   "instructions per cycle of the overhead");
	return 0;
}

static bool board_has(const struct board *board, const struct board_metric *metric)
{
	bool has = false;

	if (metric->derived)
		return can_derive(board, metric->name);
	for (size_t i = 0; i < board->boot_count && !has; i++)
		has = boot_has(&board->boots[i], metric->name);
	return has;
}

static int mark_metrics(const struct boards *boards, struct board *board)
{
	board->metrics = calloc(boards->metric_count + 1, sizeof(*board->metrics));
	if (!board->metrics)
		return -ENOMEM;
	for (size_t m = 0; m < boards->metric_count; m++)
		board->metrics[m] = board_has(board, &boards->metrics[m]);
	return 0;
}

static int add_boot(struct boards *boards, const struct board_boot *boot)
{
	int error = add_workloads(boards, &boot->result->plan);

	if (!error)
		error = add_configurations(boards, &boot->result->plan);
	if (!error)
		error = add_metrics(boards, &boot->summary);
	return error;
}

int boards_list(struct boards *boards)
{
	int error = 0;

	for (size_t b = 0; b < boards->count && !error; b++) {
		const struct board *board = &boards->boards[b];

		for (size_t i = 0; i < board->boot_count && !error; i++)
			error = add_boot(boards, &board->boots[i]);
	}
	if (!error)
		error = add_derived_metrics(boards);
	for (size_t b = 0; b < boards->count && !error; b++)
		error = mark_metrics(boards, &boards->boards[b]);
	return error;
}
