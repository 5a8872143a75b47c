// SPDX-License-Identifier: GPL-2.0-only
#include "stats/summary.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "config/configuration.h"
#include "stats/pick.h"

/* The usable samples of one cell, by block; a stretch of one array for all cells. */
struct stretch {
	const struct result_sample **samples;
	size_t count;
};

/* What is needed while the summary is made. */
struct workshop {
	struct summary *summary;
	struct pick *picks;
	const struct result_sample **usable;
	struct stretch *stretches; /* one for each cell */
	struct value *levels; /* room for the values of one cell */
	struct value *overheads;
};

bool summary_is_emulated(const struct result *result)
{
	return result->environment.emulated || result->environment.instruction_clock;
}

const struct summary_cell *summary_cell(const struct summary *summary, size_t workload,
					size_t configuration)
{
	return &summary->cells[workload * summary->result->plan.configuration_count +
			       configuration];
}

size_t summary_metric(const struct summary *summary, const char *name)
{
	size_t i = 0;

	while (i < summary->metric_count && strcmp(summary->metrics[i], name))
		i++;
	return i;
}

bool summary_cell_is_expected(const struct summary_cell *cell)
{
	return cell->sampled || !cell->unavailable;
}

size_t summary_complete_blocks(const struct summary *summary)
{
	size_t complete = SIZE_MAX;

	for (size_t c = 0; c < summary->cell_count; c++) {
		const struct summary_cell *cell = &summary->cells[c];

		if (summary_cell_is_expected(cell) && cell->sampled < complete)
			complete = cell->sampled;
	}
	return complete == SIZE_MAX ? 0 : complete;
}

/* Index of the event in the plan, or the number of events. */
static size_t find_event(const struct result_plan *plan, const char *name)
{
	size_t i = 0;

	while (i < plan->event_count && strcmp(plan->events[i], name))
		i++;
	return i;
}

/* With nothing counted at all, the emulator's time is what there is; tables say whose it is. */
static void add_metric(struct summary *summary, const char *name)
{
	if (summary_is_emulated(summary->result) && !metric_kind(name)->instructions &&
	    summary->result->plan.event_count)
		return;
	summary->metrics[summary->metric_count++] = name;
}

/* By the table, whatever else a file may name. */
static bool is_without_call(const char *configuration)
{
	struct configuration parsed;

	return !configuration_parse(configuration, &parsed) && parsed.row->without_call;
}

static int make_cells(struct summary *summary)
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
	if (find_event(plan, METRIC_TIME) == plan->event_count)
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

static void count_fault(struct summary *summary, struct summary_cell *cell, const char *fault)
{
	size_t i = 0;

	cell->invalid++;
	summary->invalid++;
	while (i < SUMMARY_FAULTS_MAX && i < cell->fault_count &&
	       strcmp(cell->faults[i].reason, fault) != 0)
		i++;
	if (i >= SUMMARY_FAULTS_MAX)
		return;
	if (i == cell->fault_count)
		cell->faults[cell->fault_count++].reason = fault;
	cell->faults[i].samples++;
}

/*
 * Takes one sample into its cell: counts it, and gives it to the stretch if it is
 * the first usable one of its block. All blocks of a cell have the path of the
 * first one, or they are not comparable.
 */
static void take_sample(struct summary *summary, struct summary_cell *cell, struct stretch *stretch,
			const struct result_sample *sample)
{
	const char *fault = pick_fault(sample);

	if (sample->status == RESULT_INTERRUPTED) {
		cell->interrupted = fault;
		return;
	}
	if (!fault && cell->path && strcmp(cell->path, sample->path_before))
		fault = "blocks took different paths";
	if (fault) {
		count_fault(summary, cell, fault);
		return;
	}
	cell->path = sample->path_before;
	if (stretch->count && stretch->samples[stretch->count - 1]->block == sample->block)
		return;
	stretch->samples[stretch->count++] = sample;
	cell->blocks++;
	summary->usable++;
}

static void pick_samples(const struct workshop *shop)
{
	struct summary *summary = shop->summary;
	const struct result_sample **free_place = shop->usable;
	size_t next = 0;

	for (size_t c = 0; c < summary->cell_count; c++) {
		struct summary_cell *cell = &summary->cells[c];
		int64_t block = -1;

		shop->stretches[c].samples = free_place;
		for (; next < summary->result->sample_count && shop->picks[next].cell == c;
		     next++) {
			const struct result_sample *sample = shop->picks[next].sample;

			cell->sampled += sample->block != block;
			block = sample->block;
			take_sample(summary, cell, &shop->stretches[c], sample);
		}
		free_place += shop->stretches[c].count;
	}
}

/* What one sample says of one metric, before the division. */
struct quotient {
	int64_t difference; /* X(2N) - X(N) */
	int64_t calls; /* N */
};

/* False if the metric was not counted. */
static bool sample_quotient(const struct result *result, const struct result_sample *sample,
			    const char *metric, struct quotient *out)
{
	const struct result_measurement *longer = &sample->long_run;
	const struct result_measurement *shorter = &sample->short_run;
	size_t event = find_event(&result->plan, metric);

	out->calls = longer->calls - shorter->calls;
	out->difference = longer->time_ns - shorter->time_ns;
	if (event == result->plan.event_count)
		return true;
	if (longer->counters[event] == RESULT_NOT_COUNTED ||
	    shorter->counters[event] == RESULT_NOT_COUNTED)
		return false;
	out->difference = longer->counters[event] - shorter->counters[event];
	return true;
}

