// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which cells there are, and which samples count for them.
 */
#include "stats/summary_cells.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "config/configuration.h"

static bool has_event(const struct result_plan *plan, const char *name)
{
	size_t i = 0;

	while (i < plan->event_count && strcmp(plan->events[i], name))
		i++;
	return i < plan->event_count;
}

static bool counts_instructions(const struct result_plan *plan)
{
	for (size_t i = 0; i < plan->event_count; i++) {
		if (metric_kind(plan->events[i])->instructions)
			return true;
	}
	return false;
}

/*
 * Without instructions the emulator's events are what there is, without any its time; tables say
 * whose they are.
 */
static void add_metric(struct summary *summary, const char *name)
{
	const struct result_plan *plan = &summary->result->plan;

	if (summary_is_emulated(summary->result) && !metric_kind(name)->instructions &&
	    (counts_instructions(plan) || (plan->event_count && !strcmp(name, METRIC_TIME))))
		return;
	summary->metrics[summary->metric_count++] = name;
}

/* By the table, whatever else a file may name. */
static bool is_without_call(const char *configuration)
{
	struct configuration parsed;

	return !configuration_parse(configuration, &parsed) && parsed.row->without_call;
}

static int allocate_cells(struct summary *summary)
{
	const struct result_plan *plan = &summary->result->plan;

	summary->metrics = calloc(plan->event_count + 1, sizeof(*summary->metrics));
	summary->cell_count = plan->workload_count * plan->configuration_count;
	summary->cells = calloc(summary->cell_count + 1, sizeof(*summary->cells));
	summary->values =
		calloc(summary->cell_count * (plan->event_count + 1) + 1, sizeof(*summary->values));
	if (!summary->metrics || !summary->cells || !summary->values)
		return -ENOMEM;
	for (size_t i = 0; i < plan->event_count; i++)
		add_metric(summary, plan->events[i]);
	if (!has_event(plan, METRIC_TIME))
		add_metric(summary, METRIC_TIME);
	for (size_t i = 0; i < summary->cell_count; i++) {
		struct summary_cell *cell = &summary->cells[i];

		cell->workload = i / plan->configuration_count;
		cell->configuration = i % plan->configuration_count;
		cell->without_call = is_without_call(plan->configurations[cell->configuration]);
		cell->values = summary->values + i * summary->metric_count;
	}
	return 0;
}

/* True if the event is about this workload, and about this configuration. */
static bool is_about(const struct result_event *event, const char *workload,
		     const char *configuration)
{
	if (event->workload && strcmp(event->workload, workload))
		return false;
	return !event->configuration || !strcmp(event->configuration, configuration);
}

/* The first event of either kind counts for a cell. */
static void mark_cell(struct summary_cell *cell, const struct result_event *event)
{
	if (event->kind == RESULT_EVENT_UNAVAILABLE && !cell->unavailable)
		cell->unavailable = event->text;
	if (event->kind == RESULT_EVENT_DIRTY && !cell->dirty)
		cell->dirty = event->text;
}

static void mark_cells(struct summary *summary)
{
	const struct result *result = summary->result;
	const struct result_plan *plan = &result->plan;

	for (size_t i = 0; i < result->event_count; i++) {
		const struct result_event *event = &result->events[i];

		if (event->kind != RESULT_EVENT_UNAVAILABLE && event->kind != RESULT_EVENT_DIRTY)
			continue;
		for (size_t c = 0; c < summary->cell_count; c++) {
			struct summary_cell *cell = &summary->cells[c];

			if (is_about(event, plan->workloads[cell->workload].name,
				     plan->configurations[cell->configuration]))
				mark_cell(cell, event);
		}
	}
}

int summary_make_cells(struct summary *summary)
{
	int error = allocate_cells(summary);

	if (!error)
		mark_cells(summary);
	return error;
}

static void count_fault(struct summary *summary, struct summary_cell *cell, const char *fault,
			const char *other_path)
{
	size_t i = 0;

	cell->invalid++;
	summary->invalid++;
	while (i < SUMMARY_FAULTS_MAX && i < cell->fault_count &&
	       strcmp(cell->faults[i].reason, fault) != 0)
		i++;
	if (i >= SUMMARY_FAULTS_MAX)
		return;
	if (i == cell->fault_count) {
		cell->faults[i].reason = fault;
		cell->faults[i].other_path = other_path;
		cell->fault_count++;
	}
	cell->faults[i].samples++;
}

/*
 * Takes one sample into its cell: counts it, and gives it to the stretch if it is
 * the first usable attempt at it. All blocks of a cell have the path of the first
 * one, or they are not comparable.
 */
static void take_sample(struct summary *summary, struct summary_cell *cell, struct stretch *stretch,
			const struct result_sample *sample)
{
	const struct result_sample *last =
		stretch->count ? stretch->samples[stretch->count - 1] : NULL;
	const char *fault = pick_fault(sample);
	const char *other_path = NULL;

	if (sample->status == RESULT_INTERRUPTED) {
		cell->interrupted = fault;
		return;
	}
	if (!fault && cell->path && strcmp(cell->path, sample->path_before)) {
		fault = "blocks took different paths";
		other_path = sample->path_before;
	}
	if (fault) {
		count_fault(summary, cell, fault, other_path);
		return;
	}
	cell->path = sample->path_before;
	if (last && last->block == sample->block && last->index == sample->index)
		return;
	stretch->samples[stretch->count++] = sample;
	cell->blocks += !last || last->block != sample->block;
	summary->usable++;
}

void summary_pick_samples(struct summary *summary, const struct pick *picks,
			  const struct result_sample **usable, struct stretch *stretches)
{
	const struct result_sample **free_place = usable;
	size_t next = 0;

	for (size_t c = 0; c < summary->cell_count; c++) {
		struct summary_cell *cell = &summary->cells[c];
		int64_t block = -1;

		stretches[c].samples = free_place;
		for (; next < summary->result->sample_count && picks[next].cell == c; next++) {
			const struct result_sample *sample = picks[next].sample;

			cell->sampled += sample->block != block;
			block = sample->block;
			take_sample(summary, cell, &stretches[c], sample);
		}
		free_place += stretches[c].count;
	}
}
