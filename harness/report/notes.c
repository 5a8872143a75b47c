// SPDX-License-Identifier: GPL-2.0-only
#include "report/notes.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/column.h"
#include "report/number.h"
#include "report/varying.h"

/* A kernel that is not well says so again and again. */
#define KERNEL_LOG_NOTES_MAX 3

void notes_free(struct notes *notes)
{
	for (size_t i = 0; i < notes->count; i++)
		free(notes->lines[i]);
	free(notes->lines);
	memset(notes, 0, sizeof(*notes));
}

/* Adds one line, unless it is there already. */
__attribute__((format(printf, 2, 3))) static int add_note(struct notes *notes, const char *format,
							  ...)
{
	char **lines = reallocarray(notes->lines, notes->count + 1, sizeof(*lines));
	va_list arguments;
	char *line;
	int length;

	if (!lines)
		return -ENOMEM;
	notes->lines = lines;
	va_start(arguments, format);
	length = vasprintf(&line, format, arguments);
	va_end(arguments);
	if (length < 0)
		return -ENOMEM;
	for (size_t i = 0; i < notes->count; i++) {
		if (strcmp(lines[i], line))
			continue;
		free(line);
		return 0;
	}
	lines[notes->count++] = line;
	return 0;
}

/*
 * The ends of the user-mode instructions of all of the workload's cells, of those without a
 * call or of the others. Returns 0 or -ENOMEM.
 */
static int user_instructions(const struct summary *summary, size_t workload, bool without_call,
			     struct value_summary *all)
{
	size_t metric = summary_metric(summary, METRIC_USER_INSTRUCTIONS);
	struct value *ends = calloc(2 * summary->cell_count + 1, sizeof(*ends));
	size_t count = 0;

	if (!ends)
		return -ENOMEM;
	for (size_t c = 0; c < summary->cell_count && metric < summary->metric_count; c++) {
		const struct summary_cell *cell = &summary->cells[c];
		const struct value_summary *level = &cell->values[metric].level;

		if (cell->workload != workload || cell->without_call != without_call ||
		    !level->count)
			continue;
		ends[count++] = level->lowest;
		ends[count++] = level->highest;
	}
	*all = value_summarize(ends, count);
	free(ends);
	return 0;
}

static void print_ends(char text[NUMBER_RANGE_SIZE], const struct value_summary *all)
{
	if (all->spread.number != 0)
		number_range(text, all->lowest, all->highest, NUMBER_DECIMALS_MAX);
	else
		number_for_people(text, all->median, NUMBER_DECIMALS_MAX);
}