/* Subtracts before it divides where it can: two fractions may differ by a whole number. */
static struct value overhead_of(struct quotient level, struct quotient base)
{
	int64_t difference;

	if (level.calls == base.calls &&
	    !__builtin_sub_overflow(level.difference, base.difference, &difference))
		return value_per_call(difference, level.calls);
	return value_difference(value_per_call(level.difference, level.calls),
				value_per_call(base.difference, base.calls));
}

/* Both stretches are sorted by block, so one walk along both finds the pairs. */
static void sum_up_metric(const struct workshop *shop, size_t c, const struct stretch *baseline,
			  size_t metric)
{
	const struct result *result = shop->summary->result;
	const struct stretch *stretch = &shop->stretches[c];
	const char *name = shop->summary->metrics[metric];
	struct summary_value *out = &shop->summary->cells[c].values[metric];
	size_t levels = 0;
	size_t overheads = 0;
	size_t b = 0;

	for (size_t i = 0; i < stretch->count; i++) {
		const struct result_sample *sample = stretch->samples[i];
		struct quotient level;
		struct quotient base;

		if (!sample_quotient(result, sample, name, &level))
			continue;
		shop->levels[levels++] = value_per_call(level.difference, level.calls);
		if (!baseline)
			continue;
		while (b < baseline->count && baseline->samples[b]->block < sample->block)
			b++;
		if (b < baseline->count && baseline->samples[b]->block == sample->block &&
		    sample_quotient(result, baseline->samples[b], name, &base))
			shop->overheads[overheads++] = overhead_of(level, base);
	}
	out->level = value_summarize(shop->levels, levels);
	out->overhead = value_summarize(shop->overheads, overheads);
}

/* Index of the configuration in the plan, or the number of configurations. */
static size_t find_configuration(const struct result_plan *plan, const char *name)
{
	size_t i = 0;

	while (i < plan->configuration_count && strcmp(plan->configurations[i], name))
		i++;
	return i;
}

static void form_ratios(struct summary *summary)
{
	const struct result_plan *plan = &summary->result->plan;
	size_t reference = find_configuration(plan, SUMMARY_REFERENCE);

	if (reference == plan->configuration_count)
		return;
	for (size_t c = 0; c < summary->cell_count; c++) {
		const struct summary_cell *direct =
			summary_cell(summary, summary->cells[c].workload, reference);

		for (size_t m = 0; m < summary->metric_count; m++) {
			struct summary_value *value = &summary->cells[c].values[m];
			const struct value_summary *divisor = &direct->values[m].overhead;

			if (!value->overhead.count || !divisor->count ||
			    divisor->median.number <= 0)
				continue;
			value->has_ratio = true;
			value->ratio = value->overhead.median.number / divisor->median.number;
		}
	}
}

static void sum_up(const struct workshop *shop)
{
	struct summary *summary = shop->summary;
	const struct result_plan *plan = &summary->result->plan;
	size_t none = find_configuration(plan, SUMMARY_BASELINE);

	for (size_t c = 0; c < summary->cell_count; c++) {
		const struct summary_cell *cell = &summary->cells[c];
		const struct stretch *baseline = NULL;

		if (none < plan->configuration_count && cell->configuration != none &&
		    !cell->without_call)
			baseline =
				&shop->stretches[cell->workload * plan->configuration_count + none];
		for (size_t m = 0; m < summary->metric_count; m++)
			sum_up_metric(shop, c, baseline, m);
	}
	form_ratios(summary);
}

static int open_workshop(struct workshop *shop, struct summary *summary)
{
	size_t samples = summary->result->sample_count + 1;

	shop->summary = summary;
	shop->picks = pick_sorted(summary->result);
	shop->usable = calloc(samples, sizeof(*shop->usable));
	shop->stretches = calloc(summary->cell_count + 1, sizeof(*shop->stretches));
	shop->levels = calloc(samples, sizeof(*shop->levels));
	shop->overheads = calloc(samples, sizeof(*shop->overheads));
	if (!shop->picks || !shop->usable || !shop->stretches || !shop->levels || !shop->overheads)
		return -ENOMEM;
	return 0;
}

static void close_workshop(struct workshop *shop)
{
	free(shop->picks);
	free(shop->usable);
	free(shop->stretches);
	free(shop->levels);
	free(shop->overheads);
}

int summary_make(const struct result *result, struct summary *summary)
{
	struct workshop shop;
	int error;

	*summary = (struct summary){ .result = result };
	error = make_cells(summary);
	if (error)
		return error;
	mark_cells(summary);
	error = open_workshop(&shop, summary);
	if (!error) {
		pick_samples(&shop);
		sum_up(&shop);
	}
	close_workshop(&shop);
	return error;
}

void summary_free(struct summary *summary)
{
	free(summary->values);
	free(summary->cells);
	free(summary->metrics);
	memset(summary, 0, sizeof(*summary));
}
