// SPDX-License-Identifier: GPL-2.0-only
/*
 * A comparison for a terminal: what is compared and what differs besides, then what was found,
 * then all of it.
 */
#include <errno.h>
#include <stdlib.h>

#include "compare/events.h"
#include "compare/findings.h"
#include "compare/format.h"
#include "compare/grid.h"
#include "compare/heading.h"
#include "report/wrap.h"

#define NOTE_INDENT 2

/* Prints and frees the lines behind @first blanks, under a line that says what they are. */
static void print_lines(FILE *out, const char *what, struct notes *lines, int first)
{
	if (what && lines->count)
		fprintf(out, "%s\n", what);
	for (size_t i = 0; i < lines->count; i++)
		wrap_print_at(out, first, first + NOTE_INDENT, lines->lines[i]);
	notes_free(lines);
}

static int print_heading(FILE *out, const struct difference_table *table)
{
	struct notes lines = { 0 };
	struct notes differs = { 0 };
	int error = heading_add_all(&lines, &differs, table);

	print_lines(out, NULL, &lines, 0);
	print_lines(out, "what else differs:", &differs, NOTE_INDENT);
	return error;
}

static int print_findings(FILE *out, const struct difference_table *table)
{
	struct notes paths = { 0 };
	struct notes tally = { 0 };
	int error = findings_add_paths(&paths, table);

	if (!error)
		error = findings_add_tally(&tally, table);
	fputc('\n', out);
	print_lines(out, "calls that take another path:", &paths, NOTE_INDENT);
	print_lines(out, NULL, &tally, 0);
	return error;
}

static int print_grid(FILE *out, const struct difference_part *part)
{
	static const enum difference_view views[2] = { DIFFERENCE_VIEW_BOTH };
	struct table tables[2];
	size_t gap;
	int error = difference_grid_fit(tables, part, views, WRAP_TABLE_COLUMNS, &gap);

	if (!error)
		table_print(&tables[0], gap, out);
	table_free(&tables[0]);
	table_free(&tables[1]);
	return error;
}

static int print_part(FILE *out, const struct difference_table *table,
		      const struct difference_part *part)
{
	struct notes lines = { 0 };
	char *title = difference_part_title(table, part);
	int error = title ? 0 : -ENOMEM;

	fputc('\n', out);
	if (title)
		wrap_print(out, NOTE_INDENT, title);
	free(title);
	if (!error)
		error = print_grid(out, part);
	if (!error)
		error = findings_add_part(&lines, part);
	print_lines(out, NULL, &lines, 0);
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
	if (lines.count)
		fputc('\n', out);
	print_lines(out, NULL, &lines, 0);
	return error;
}

int difference_text(FILE *out, const struct compare_print_settings *settings,
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