/* The loop around the calls; nothing is said of a workload that stays in the kernel. */
static int add_user_instructions(struct notes *notes, const struct summary *summary,
				 size_t workload)
{
	char text[NUMBER_RANGE_SIZE], alone_text[NUMBER_RANGE_SIZE];
	struct value_summary all, alone;
	int error = user_instructions(summary, workload, false, &all);

	if (!error)
		error = user_instructions(summary, workload, true, &alone);
	if (error || (all.lowest.number == 0 && all.highest.number == 0))
		return error;
	print_ends(text, &all);
	print_ends(alone_text, &alone);
	return add_note(notes, "user-mode instructions per iteration: %s%s%s", text,
			alone.count ? ", in the row loop: " : "", alone.count ? alone_text : "");
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static bool is_complete(const struct result *result)
{
	return result->ended && !strcmp(result->end_status, "complete");
}

/* The most blocks that any cell of the workload has; 0 for a run that was cut off anyway. */
static size_t most_blocks(const struct summary *summary, size_t workload)
{
	size_t most = 0;

	if (!is_complete(summary->result))
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

/* "the first reason (2), the second one (1), others (4)"; one alone needs no number. */
static int append_faults(char **text, const struct summary_cell *cell)
{
	size_t others = cell->invalid;
	int error = 0;

	if (cell->fault_count == 1 && cell->faults[0].samples == cell->invalid)
		return append_text(text, "%s", cell->faults[0].reason);
	for (size_t i = 0; i < cell->fault_count && !error; i++) {
		others -= cell->faults[i].samples;
		error = append_text(text, "%s%s (%zu)", i ? "; " : "", cell->faults[i].reason,
				    cell->faults[i].samples);
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
				    plural(cell->invalid));
	else
		error = append_text(remark, "no valid sample: ");
	return error ? error : append_faults(remark, cell);
}

/*
 * What must be said of a cell, owned by the caller; *@remark is NULL if there is
 * nothing. Returns 0 or -ENOMEM.
 */
static int cell_remark(const struct summary_cell *cell, size_t most, char **remark)
{
	*remark = NULL;
	if (!summary_cell_is_expected(cell))
		return append_text(remark, "not available: %s", cell->unavailable);
	if (!cell->sampled)
		return append_text(remark, "not measured");
	if (!cell->blocks || cell->invalid)
		return invalid_remark(cell, remark);
	if (cell->blocks < most)
		return append_text(remark, "%zu of %zu blocks only", cell->blocks, most);
	return 0;
}

/* The remarks of a workload's cells, NULL where there is none. Returns 0 or -ENOMEM. */
static int collect_remarks(const struct summary *summary, size_t workload, char **remarks)
{
	size_t most = most_blocks(summary, workload);
	size_t count = summary->result->plan.configuration_count;
	int error = 0;

	for (size_t i = 0; i < count && !error; i++)
		error = cell_remark(summary_cell(summary, workload, i), most, &remarks[i]);
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
		error = add_note(notes, "%s: %s", names, remarks[first]);
	free(names);
	return error;
}

/* The first note that the run made of each cell. Returns 0 or -ENOMEM. */
static int collect_run_notes(const struct summary *summary, size_t workload, char **remarks)
{
	const struct result *result = summary->result;
	const struct result_plan *plan = &result->plan;

	for (size_t e = 0; e < result->event_count; e++) {
		const struct result_event *event = &result->events[e];

		if (event->kind != RESULT_EVENT_NOTE || !event->workload || !event->configuration ||
		    strcmp(event->workload, plan->workloads[workload].name))
			continue;
		for (size_t i = 0; i < plan->configuration_count; i++) {
			if (remarks[i] || strcmp(event->configuration, plan->configurations[i]))
				continue;
			remarks[i] = strdup(event->text);
			if (!remarks[i])
				return -ENOMEM;
		}
	}
	return 0;
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
static int add_remarks(struct notes *notes, const struct summary *summary, size_t workload,
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

/* What a row without a call is, if the table has one. Returns 0 or -ENOMEM. */
static int add_loop(struct notes *notes, const struct summary *summary, size_t workload)
{
	const struct result_plan *plan = &summary->result->plan;

	for (size_t i = 0; i < plan->configuration_count; i++) {
		const struct summary_cell *cell = summary_cell(summary, workload, i);

		if (cell->without_call && cell->blocks)
			return add_note(notes,
					"%s: no tracing, and no call either: what the loop around "
					"the calls takes itself, in every other row, too",
					plan->configurations[i]);
	}
	return 0;
}

/* Whose numbers may differ although nothing is wrong. Returns 0 or -ENOMEM. */
static int add_switches(struct notes *notes, const struct summary *summary, size_t workload)
{
	const struct result_workload *row = &summary->result->plan.workloads[workload];

	if (!row->switches)
		return 0;
	return add_note(notes,
			"a call waits for another thread: what the scheduler does then is in the "
			"numbers, so that they differ a little between blocks");
}

int notes_add_workload(struct notes *notes, const struct summary *summary, size_t workload)
{
	int error = add_user_instructions(notes, summary, workload);

	if (!error)
		error = add_loop(notes, summary, workload);
	if (!error)
		error = add_switches(notes, summary, workload);
	if (!error)
		error = add_remarks(notes, summary, workload, collect_varying);
	if (!error)
		error = add_remarks(notes, summary, workload, collect_dirt);
	if (!error)
		error = add_remarks(notes, summary, workload, collect_run_notes);
	if (!error)
		error = add_remarks(notes, summary, workload, collect_remarks);
	return error;
}

/* Of the whole run, and of no cell. */
static int add_run_events(struct notes *notes, const struct result *result)
{
	int error = 0;

	for (size_t i = 0; i < result->event_count && !error; i++) {
		const struct result_event *event = &result->events[i];

		if (event->kind == RESULT_EVENT_WARNING)
			error = add_note(notes, "warning: %s", event->text);
		else if (event->kind == RESULT_EVENT_NOTE && !event->workload)
			error = add_note(notes, "%s", event->text);
	}
	return error;
}

/* The first different lines; equal ones become one note. */
static int add_kernel_log(struct notes *notes, const struct result *result)
{
	size_t before = notes->count;
	size_t more = 0;
	int error = 0;

	for (size_t i = 0; i < result->event_count && !error; i++) {
		size_t count = notes->count;

		if (result->events[i].kind != RESULT_EVENT_KERNEL_LOG)
			continue;
		if (count - before < KERNEL_LOG_NOTES_MAX)
			error = add_note(notes, "the kernel log: \"%s\"", result->events[i].text);
		more += notes->count == count;
	}
	if (!error && more)
		error = add_note(notes, "the kernel log: %zu more, in the file", more);
	return error;
}

static int add_end(struct notes *notes, const struct summary *summary)
{
	const struct result *result = summary->result;
	size_t blocks = summary_complete_blocks(summary);

	if (!result->ended)
		return add_note(notes,
				"the file has no end record: the run was cut off after %zu block%s",
				blocks, plural(blocks));
	if (is_complete(result))
		return 0;
	return add_note(notes, "the run was %s after %zu block%s%s%s",
			!strcmp(result->end_status, "interrupted") ? "interrupted" : "given up",
			blocks, plural(blocks), result->end_reason ? ": " : "",
			result->end_reason ? result->end_reason : "");
}

int notes_add_file(struct notes *notes, const struct summary *summary)
{
	const struct result *result = summary->result;
	int error = 0;

	if (!summary->metric_count)
		error = add_note(notes, "no instructions were counted, and an emulator's cycles "
					"and times are not shown");
	if (!error)
		error = add_run_events(notes, result);
	if (!error)
		error = add_kernel_log(notes, result);
	if (!error)
		error = add_end(notes, summary);
	if (!error && result->torn)
		error = add_note(notes, "the last line of the file is torn and left out");
	if (!error && result->unknown_records)
		error = add_note(notes, "%zu record%s of unknown kinds left out",
				 result->unknown_records, plural(result->unknown_records));
	return error;
}
