// SPDX-License-Identifier: GPL-2.0-only
/*
 * The same tables for an issue, a README or a wiki.
 */
#include <errno.h>
#include <stdlib.h>

#include "report/format.h"
#include "report/grid.h"
#include "report/heading.h"
#include "report/notes.h"
#include "report/number.h"

/* Prints and frees a line that could not be made if it is NULL. */
static int print_line(FILE *out, const char *before, char *line)
{
	if (!line)
		return -ENOMEM;
	fputs(before, out);
	table_print_markdown_text(line, out);
	fputc('\n', out);
	free(line);
	return 0;
}

static void print_notes(FILE *out, const struct notes *notes)
{
	for (size_t i = 0; i < notes->count; i++) {
		fputs(i ? "- " : "\n- ", out);
		table_print_markdown_text(notes->lines[i], out);
		fputc('\n', out);
	}
}

static int print_grid(FILE *out, const struct summary *summary, size_t workload, size_t metric)
{
	static const struct grid_setting setting = { .decimals = NUMBER_DECIMALS_MAX };
	struct table table;
	int error = print_line(out, "\n", grid_metric_title(summary, metric));

	if (error)
		return error;
	fputc('\n', out);
	error = grid_make(&table, summary, workload, metric, &setting);
	if (!error)
		table_print_markdown(&table, out);
	table_free(&table);
	return error;
}

static int print_workload(FILE *out, const struct summary *summary, size_t workload)
{
	struct notes notes = { 0 };
	int error = print_line(out, "\n### ", grid_workload_title(summary, workload));

	for (size_t m = 0; m < summary->metric_count && !error; m++) {
		if (grid_is_shown(summary, workload, m))
			error = print_grid(out, summary, workload, m);
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

	for (size_t i = 0; i < heading.count; i++) {
		fputs(i ? "(" : "", out);
		table_print_markdown_text(heading.lines[i], out);
		fputs(i ? ")\n" : "\n", out);
	}
	notes_free(&heading);
	for (size_t w = 0; w < plan->workload_count && !error; w++)
		error = print_workload(out, summary, w);
	if (!error)
		error = notes_add_file(&notes, summary);
	if (!error)
		print_notes(out, &notes);
	notes_free(&notes);
	return error;
}

int format_markdown(FILE *out, const struct format_input *inputs, size_t count)
{
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		if (i)
			fputc('\n', out);
		if (count > 1) {
			fputs("## ", out);
			table_print_markdown_text(inputs[i].name, out);
			fputs("\n\n", out);
		}
		error = print_summary(out, &inputs[i].summary);
	}
	return error;
}
