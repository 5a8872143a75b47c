// SPDX-License-Identifier: GPL-2.0-only
/*
 * A comparison for a commit message: a table without and one with the patch, what they were
 * measured on and how to make them again. Plain ASCII, no line longer than WRAP_COLUMNS, and none
 * that git takes for anything but text: "---" and "diff -" end a message that is mailed, '#' is
 * a comment in an editor, and a last paragraph of "Word: ..." is one of trailers. So what is
 * not ours, names first of all, never starts a line: it stands behind blanks or words.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare/events.h"
#include "compare/findings.h"
#include "compare/format.h"
#include "compare/grid.h"
#include "compare/heading.h"
#include "report/command.h"
#include "report/legend.h"
#include "report/number.h"
#include "report/wrap.h"

#define INDENT 2

/* Prints and frees the lines behind blanks, under a line that says what they are. */
static void print_lines(FILE *out, const char *what, struct notes *lines)
{
	if (lines->count)
		fprintf(out, "%s%s%s\n", what ? "\n" : "", what ? what : "", what ? "\n" : "");
	for (size_t i = 0; i < lines->count; i++)
		wrap_print_at(out, INDENT, 2 * INDENT, lines->lines[i]);
	notes_free(lines);
}

/* Among the rows that have noise. */
static bool has_verdict(const struct difference_table *table, enum difference_verdict verdict)
{
	bool has = false;

	for (size_t i = 0; i < table->count && !has; i++)
		has = !table->rows[i].exact && table->rows[i].verdict == verdict;
	return has;
}

/* Whose numbers they are, behind "Measured by tracetoll". */
static const char *measured_where(const struct difference_table *table)
{
	if (compare_side_is_simulated(table->before) || compare_side_is_simulated(table->after))
		return ", but not on a machine: a side, or both, are simulated";
	if (heading_is_exact(table))
		return " in an emulated machine: instructions, exact; not time";
	if (heading_is_emulated(table))
		return " in an emulated machine: what is no number of instructions is the "
		       "emulator's and tells nothing of hardware";
	return "";
}

/* What the numbers are, and what the signs in a table with noise mean. */
static void print_method(FILE *out, const struct difference_table *table)
{
	bool clocked = has_verdict(table, DIFFERENCE_MORE) || has_verdict(table, DIFFERENCE_LESS) ||
		       has_verdict(table, DIFFERENCE_SAME) ||
		       has_verdict(table, DIFFERENCE_UNDECIDED);
	char floor[NUMBER_SIZE];
	char line[512];

	number_for_programs(floor, (struct value){ .number = table->floor_percent });
	snprintf(line, sizeof(line),
		 "Measured by tracetoll%s. Overhead is over none, the untraced call.%s%s%s%s"
		 "%s",
		 measured_where(table),
		 clocked ? " A change is the Hodges-Lehmann shift between the boots of both "
			   "kernels, with its 95 % interval."
			 : "",
		 has_verdict(table, DIFFERENCE_SAME) ? " same: within " : "",
		 has_verdict(table, DIFFERENCE_SAME) ? floor : "",
		 has_verdict(table, DIFFERENCE_SAME) ? " %." : "",
		 table->undecided ? " ~: no difference is shown." : "");
	wrap_print(out, 0, line);
}

static int add_legend(struct notes *lines, const struct difference_table *table)
{
	int error = 0;

	for (size_t i = 0; i < table->count && !error; i++) {
		if (difference_has_row(&table->rows[i], DIFFERENCE_VIEW_AFTER))
			error = legend_add(lines, table->rows[i].configuration);
	}
	return error;
}

static int print_heading(FILE *out, const struct difference_table *table)
{
	struct notes lines = { 0 };
	struct notes differs = { 0 };
	struct notes paths = { 0 };
	struct notes legend = { 0 };
	int error = heading_add_simulated(&lines, table);

	if (!error)
		error = heading_add_machine(&lines, table);
	if (!error)
		error = heading_add_side(&lines, table->before, true);
	if (!error)
		error = heading_add_side(&lines, table->after, true);
	if (!error)
		error = heading_add_environment_briefly(&differs, table);
	if (!error)
		error = findings_add_paths(&paths, table);
	if (!error)
		error = add_legend(&legend, table);
	print_method(out, table);
	print_lines(out, NULL, &lines);
	print_lines(out, "What else differs:", &differs);
	print_lines(out, "Calls that take another path:", &paths);
	print_lines(out, "What is on the traced function, the tracee:", &legend);
	return error;
}

