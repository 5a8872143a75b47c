// SPDX-License-Identifier: GPL-2.0-only
/*
 * What one kernel costs, for a commit message: plain ASCII, no line longer than WRAP_COLUMNS, and
 * none that git takes for anything but text. What is not ours, names first of all, never starts a
 * line: it stands behind blanks or words.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "report/command.h"
#include "report/format.h"
#include "report/grid.h"
#include "report/heading.h"
#include "report/legend.h"
#include "report/notes.h"
#include "report/wrap.h"

#define INDENT 2

/* Prints and frees the lines behind blanks, under a line that says what they are. */
static void print_lines(FILE *out, const char *what, struct notes *lines)
{
	if (lines->count)
		fprintf(out, "\n%s%s", what, *what ? "\n\n" : "");
	for (size_t i = 0; i < lines->count; i++)
		wrap_print_at(out, INDENT, 2 * INDENT, lines->lines[i]);
	notes_free(lines);
}

static int add_legend(struct notes *lines, const struct summary *summary)
{
	const struct result_plan *plan = &summary->result->plan;
	int error = 0;

	for (size_t c = 0; c < summary->cell_count && !error; c++) {
		const struct summary_cell *cell = &summary->cells[c];

		/* A note says what the loop alone is. */
		if (summary_cell_is_expected(cell) && !cell->without_call)
			error = legend_add(lines, plan->configurations[cell->configuration]);
	}
	return error;
}

static int print_heading(FILE *out, const struct summary *summary)
{
	struct notes lines = { 0 };
	struct notes legend = { 0 };
	char line[128];
	int error = heading_add(&lines, summary);

	if (!error)
		error = add_legend(&legend, summary);
	snprintf(line, sizeof(line), "%s. Overhead is over none, the untraced call.",
		 heading_measured(summary->result));
	wrap_print(out, 0, line);
	print_lines(out, "", &lines);
	print_lines(out, "What is on the traced function, the tracee:", &legend);
	return error;
}

/* A name does not start the line, or it could be taken for a trailer's. */
static int print_title(FILE *out, const struct summary *summary, size_t workload, size_t metric)
{
	char *workload_title = grid_workload_title(summary, workload);
	char *metric_title = grid_metric_title(summary, metric);
	char *line = NULL;
	int length = -1;

	if (workload_title && metric_title)
		length = asprintf(&line, "Workload %s: %s", workload_title, metric_title);
	free(workload_title);
	free(metric_title);
	if (length < 0)
		return -ENOMEM;
	fputc('\n', out);
	wrap_print(out, INDENT, line);
	fputc('\n', out);
	free(line);
	return 0;
}

static int print_grid(FILE *out, const struct summary *summary, size_t workload, size_t metric)
{
	struct table table = { 0 };
	size_t gap;
	int error = print_title(out, summary, workload, metric);

	if (!error)
		error = grid_fit(&table, summary, workload, metric, WRAP_COLUMNS - INDENT, &gap);
	table.indent = INDENT;
	if (!error)
		table_print(&table, gap, out);
	table_free(&table);
	return error;
}

static int print_workload(FILE *out, const struct summary *summary, size_t workload)
{
	struct notes notes = { 0 };
	int error = 0;

	for (size_t m = 0; m < summary->metric_count && !error; m++) {
		if (grid_is_shown(summary, workload, m))
			error = print_grid(out, summary, workload, m);
	}
	if (!error)
		error = notes_add_workload(&notes, summary, workload);
	print_lines(out, "", &notes);
	return error;
}

static int print_summary(FILE *out, const struct summary *summary)
{
	struct notes notes = { 0 };
	int error = print_heading(out, summary);
	char *command;

	for (size_t w = 0; w < summary->result->plan.workload_count && !error; w++)
		error = print_workload(out, summary, w);
	if (!error)
		error = notes_add_file(&notes, summary);
	print_lines(out, "", &notes);
	/* No run makes it again. */
	if (error || summary->result->environment.simulated)
		return error;
	command = command_of_plan(summary);
	if (!command)
		return -ENOMEM;
	fputs("\nTo measure it again:\n\n", out);
	command_print(out, INDENT, command);
	free(command);
	return 0;
}

int format_commit(FILE *out, const struct format_input *inputs, size_t count)
{
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		fputs(i ? "\n" : "", out);
		error = print_summary(out, &inputs[i].summary);
	}
	return error;
}
