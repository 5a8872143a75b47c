// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is to be said of single cells, equal remarks together.
 */
#include "report/remarks.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/column.h"
#include "report/number.h"
#include "report/varying.h"

/* The most blocks that any cell of the workload has; 0 for a run that was cut off anyway. */
static size_t most_blocks(const struct summary *summary, size_t workload)
{
	size_t most = 0;

	if (!result_is_complete(summary->result))
		return 0;
	for (size_t c = 0; c < summary->cell_count; c++) {
		const struct summary_cell *cell = &summary->cells[c];

		if (cell->workload == workload && cell->blocks > most)
			most = cell->blocks;
	}
	return most;
}

/*
 * Appends what the format says to *@text, which is the caller's. Returns 0 or -ENOMEM;
 * *@text is as before then.
 */
__attribute__((format(printf, 2, 3))) static int append_text(char **text, const char *format, ...)
{
	va_list arguments;
	char *more;
	char *longer;
	int length;

	va_start(arguments, format);
	length = vasprintf(&more, format, arguments);
	va_end(arguments);
	if (length < 0)
		return -ENOMEM;
	length = asprintf(&longer, "%s%s", *text ? *text : "", more);
	free(more);
	if (length < 0)
		return -ENOMEM;
	free(*text);
	*text = longer;
	return 0;
}

/* The reason, and of paths which ones. */
static int append_fault(char **text, const struct summary_cell *cell,
			const struct summary_fault *fault)
{
	if (!fault->other_path)
		return append_text(text, "%s", fault->reason);
	return append_text(text, "%s, %s and then %s", fault->reason, cell->path,
			   fault->other_path);
}

/* "the first reason (2), the second one (1), others (4)"; one alone needs no number. */
static int append_faults(char **text, const struct summary_cell *cell)
{
	size_t others = cell->invalid;
	int error = 0;

	if (cell->fault_count == 1 && cell->faults[0].samples == cell->invalid)
		return append_fault(text, cell, &cell->faults[0]);
	for (size_t i = 0; i < cell->fault_count && !error; i++) {
		others -= cell->faults[i].samples;
		error = append_text(text, "%s", i ? "; " : "");
		if (!error)
			error = append_fault(text, cell, &cell->faults[i]);
		if (!error)
			error = append_text(text, " (%zu)", cell->faults[i].samples);
	}
	if (!error && others)
		error = append_text(text, "; other reasons (%zu)", others);
	return error;
}

static int invalid_remark(const struct summary_cell *cell, char **remark)
{
	int error;

	if (!cell->invalid)
		return append_text(remark, "no valid sample: %s", cell->interrupted);
	if (cell->blocks)
		error = append_text(remark, "%zu invalid sample%s: ", cell->invalid,
				    number_plural(cell->invalid));
	else
		error = append_text(remark, "no valid sample: ");
	return error ? error : append_faults(remark, cell);
}

/* True if others have intervals, and the cell has too few blocks for its own. */
static bool lacks_intervals(const struct summary *summary, const struct summary_cell *cell)
{
	bool lacks = false;

	if (summary->units < INTERVAL_COUNT_MIN)
		return false;
	for (size_t m = 0; m < summary->metric_count; m++) {
		const struct estimate *level = &cell->values[m].level_estimate;

		lacks = lacks || (level->count && !level->interval.known);
	}
	return lacks;
}

/*
 * What must be said of a cell, owned by the caller; *@remark is NULL if there is
 * nothing. Returns 0 or -ENOMEM.
 */
static int cell_remark(const struct summary *summary, const struct summary_cell *cell, size_t most,
		       char **remark)
{
	*remark = NULL;
	if (!summary_cell_is_expected(cell))
		return append_text(remark, "not available: %s", cell->unavailable);
	if (!cell->sampled)
		return append_text(remark, "not measured");
	if (!cell->blocks || cell->invalid)
		return invalid_remark(cell, remark);
	if (cell->blocks < most)
		return append_text(remark, "%zu of %zu blocks only%s", cell->blocks, most,
				   lacks_intervals(summary, cell) ? ", too few for an interval"
								  : "");
	return 0;
}

/* The remarks of a workload's cells, NULL where there is none. Returns 0 or -ENOMEM. */
static int collect_remarks(const struct summary *summary, size_t workload, char **remarks)
{
	size_t most = most_blocks(summary, workload);
	size_t count = summary->result->plan.configuration_count;
	int error = 0;

	for (size_t i = 0; i < count && !error; i++)
		error = cell_remark(summary, summary_cell(summary, workload, i), most, &remarks[i]);
	return error;
}

