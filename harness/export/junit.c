// SPDX-License-Identifier: GPL-2.0-only
/*
 * JUnit XML as Jenkins and GitLab read it, https://github.com/testmoapp/junitxml: a suite for each
 * file, a test case for each cell, which fails if it cannot be relied on, however fast it is.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "export/cell.h"
#include "export/name.h"
#include "report/clock_name.h"
#include "report/markup.h"

/* So many digits behind the point that a nanosecond keeps three. */
#define SECONDS_DECIMALS 12

struct totals {
	size_t tests, failures, errors, skipped;
};

/* XML has no way at all to write most control characters. */
static void print_escaped(FILE *out, const char *text)
{
	for (; text && *text; text++) {
		const char *entity = markup_entity(*text);

		if (entity)
			fputs(entity, out);
		else
			export_print_text(out, (const char[]){ *text, '\0' });
	}
}

static void print_property(FILE *out, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	fprintf(out, "      <property name=\"%s\" value=\"", name);
	print_escaped(out, value);
	fputs("\"/>\n", out);
}

static void print_number_property(FILE *out, const char *mark, const char *name, const char *kind,
				  struct value value)
{
	fprintf(out, "        <property name=\"%s", mark);
	print_escaped(out, name);
	fprintf(out, "%s\" value=\"", kind);
	export_print_number(out, value);
	fputs("\"/>\n", out);
}

static void print_figure(FILE *out, const char *mark, const char *name, const char *kinds[3],
			 const struct export_figure *figure)
{
	if (!figure->known)
		return;
	print_number_property(out, mark, name, kinds[0], figure->value);
	if (!figure->bounded)
		return;
	print_number_property(out, mark, name, kinds[1], figure->low);
	print_number_property(out, mark, name, kinds[2], figure->high);
}

static int print_row(FILE *out, const struct export_row *row)
{
	static const char *values[] = { "", "-low", "-high" };
	static const char *overheads[] = { "-overhead", "-overhead-low", "-overhead-high" };
	char *name = export_metric_name(row->name, EXPORT_TEXT, EXPORT_NAME_MAX);

	if (!name)
		return -ENOMEM;
	fputs("        <property name=\"", out);
	print_escaped(out, name);
	fprintf(out, "-unit\" value=\"%s\"/>\n", row->unit);
	print_figure(out, row->mark, name, values, &row->value);
	print_figure(out, row->mark, name, overheads, &row->overhead);
	free(name);
	return 0;
}

static int print_properties(FILE *out, const struct export_cell *cell)
{
	int error = 0;

	if (!cell->row_count)
		return 0;
	fputs("      <properties>\n", out);
	if (cell->path) {
		fputs("        <property name=\"path\" value=\"", out);
		print_escaped(out, cell->path);
		fputs("\"/>\n", out);
	}
	for (size_t i = 0; i < cell->row_count && !error; i++)
		error = print_row(out, &cell->rows[i]);
	fputs("      </properties>\n", out);
	return error;
}

/* How it ended, and why; nothing of a good one. */
static void print_outcome(FILE *out, const struct export_cell *cell)
{
	static const char *const elements[] = {
		[EXPORT_MEASURED] = "failure type=\"untrusted\"",
		[EXPORT_INVALID] = "error type=\"invalid\"",
		[EXPORT_MISSING] = "error type=\"not-measured\"",
		[EXPORT_UNAVAILABLE] = "skipped",
	};

	if (cell->status == EXPORT_MEASURED && !cell->reason)
		return;
	fprintf(out, "      <%s message=\"", elements[cell->status]);
	print_escaped(out, cell->reason);
	fputs("\"/>\n", out);
}

/* A name that no other text has: whoever reads it counts cases by theirs. */
static int print_name(FILE *out, const char *attribute, const char *text)
{
	char *name = export_name(text, EXPORT_TEXT, (size_t)2 * EXPORT_NAME_MAX);

	if (!name)
		return -ENOMEM;
	fprintf(out, " %s=\"", attribute);
	print_escaped(out, name);
	fputc('"', out);
	free(name);
	return 0;
}

static int print_case(void *context, const struct export_cell *cell)
{
	FILE *out = context;
	const struct export_row *time = export_time_row(cell);
	int error;

	fputs("    <testcase", out);
	error = print_name(out, "classname", cell->workload);
	if (!error)
		error = print_name(out, "name", cell->configuration);
	/* Seconds of one call. An invented time is none, and nor is one below 0. */
	if (time && !*time->mark && time->value.value.number >= 0)
		fprintf(out, " time=\"%.*f\"", SECONDS_DECIMALS, time->value.value.number / 1e9);
	fputs(">\n", out);
	if (!error)
		error = print_properties(out, cell);
	print_outcome(out, cell);
	fputs("    </testcase>\n", out);
	return error;
}

static int count_case(void *context, const struct export_cell *cell)
{
	struct totals *totals = context;

	totals->tests++;
	totals->failures += cell->status == EXPORT_MEASURED && cell->reason;
	totals->errors += cell->status == EXPORT_INVALID || cell->status == EXPORT_MISSING;
	totals->skipped += cell->status == EXPORT_UNAVAILABLE;
	return 0;
}

static void print_totals(FILE *out, const struct totals *totals)
{
	fprintf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\"",
		totals->tests, totals->failures, totals->errors, totals->skipped);
}

static int print_suite(FILE *out, const struct export_input *input)
{
	const struct result *result = input->result;
	const char *started = export_header_text(result, "started", NULL);
	struct totals totals = { 0 };
	int error = export_each_cell(input, 1, count_case, &totals);

	if (error)
		return error;
	fputs("  <testsuite", out);
	error = print_name(out, "name", input->board);
	if (error)
		return error;
	print_totals(out, &totals);
	/* Local time without a zone, which is UTC here. */
	if (started && strlen(started) == strlen("2026-11-21T21:30:00Z")) {
		fputs(" timestamp=\"", out);
		for (size_t i = 0; started[i] != 'Z' && started[i]; i++)
			print_escaped(out, (const char[]){ started[i], '\0' });
		fputc('"', out);
	}
	fputs(">\n    <properties>\n", out);
	print_property(out, "file", input->name);
	print_property(out, "board", input->board);
	print_property(out, "arch", result->environment.arch);
	print_property(out, "kernel", result->environment.kernel_release);
	print_property(out, "commit", input->commit);
	print_property(out, "branch", input->branch);
	print_property(out, "clock", clock_name(result));
	print_property(out, "tracetoll", export_header_text(result, "tool", "version"));
	print_property(out, "untrusted", input->trust.reasons);
	fputs("    </properties>\n", out);
	error = export_each_cell(input, 1, print_case, out);
	fputs("  </testsuite>\n", out);
	return error;
}

static int write_junit(FILE *out, const struct export_input *inputs, size_t count)
{
	struct totals totals = { 0 };
	int error = export_each_cell(inputs, count, count_case, &totals);

	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"", out);
	print_escaped(out, inputs[0].title);
	fputc('"', out);
	print_totals(out, &totals);
	fputs(">\n", out);
	for (size_t i = 0; i < count && !error; i++)
		error = print_suite(out, &inputs[i]);
	fputs("</testsuites>\n", out);
	return error;
}

static const struct export_format junit = {
	.name = "junit",
	.file_name = "results.xml",
	.read_by = "Jenkins, GitLab, and most CI systems",
	.many = true,
	.write = write_junit,
};
REGISTER_EXPORT(junit);
