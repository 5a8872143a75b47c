// SPDX-License-Identifier: GPL-2.0-only
/*
 * Decompositions for people: text as it is pasted into a commit message, and markdown.
 */
#include <errno.h>
#include <stdlib.h>

#include "report/decompose_format.h"
#include "report/grid.h"
#include "report/heading.h"
#include "report/wrap.h"

#define NOTE_INDENT 2
#define GAP 2

#define NOTHING_THERE \
	"nothing that can be taken apart was measured; run -c sweep measures what can be"

typedef int (*make_table)(const struct decomposition *decomposition, struct table *table);

/* "kloop, tracee tracetoll_tracee: kernel instructions per call"; the caller frees it. */
static char *title_of(const struct decomposition *decomposition)
{
	char *workload = grid_workload_title(decomposition->summary, decomposition->workload);
	char *metric = grid_metric_title(decomposition->summary, decomposition->metric);
	char *title = NULL;

	if (workload && metric &&
	    asprintf(&title, "%s: what the overhead is made of, %s", workload, metric) < 0)
		title = NULL;
	free(workload);
	free(metric);
	return title;
}

static bool anything(const struct decompose_input *input)
{
	for (size_t i = 0; i < input->count; i++) {
		if (input->list[i].row_count)
			return true;
	}
	return false;
}

static void text_notes(FILE *out, const struct notes *notes)
{
	for (size_t i = 0; i < notes->count; i++)
		wrap_print(out, NOTE_INDENT, notes->lines[i]);
}

static int text_table(FILE *out, const struct decomposition *decomposition, make_table make)
{
	struct table table = { .rows = 0 };
	int error = make(decomposition, &table);

	if (!error) {
		table_clip(&table, GAP, WRAP_COLUMNS);
		table_print(&table, GAP, out);
	}
	table_free(&table);
	return error;
}

static int text_one(FILE *out, const struct decomposition *decomposition, double floor_percent)
{
	struct notes notes = { 0 };
	char *title = title_of(decomposition);
	int error = title ? 0 : -ENOMEM;

	if (!error) {
		fputc('\n', out);
		wrap_print(out, NOTE_INDENT, title);
		error = text_table(out, decomposition, decompose_parts_table);
	}
	free(title);
	if (!error)
		error = decompose_add_notes(&notes, decomposition, floor_percent);
	if (!error) {
		text_notes(out, &notes);
		fputc('\n', out);
		error = text_table(out, decomposition, decompose_rows_table);
	}
	notes_free(&notes);
	return error;
}

static int text_input(FILE *out, const struct decompose_input *input)
{
	struct notes heading = { 0 };
	int error = heading_add(&heading, &input->summary);

	if (!error)
		text_notes(out, &heading);
	notes_free(&heading);
	if (!error && !anything(input))
		wrap_print(out, NOTE_INDENT, NOTHING_THERE);
	for (size_t i = 0; i < input->count && !error; i++) {
		if (input->list[i].row_count)
			error = text_one(out, &input->list[i], input->floor_percent);
	}
	return error;
}

int decompose_text(FILE *out, const struct decompose_input *inputs, size_t count)
{
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		if (i)
			fputs("\n\n", out);
		if (count > 1)
			wrap_print(out, NOTE_INDENT, inputs[i].name);
		error = text_input(out, &inputs[i]);
	}
	return error;
}

static void markdown_line(FILE *out, const char *before, const char *text)
{
	fputs(before, out);
	table_print_markdown_text(text, out);
	fputc('\n', out);
}

static int markdown_table(FILE *out, const struct decomposition *decomposition, make_table make)
{
	struct table table = { .rows = 0 };
	int error = make(decomposition, &table);

	fputc('\n', out);
	if (!error)
		table_print_markdown(&table, out);
	table_free(&table);
	return error;
}

static int markdown_one(FILE *out, const struct decomposition *decomposition, double floor_percent)
{
	struct notes notes = { 0 };
	char *title = title_of(decomposition);
	int error = title ? 0 : -ENOMEM;

	if (!error) {
		markdown_line(out, "\n### ", title);
		error = markdown_table(out, decomposition, decompose_parts_table);
	}
	free(title);
	if (!error)
		error = decompose_add_notes(&notes, decomposition, floor_percent);
	for (size_t i = 0; i < notes.count && !error; i++)
		markdown_line(out, i ? "- " : "\n- ", notes.lines[i]);
	notes_free(&notes);
	return error ? error : markdown_table(out, decomposition, decompose_rows_table);
}

static int markdown_input(FILE *out, const struct decompose_input *input)
{
	struct notes heading = { 0 };
	int error = heading_add(&heading, &input->summary);

	for (size_t i = 0; i < heading.count && !error; i++)
		markdown_line(out, i ? "- " : "", heading.lines[i]);
	notes_free(&heading);
	if (!error && !anything(input))
		markdown_line(out, "\n", NOTHING_THERE);
	for (size_t i = 0; i < input->count && !error; i++) {
		if (input->list[i].row_count)
			error = markdown_one(out, &input->list[i], input->floor_percent);
	}
	return error;
}

int decompose_markdown(FILE *out, const struct decompose_input *inputs, size_t count)
{
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		if (i)
			fputc('\n', out);
		if (count > 1) {
			markdown_line(out, "## ", inputs[i].name);
			fputc('\n', out);
		}
		error = markdown_input(out, &inputs[i]);
	}
	return error;
}