/* One note for the cell's remark and all later cells' that is the same; these are taken out. */
static int add_remark(struct notes *notes, const struct summary *summary, size_t workload,
		      char **remarks, size_t first)
{
	const struct result_plan *plan = &summary->result->plan;
	char *names = NULL;
	int error = 0;

	for (size_t i = first; i < plan->configuration_count && !error; i++) {
		if (!remarks[i] || strcmp(remarks[i], remarks[first]))
			continue;
		/* By the name that its row has. */
		error = append_text(&names, "%s%s%s", names ? ", " : "",
				    column_mark(summary_cell(summary, workload, i)),
				    plan->configurations[i]);
		if (i == first)
			continue;
		free(remarks[i]);
		remarks[i] = NULL;
	}
	if (!error)
		error = notes_add(notes, "%s: %s", names, remarks[first]);
	free(names);
	return error;
}

/*
 * The first event of @kind that the run made of each cell, behind @lead. Returns 0 or -ENOMEM.
 */
static int collect_events(const struct summary *summary, size_t workload,
			  enum result_event_kind kind, const char *lead, char **remarks)
{
	const struct result *result = summary->result;
	const struct result_plan *plan = &result->plan;
	int error = 0;

	for (size_t e = 0; e < result->event_count; e++) {
		const struct result_event *event = &result->events[e];

		if (event->kind != kind || !event->workload || !event->configuration ||
		    strcmp(event->workload, plan->workloads[workload].name))
			continue;
		for (size_t i = 0; i < plan->configuration_count && !error; i++) {
			if (remarks[i] || strcmp(event->configuration, plan->configurations[i]))
				continue;
			error = append_text(&remarks[i], "%s%s", lead, event->text);
		}
	}
	return error;
}

static int collect_run_notes(const struct summary *summary, size_t workload, char **remarks)
{
	return collect_events(summary, workload, RESULT_EVENT_NOTE, "", remarks);
}

static int collect_nonlinear(const struct summary *summary, size_t workload, char **remarks)
{
	return collect_events(summary, workload, RESULT_EVENT_NONLINEAR,
			      "more calls do not cost as much more: ", remarks);
}

/* Who else traced the tracee of a cell that the table marks. Returns 0 or -ENOMEM. */
static int collect_dirt(const struct summary *summary, size_t workload, char **remarks)
{
	int error = 0;

	for (size_t i = 0; i < summary->result->plan.configuration_count && !error; i++) {
		const struct summary_cell *cell = summary_cell(summary, workload, i);

		if (*column_mark(cell))
			error = append_text(&remarks[i],
					    "somebody else traced or probed the tracee, too: %s",
					    cell->dirty);
	}
	return error;
}

/* Why counts that are exact differ all the same. Returns 0 or -ENOMEM. */
static int collect_varying(const struct summary *summary, size_t workload, char **remarks)
{
	size_t metric = varying_metric(summary);
	int error = 0;

	for (size_t i = 0; metric < summary->metric_count && !error &&
			   i < summary->result->plan.configuration_count;
	     i++) {
		const char *reason =
			varying_reason(summary, summary_cell(summary, workload, i), metric);

		if (reason)
			error = append_text(&remarks[i], "%s", reason);
	}
	return error;
}

/* Adds what a collector has to say of the workload's cells, equal remarks together. */
static int add_collected(struct notes *notes, const struct summary *summary, size_t workload,
			 int (*collect)(const struct summary *summary, size_t workload,
					char **remarks))
{
	const struct result_plan *plan = &summary->result->plan;
	char **remarks = calloc(plan->configuration_count + 1, sizeof(*remarks));
	int error;

	if (!remarks)
		return -ENOMEM;
	error = collect(summary, workload, remarks);
	for (size_t i = 0; i < plan->configuration_count && !error; i++) {
		if (remarks[i])
			error = add_remark(notes, summary, workload, remarks, i);
	}
	for (size_t i = 0; i < plan->configuration_count; i++)
		free(remarks[i]);
	free(remarks);
	return error;
}

int remarks_add(struct notes *notes, const struct summary *summary, size_t workload)
{
	static int (*const collectors[])(const struct summary *summary, size_t workload,
					 char **remarks) = {
		collect_varying,   collect_dirt,    collect_run_notes,
		collect_nonlinear, collect_remarks,
	};
	int error = 0;

	for (size_t i = 0; !error && i < sizeof(collectors) / sizeof(collectors[0]); i++)
		error = add_collected(notes, summary, workload, collectors[i]);
	return error;
}
