// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decompositions for a commit message, by the rules of commit.c: what is not ours, names first of
 * all, stands behind blanks or words.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "report/decompose_format.h"
#include "report/grid.h"
#include "report/heading.h"
#include "report/wrap.h"

#define INDENT 2
#define GAP 2

/* Prints and frees them. */
static void print_lines(FILE *out, struct notes *lines)
{
	fputc('\n', out);
	for (size_t i = 0; i < lines->count; i++)
		wrap_print_at(out, INDENT, 2 * INDENT, lines->lines[i]);
	notes_free(lines);
}

static int print_table(FILE *out, const struct decomposition *decomposition,
		       int (*make)(const struct decomposition *decomposition, struct table *table))
{
	struct table table = { .rows = 0 };
	int error = make(decomposition, &table);

	fputc('\n', out);
	table.indent = INDENT;
	if (!error) {
		table_clip(&table, GAP, WRAP_COLUMNS - INDENT);
		table_print(&table, GAP, out);
	}
	table_free(&table);
	return error;
}

static int print_title(FILE *out, const struct decomposition *decomposition)
{
	char *workload = grid_workload_title(decomposition->summary, decomposition->workload);
	char *metric = grid_metric_title(decomposition->summary, decomposition->metric);
	char *line = NULL;
	int length = -1;

	if (workload && metric)
		length = asprintf(&line, "Workload %s: what the overhead is made of, %s", workload,
				  metric);
	free(workload);
	free(metric);
	if (length < 0)
		return -ENOMEM;
	fputc('\n', out);
	wrap_print(out, INDENT, line);
	free(line);
	return 0;
}

static int print_one(FILE *out, const struct decomposition *decomposition, double floor_percent)
{
	struct notes notes = { 0 };
	int error = print_title(out, decomposition);

	if (!error)
		error = print_table(out, decomposition, decompose_parts_table);
	if (!error)
		error = decompose_add_notes(&notes, decomposition, floor_percent);
	print_lines(out, &notes);
	return error ? error : print_table(out, decomposition, decompose_rows_table);
}

int decompose_commit(FILE *out, const struct decompose_input *inputs, size_t count)
{
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		struct notes heading = { 0 };
		size_t shown = 0;
		char line[160];

		error = heading_add(&heading, &inputs[i].summary);
		fputs(i ? "\n" : "", out);
		snprintf(line, sizeof(line),
			 "%s, and taken apart by least squares. Overhead is over none, the "
			 "untraced call.",
			 heading_measured(inputs[i].summary.result));
		wrap_print(out, 0, line);
		print_lines(out, &heading);
		for (size_t d = 0; d < inputs[i].count && !error; d++) {
			if (!inputs[i].list[d].row_count)
				continue;
			error = print_one(out, &inputs[i].list[d], inputs[i].floor_percent);
			shown++;
		}
		if (!shown)
			fputs("\nNothing that can be taken apart was measured.\n", out);
	}
	return error;
}
