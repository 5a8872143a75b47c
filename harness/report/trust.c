// SPDX-License-Identifier: GPL-2.0-only
#include "report/trust.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "report/number.h"
#include "report/stop.h"
#include "report/varying.h"
#include "report/wrap.h"
#include "stats/summary.h"

__attribute__((format(printf, 2, 3))) static void add_reason(struct trust *trust,
							     const char *format, ...)
{
	size_t length = strlen(trust->reasons);
	va_list arguments;

	if (length)
		length += (size_t)snprintf(trust->reasons + length, sizeof(trust->reasons) - length,
					   "; ");
	if (length >= sizeof(trust->reasons))
		return;
	va_start(arguments, format);
	vsnprintf(trust->reasons + length, sizeof(trust->reasons) - length, format, arguments);
	va_end(arguments);
	/* Names come from the file, and the reasons go to a terminal. */
	for (char *c = trust->reasons; *c; c++)
		*c = wrap_printable(*c);
}

static bool is_measured(const struct summary *summary)
{
	for (size_t c = 0; c < summary->cell_count; c++) {
		for (size_t m = 0; m < summary->metric_count; m++) {
			if (summary->cells[c].values[m].level.count)
				return true;
		}
	}
	return false;
}

/*
 * On an instruction clock the same code executes the same instructions, but for a workload
 * that says why it does not.
 */
static void judge_spread(const struct summary *summary, struct trust *trust)
{
	const struct result_plan *plan = &summary->result->plan;
	size_t metric = varying_metric(summary);
	const struct summary_cell *first = NULL;
	char spread[NUMBER_SIZE];
	size_t uneven = 0;

	if (metric == summary->metric_count)
		return;
	for (size_t c = 0; c < summary->cell_count; c++) {
		const struct summary_cell *cell = &summary->cells[c];

		if (cell->values[metric].level.spread.number == 0 ||
		    plan->workloads[cell->workload].varies || varying_reason(summary, cell, metric))
			continue;
		if (!uneven++)
			first = cell;
	}
	if (!first)
		return;
	number_for_programs(spread, first->values[metric].level.spread);
	add_reason(trust, "%s differ between blocks in %zu place%s, first in %.32s %.32s by %s",
		   !strcmp(summary->metrics[metric], METRIC_INSTRUCTIONS) ? "instructions"
									  : "kernel instructions",
		   uneven, uneven == 1 ? "" : "s", plan->workloads[first->workload].name,
		   plan->configurations[first->configuration], spread);
}

/* The kernel was not well while it was measured. */
static void judge_kernel_log(const struct result *result, struct trust *trust)
{
	const char *first = NULL;
	size_t findings = 0;

	for (size_t i = 0; i < result->event_count; i++) {
		if (result->events[i].kind == RESULT_EVENT_KERNEL_LOG && !findings++)
			first = result->events[i].text;
	}
	if (findings == 1)
		add_reason(trust, "the kernel log: \"%.300s\"", first);
	else if (findings)
		add_reason(trust, "the kernel log: \"%.300s\", and %zu more", first, findings - 1);
}

/* Nobody knows since when. */
static void judge_counters(const struct result *result, struct trust *trust)
{
	for (size_t i = 0; i < result->event_count; i++) {
		if (result->events[i].kind != RESULT_EVENT_COUNTER)
			continue;
		add_reason(trust, "%.300s", result->events[i].text);
		return;
	}
}

static void judge_samples(const struct summary *summary, struct trust *trust)
{
	const char *first = NULL;

	for (size_t c = 0; c < summary->cell_count && !first; c++) {
		if (summary->cells[c].fault_count)
			first = summary->cells[c].faults[0].reason;
	}
	if (first)
		add_reason(trust, "%zu invalid sample%s (%s%.200s)", summary->invalid,
			   summary->invalid == 1 ? "" : "s",
			   summary->invalid == 1 ? "" : "first: ", first);
}

/* The run says what would be needed. */
static void judge_precision(const struct result *result, struct trust *trust)
{
	if (result->stop.reached != RESULT_NOT_REACHED)
		return;
	add_reason(trust, "%s%s%.300s", stop_said(&result->stop), result->stop.text ? ": " : "",
		   result->stop.text ? result->stop.text : "");
}

/* The emulator's own numbers, in a table whose title says so. */
static void judge_emulator(const struct summary *summary, struct trust *trust)
{
	const struct result *result = summary->result;

	if (!result->plan.event_count && summary_is_emulated(result))
		add_reason(trust, "emulated, and nothing counts: the times are the emulator's");
	else if (summary->metric_count && summary_is_of_emulator(summary, 0))
		add_reason(trust, "emulated: the events are the emulator's, not hardware's");
	else if (!result->environment.instruction_clock && result->environment.emulated)
		add_reason(trust, "emulated without an instruction clock, so counts are not exact");
}

void trust_judge_summary(const struct summary *summary, struct trust *trust)
{
	const struct result *result = summary->result;

	memset(trust, 0, sizeof(*trust));
	trust->measured = is_measured(summary);
	trust->spoiled = !trust->measured && summary->invalid > 0;
	judge_kernel_log(result, trust);
	judge_counters(result, trust);
	judge_samples(summary, trust);
	judge_precision(result, trust);
	if (result->environment.instruction_clock)
		judge_spread(summary, trust);
	judge_emulator(summary, trust);
}

int trust_judge(const struct result *result, struct trust *trust)
{
	struct summary summary;
	int error = summary_make(result, &summary);

	memset(trust, 0, sizeof(*trust));
	if (!error)
		trust_judge_summary(&summary, trust);
	summary_free(&summary);
	return error;
}
