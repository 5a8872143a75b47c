// SPDX-License-Identifier: GPL-2.0-only
/*
 * The same for an issue or a mail that is shown as markdown.
 */
#include <errno.h>
#include <stdlib.h>

#include "compare/events.h"
#include "compare/findings.h"
#include "compare/format.h"
#include "compare/grid.h"
#include "compare/heading.h"
#include "report/number.h"

/* Prints and frees the lines as a list, under a line that says what they are. */
static void print_list(FILE *out, const char *what, struct notes *lines)
{
	if (what && lines->count)
		fprintf(out, "\n%s\n", what);
	if (lines->count)
		fputc('\n', out);
	for (size_t i = 0; i < lines->count; i++) {
		fputs("- ", out);
		table_print_markdown_text(lines->lines[i], out);
		fputc('\n', out);
	}
	notes_free(lines);
}

static int print_heading(FILE *out, const struct difference_table *table)
{
	struct notes lines = { 0 };
	struct notes differs = { 0 };
	int error = heading_add_all(&lines, &differs, table);

	fputs("## Before and after\n", out);
	print_list(out, NULL, &lines);
	print_list(out, "What else differs:", &differs);
	return error;
}

static int print_findings(FILE *out, const struct difference_table *table)
{
	struct notes paths = { 0 };
	struct notes tally = { 0 };
	int error = findings_add_paths(&paths, table);

	if (!error)
		error = findings_add_tally(&tally, table);
	print_list(out, "Calls that take another path:", &paths);
	for (size_t i = 0; i < tally.count; i++)
		fprintf(out, "\n%s\n", tally.lines[i]);
	notes_free(&tally);
	return error;
}

static int print_part(FILE *out, const struct difference_table *table,
		      const struct difference_part *part)
{
	static const struct difference_setting setting = { .view = DIFFERENCE_VIEW_BOTH,
							   .decimals = NUMBER_DECIMALS_MAX };
	struct notes lines = { 0 };
	struct table grid = { 0 };
	char *title = difference_part_title(table, part);
	int error = title ? 0 : -ENOMEM;

	fputs("\n### ", out);
	table_print_markdown_text(title, out);
	fputs("\n\n", out);
	free(title);
	if (!error)
		error = difference_grid_make(&grid, part, &setting);
	if (!error)
		table_print_markdown(&grid, out);
	table_free(&grid);
	if (!error)
		error = findings_add_part(&lines, part);
	print_list(out, NULL, &lines);
	return error;
}

static int print_end(FILE *out, const struct compare_print_settings *settings,
		     const struct difference_table *table)
{
	struct notes lines = { 0 };
	int error = findings_add_hidden(&lines, table);

	if (!error)
		error = events_add(&lines, table);
	for (size_t i = 0; i < settings->doubt_count && !error; i++)
		error = notes_add(&lines, "not to be relied on: %s", settings->doubts[i]);
	print_list(out, NULL, &lines);
	return error;
}

int difference_markdown(FILE *out, const struct compare_print_settings *settings,
			const struct difference_table *table)
{
	int error = print_heading(out, table);

	if (!error)
		error = print_findings(out, table);
	for (size_t first = 0; first < table->count && !error;) {
		struct difference_part part = difference_part_at(table, first);

		if (difference_part_is_shown(table, &part))
			error = print_part(out, table, &part);
		first += part.count;
	}
	return error ? error : print_end(out, settings, table);
}
