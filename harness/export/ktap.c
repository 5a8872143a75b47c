// SPDX-License-Identifier: GPL-2.0-only
/*
 * KTAP version 1, the kernel's Documentation/dev-tools/ktap.rst: each file is a test, each cell a
 * subtest. A test is good if it was measured and can be relied on, however fast it is; its numbers
 * are diagnostics, for a name is a key.
 */
#include <errno.h>
#include <stdlib.h>

#include "export/cell.h"
#include "export/name.h"
#include "report/clock_name.h"

struct tests {
	FILE *out;
	size_t number;
	size_t failed;
	size_t skipped;
};

/* '#' begins a directive wherever it stands. */
static void print_plain(FILE *out, const char *text)
{
	for (; text && *text; text++)
		export_print_text(out, *text == '#' ? "?" : (const char[]){ *text, '\0' });
}

static void print_figure(FILE *out, const char *kind, const struct export_figure *figure)
{
	if (!figure->known)
		return;
	fprintf(out, " %s=", kind);
	export_print_number(out, figure->value);
	if (!figure->bounded)
		return;
	fprintf(out, " %s-low=", kind);
	export_print_number(out, figure->low);
	fprintf(out, " %s-high=", kind);
	export_print_number(out, figure->high);
}

static int print_row(FILE *out, const char *cell, const struct export_row *row)
{
	char *metric = export_metric_name(row->name, EXPORT_GRAPH, EXPORT_NAME_MAX);

	if (!metric)
		return -ENOMEM;
	fprintf(out, "  # %s: %s unit=%s", cell, metric, row->unit);
	print_figure(out, "value", &row->value);
	print_figure(out, "overhead", &row->overhead);
	fputc('\n', out);
	free(metric);
	return 0;
}

static int print_cell(void *context, const struct export_cell *cell)
{
	struct tests *tests = context;
	bool skipped = cell->status == EXPORT_UNAVAILABLE;
	bool failed = !skipped && cell->reason;
	char *name = export_cell_name(cell->workload, cell->configuration, '.', EXPORT_GRAPH);
	int error = name ? 0 : -ENOMEM;

	for (size_t i = 0; i < cell->row_count && !error; i++)
		error = print_row(tests->out, name, &cell->rows[i]);
	if (error)
		goto out;
	if (failed) {
		fprintf(tests->out, "  # %s: ", name);
		print_plain(tests->out, cell->reason);
		fputc('\n', tests->out);
	}
	fprintf(tests->out, "  %s %zu %s%s", failed ? "not ok" : "ok", ++tests->number, name,
		skipped ? " # SKIP " : "");
	if (skipped)
		print_plain(tests->out, cell->reason);
	fputc('\n', tests->out);
	tests->failed += failed;
	tests->skipped += skipped;
out:
	free(name);
	return error;
}

static int print_input(FILE *out, const struct export_input *input, size_t number)
{
	struct tests tests = { .out = out };
	int error;

	fputs("  KTAP version 1\n  # Subtest: ", out);
	print_plain(out, input->board);
	fprintf(out, "\n  # clock: %s\n  1..%zu\n", clock_name(input->result),
		input->summary.cell_count);
	error = export_each_cell(input, 1, print_cell, &tests);
	fprintf(out, "%s %zu ", tests.failed ? "not ok" : "ok", number);
	print_plain(out, input->board);
	fputs(tests.skipped == tests.number ? " # SKIP nothing of it is there\n" : "\n", out);
	return error;
}

static int write_ktap(FILE *out, const struct export_input *inputs, size_t count)
{
	int error = 0;

	fprintf(out, "KTAP version 1\n1..%zu\n", count);
	for (size_t i = 0; i < count && !error; i++)
		error = print_input(out, &inputs[i], i + 1);
	return error;
}

static const struct export_format ktap = {
	.name = "ktap",
	.file_name = "results.ktap",
	.read_by = "the kernel's kunit_parser, KernelCI, whatever reads TAP",
	.many = true,
	.write = write_ktap,
};
REGISTER_EXPORT(ktap);
