// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tables as they are pasted into a commit message.
 */
#include <errno.h>
#include <stdlib.h>

#include "report/format.h"
#include "report/grid.h"
#include "report/heading.h"
#include "report/notes.h"
#include "report/wrap.h"

#define NOTE_INDENT 2

static int print_grid(FILE *out, const struct summary *summary, size_t workload, size_t metric)
{
	size_t width = summary_is_exact(summary, metric) ? WRAP_COLUMNS : WRAP_TABLE_COLUMNS;
	struct table table;
	size_t gap;
	int error = grid_fit(&table, summary, workload, metric, width, &gap);

	if (!error)
		table_print(&table, gap, out);
	table_free(&table);
	return error;
}

/* Prints and frees a line that could not be made if it is NULL. */
static int print_line(FILE *out, char *line)
{
	if (!line)
		return -ENOMEM;
	wrap_print(out, NOTE_INDENT, line);
	free(line);
	return 0;
}

static int print_title(FILE *out, const struct summary *summary, size_t workload, size_t metric)
{
	char *workload_title = grid_workload_title(summary, workload);
	char *metric_title = grid_metric_title(summary, metric);
	char *line = NULL;
	int length = -1;

	if (workload_title && metric_title)
		length = asprintf(&line, "%s: %s", workload_title, metric_title);
	free(workload_title);
	free(metric_title);
	return print_line(out, length < 0 ? NULL : line);
}

static void print_notes(FILE *out, const struct notes *notes)
{
	for (size_t i = 0; i < notes->count; i++)
		wrap_print(out, NOTE_INDENT, notes->lines[i]);
}

static int print_workload(FILE *out, const struct summary *summary, size_t workload)
{
	struct notes notes = { 0 };
	bool titled = false;
	int error = 0;

	for (size_t m = 0; m < summary->metric_count && !error; m++) {
		if (!grid_is_shown(summary, workload, m))
			continue;
		fputc('\n', out);
		titled = true;
		error = print_title(out, summary, workload, m);
		if (!error)
			error = print_grid(out, summary, workload, m);
	}
	if (!error && !titled) {
		fputc('\n', out);
		error = print_line(out, grid_workload_title(summary, workload));
	}
	if (!error)
		error = notes_add_workload(&notes, summary, workload);
	if (!error)
		print_notes(out, &notes);
	notes_free(&notes);
	return error;
}

static int print_summary(FILE *out, const struct summary *summary)
{
	const struct result_plan *plan = &summary->result->plan;
	struct notes heading = { 0 };
	struct notes notes = { 0 };
	int error = heading_add(&heading, summary);

	print_notes(out, &heading);
	notes_free(&heading);
	for (size_t w = 0; w < plan->workload_count && !error; w++)
		error = print_workload(out, summary, w);
	if (!error)
		error = notes_add_file(&notes, summary);
	if (!error && notes.count) {
		fputc('\n', out);
		print_notes(out, &notes);
	}
	notes_free(&notes);
	return error;
}

int format_text(FILE *out, const struct format_input *inputs, size_t count)
{
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		if (i)
			fputs("\n\n", out);
		if (count > 1)
			wrap_print(out, NOTE_INDENT, inputs[i].name);
		error = print_summary(out, &inputs[i].summary);
	}
	return error;
}
