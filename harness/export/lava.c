// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lines of a shell script for a LAVA job: `lava-test-case ID --result ...` as LAVA's test shell
 * has it, https://docs.lavasoftware.org. Its signals are split at blanks, so that no field has
 * one.
 */
#include <errno.h>
#include <stdlib.h>

#include "export/cell.h"
#include "export/name.h"

/* What a line says. Everything in it is of letters, digits, '_', '-' and '.'. */
static int print_number(FILE *out, const char *cell, const char *result,
			const struct export_row *row, const char *kind,
			const struct export_figure *figure)
{
	char *metric = export_metric_name(row->name, EXPORT_WORD, EXPORT_NAME_MAX);

	if (!metric)
		return -ENOMEM;
	fprintf(out, "lava-test-case '%s.%s%s' --result %s --measurement ", cell, metric, kind,
		result);
	export_print_number(out, figure->value);
	fprintf(out, " --units '%s'\n", row->unit);
	free(metric);
	return 0;
}

static void print_reason(FILE *out, const struct export_cell *cell)
{
	if (!cell->reason)
		return;
	fputs("# ", out);
	export_print_text(out, cell->reason);
	fputc('\n', out);
}

static int print_cell(void *context, const struct export_cell *cell)
{
	FILE *out = context;
	const char *result = cell->reason ? "fail" : "pass";
	char *name = export_cell_name(cell->workload, cell->configuration, '.', EXPORT_WORD);
	int error = name ? 0 : -ENOMEM;

	if (!error && cell->status != EXPORT_MEASURED) {
		print_reason(out, cell);
		fprintf(out, "lava-test-case '%s' --result %s\n", name,
			cell->status == EXPORT_UNAVAILABLE ? "skip" : "fail");
	}
	for (size_t i = 0; i < cell->row_count && !error; i++) {
		const struct export_row *row = &cell->rows[i];

		error = print_number(out, name, result, row, "", &row->value);
		if (!error && row->overhead.known)
			error = print_number(out, name, result, row, "-overhead", &row->overhead);
	}
	free(name);
	return error;
}

static int write_lava(FILE *out, const struct export_input *inputs, size_t count)
{
	const struct export_input *input = &inputs[0];

	fputs("# tracetoll, ", out);
	export_print_text(out, input->board);
	fputc('\n', out);
	if (*input->trust.reasons)
		fprintf(out, "# not to be relied on: %s\n", input->trust.reasons);
	return export_each_cell(inputs, count, print_cell, out);
}

static const struct export_format lava = {
	.name = "lava",
	.file_name = "results.sh",
	.read_by = "a LAVA job's test shell (. ./results.sh)",
	.write = write_lava,
};
REGISTER_EXPORT(lava);