/* Digits, points and "-rc" that two releases of one version start with. */
static size_t version_length(const char *release)
{
	size_t length = strspn(release, "0123456789.");

	if (!strncmp(release + length, "-rc", 3))
		length += 3 + strspn(release + length + 3, "0123456789");
	return length;
}

/* Kernels of two versions differ by more than a patch. */
static bool is_one_patch(const struct difference_table *table)
{
	const struct result *before = heading_result(table->before);
	const struct result *after = heading_result(table->after);
	const char *one = before ? before->environment.kernel_release : NULL;
	const char *other = after ? after->environment.kernel_release : NULL;

	return one && other && version_length(one) == version_length(other) &&
	       !strncmp(one, other, version_length(one));
}

static void print_grid(FILE *out, const char *what, struct table *grid, size_t gap)
{
	fprintf(out, "\n%s\n\n", what);
	grid->indent = INDENT;
	table_print(grid, gap, out);
}

/* A name does not start the line, or it could be taken for a trailer's. */
static int print_title(FILE *out, const struct difference_table *table,
		       const struct difference_part *part)
{
	char *title = difference_part_title(table, part);
	char *line = NULL;
	int length = title ? asprintf(&line, "Workload %s", title) : -1;

	free(title);
	if (length < 0)
		return -ENOMEM;
	fputc('\n', out);
	wrap_print(out, INDENT, line);
	free(line);
	return 0;
}

static int print_part(FILE *out, const struct difference_table *table,
		      const struct difference_part *part)
{
	static const enum difference_view views[2] = { DIFFERENCE_VIEW_BEFORE,
						       DIFFERENCE_VIEW_AFTER };
	bool patch = is_one_patch(table);
	struct table tables[2];
	struct notes lines = { 0 };
	size_t gap;
	int error = difference_grid_fit(tables, part, views, WRAP_COLUMNS - INDENT, &gap);

	if (!error)
		error = print_title(out, table, part);
	if (!error) {
		print_grid(out, patch ? "Without this patch:" : "Before this change:", &tables[0],
			   gap);
		print_grid(out, patch ? "With this patch:" : "After this change:", &tables[1], gap);
		error = findings_add_part(&lines, part);
	}
	if (lines.count)
		fputc('\n', out);
	for (size_t i = 0; i < lines.count; i++)
		wrap_print_at(out, INDENT, 2 * INDENT, lines.lines[i]);
	notes_free(&lines);
	table_free(&tables[0]);
	table_free(&tables[1]);
	return error;
}

static int print_command(FILE *out, const struct compare_print_settings *settings,
			 const struct difference_table *table)
{
	const struct compare_side *side = table->before;
	char *command;

	if (settings->reproduce) {
		fputs("\nTo measure it again:\n\n", out);
		command_print(out, INDENT, settings->reproduce);
		return 0;
	}
	/* No run makes again what a simulation made. */
	if (!side->count || compare_side_is_simulated(table->before) ||
	    compare_side_is_simulated(table->after))
		return 0;
	command = command_of_plan(&side->files[0].summary);
	if (!command)
		return -ENOMEM;
	fputs("\nTo measure it again, on each of both kernels, and to compare:\n\n", out);
	command_print(out, INDENT, command);
	command_print(out, INDENT, "tracetoll compare BEFORE AFTER --format commit");
	free(command);
	return 0;
}

int difference_commit(FILE *out, const struct compare_print_settings *settings,
		      const struct difference_table *table)
{
	struct notes events = { 0 };
	struct notes doubts = { 0 };
	size_t shown = 0;
	int error = print_heading(out, table);

	for (size_t first = 0; first < table->count && !error;) {
		struct difference_part part = difference_part_at(table, first);

		if (difference_part_is_shown(table, &part)) {
			error = print_part(out, table, &part);
			shown++;
		}
		first += part.count;
	}
	if (!error && !shown)
		fputs("\nNothing was measured on both kernels.\n", out);
	if (!error)
		error = events_add(&events, table);
	print_lines(out, "What happened meanwhile:", &events);
	for (size_t i = 0; i < settings->doubt_count && !error; i++)
		error = notes_add(&doubts, "%s", settings->doubts[i]);
	print_lines(out, "Not to be relied on:", &doubts);
	return error ? error : print_command(out, settings, table);
}
