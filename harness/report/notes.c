// SPDX-License-Identifier: GPL-2.0-only
#include "report/notes.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/column.h"
#include "report/number.h"
#include "report/remarks.h"
#include "report/run_notes.h"
#include "report/stop.h"
#include "report/verdict_notes.h"

void notes_free(struct notes *notes)
{
	for (size_t i = 0; i < notes->count; i++)
		free(notes->lines[i]);
	free(notes->lines);
	memset(notes, 0, sizeof(*notes));
}

int notes_add(struct notes *notes, const char *format, ...)
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

int notes_add_stream(struct notes *notes, FILE *out, char **text)
{
	int error = fclose(out) ? -ENOMEM : notes_add(notes, "%s", *text);

	free(*text);
	return error;
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
	return notes_add(notes, "user-mode instructions per iteration: %s%s%s", text,
			 alone.count ? ", in the row loop: " : "", alone.count ? alone_text : "");
}

/* What a row without a call is, if the table has one. Returns 0 or -ENOMEM. */
static int add_loop(struct notes *notes, const struct summary *summary, size_t workload)
{
	const struct result_plan *plan = &summary->result->plan;

	for (size_t i = 0; i < plan->configuration_count; i++) {
		const struct summary_cell *cell = summary_cell(summary, workload, i);

		if (cell->without_call && cell->blocks)
			return notes_add(notes,
					 "%s: no tracing, and no call either: what the loop around "
					 "the calls takes itself, in every other row, too",
					 plan->configurations[i]);
	}
	return 0;
}

/* Whose numbers may differ although nothing is wrong. Returns 0 or -ENOMEM. */
static int add_varies(struct notes *notes, const struct summary *summary, size_t workload)
{
	const char *varies = summary->result->plan.workloads[workload].varies;

	return varies ? notes_add(notes, "blocks may differ a little: %s", varies) : 0;
}

int notes_add_workload(struct notes *notes, const struct summary *summary, size_t workload)
{
	int error = add_user_instructions(notes, summary, workload);

	if (!error)
		error = add_loop(notes, summary, workload);
	if (!error)
		error = add_varies(notes, summary, workload);
	if (!error)
		error = verdict_notes_add(notes, summary, workload);
	if (!error)
		error = remarks_add(notes, summary, workload);
	return error;
}

static int add_end(struct notes *notes, const struct summary *summary)
{
	const struct result *result = summary->result;
	size_t blocks = summary_complete_blocks(summary);

	if (!result->ended)
		return notes_add(
			notes, "the file has no end record: the run was cut off after %zu block%s",
			blocks, number_plural(blocks));
	if (result_is_complete(result))
		return 0;
	return notes_add(notes, "the run was %s after %zu block%s%s%s",
			 !strcmp(result->end_status, "interrupted") ? "interrupted" : "given up",
			 blocks, number_plural(blocks), result->end_reason ? ": " : "",
			 result->end_reason ? result->end_reason : "");
}

static int add_stop(struct notes *notes, const struct result_stop *stop)
{
	const char *said = stop_said(stop);

	if (!said)
		return 0;
	return notes_add(notes, "%s%s%s", said, stop->text ? ": " : "",
			 stop->text ? stop->text : "");
}

int notes_add_file(struct notes *notes, const struct summary *summary)
{
	const struct result *result = summary->result;
	int error = run_notes_add(notes, result);

	if (!error)
		error = add_end(notes, summary);
	if (!error)
		error = add_stop(notes, &result->stop);
	if (!error && result->torn)
		error = notes_add(notes, "the last line of the file is torn and left out");
	if (!error && result->unknown_records)
		error = notes_add(notes, "%zu record%s of unknown kinds left out",
				  result->unknown_records, number_plural(result->unknown_records));
	return error;
}
