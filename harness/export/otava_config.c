// SPDX-License-Identifier: GPL-2.0-only
/*
 * The otava.yaml for the CSV of the same files. It lists what nights are compared by: overheads,
 * and the baseline's own values. Less is better.
 */

#include "export/name.h"
#include "export/otava_table.h"

/* A double-quoted scalar, which may hold whatever is printable. */
static void print_scalar(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			fputc('\\', out);
		export_print_text(out, (const char[]){ *text, '\0' });
	}
	fputc('"', out);
}

/* Otava's reader ends at an empty field of a metric that it is asked for. */
static void print_left_out(FILE *out, const struct otava_table *table)
{
	for (size_t c = 0; c < table->column_count; c++) {
		const struct otava_column *column = &table->columns[c];

		if (!column->tracked || !column->holes)
			continue;
		fprintf(out, "    # left out, %zu of %zu runs lack it: %s\n", column->holes,
			table->run_count, column->name);
	}
}

static void print_metrics(FILE *out, const struct otava_table *table)
{
	size_t listed = 0;

	fputs("    metrics:", out);
	for (size_t c = 0; c < table->column_count; c++) {
		const struct otava_column *column = &table->columns[c];

		if (!column->tracked || column->holes)
			continue;
		fputs("\n      ", out);
		print_scalar(out, column->name);
		fputs(":\n        column: ", out);
		print_scalar(out, column->name);
		fputs("\n        direction: -1\n        scale: 1", out);
		listed++;
	}
	fputs(listed ? "\n" : " {}\n", out);
}

static int write_otava_config(FILE *out, const struct export_input *inputs, size_t count)
{
	struct otava_table table;
	int error = otava_table_make(&table, inputs, count);

	if (!error) {
		fputs("tests:\n  ", out);
		print_scalar(out, inputs[0].title);
		fputs(":\n    type: csv\n    file: tracetoll.csv\n    time_column: time\n"
		      "    attributes: [commit, branch, kernel]\n",
		      out);
		print_left_out(out, &table);
		print_metrics(out, &table);
	}
	otava_table_free(&table);
	return error;
}

static const struct export_format otava_config = {
	.name = "otava-config",
	.file_name = "otava.yaml",
	.read_by = "Apache Otava, beside the CSV of the same files",
	.many = true,
	.check = otava_check,
	.write = write_otava_config,
};
REGISTER_EXPORT(otava_config);
