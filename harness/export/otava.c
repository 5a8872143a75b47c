// SPDX-License-Identifier: GPL-2.0-only
/*
 * A CSV for Apache Otava, https://otava.apache.org: a row for each run, oldest first, a column for
 * each number. --to otava-config says which of them Otava can read.
 */
#include <string.h>

#include "export/name.h"
#include "export/otava_table.h"

/* A spreadsheet takes what begins like this for a formula. */
static bool is_formula(const char *text)
{
	return *text && strchr("=+-@", *text);
}

static void print_field(FILE *out, const char *text)
{
	bool quoted = strpbrk(text, ",\"");

	if (quoted)
		fputc('"', out);
	if (is_formula(text))
		fputc('\'', out);
	for (const char *c = text; *c; c++) {
		if (*c == '"')
			fputc('"', out);
		export_print_text(out, (const char[]){ *c, '\0' });
	}
	if (quoted)
		fputc('"', out);
}

static void print_run(FILE *out, const struct otava_table *table, size_t run)
{
	const struct export_input *input = table->runs[run];
	const char *release = input->result->environment.kernel_release;

	print_field(out, otava_time(input));
	fputc(',', out);
	print_field(out, input->commit);
	fputc(',', out);
	print_field(out, input->branch);
	fputc(',', out);
	print_field(out, input->board);
	fputc(',', out);
	print_field(out, release ? release : "");
	for (size_t c = 0; c < table->column_count; c++) {
		const struct export_figure *figure = &table->columns[c].figures[run];

		fputc(',', out);
		if (figure->known)
			export_print_number(out, figure->value);
	}
	fputc('\n', out);
}

static int write_otava(FILE *out, const struct export_input *inputs, size_t count)
{
	struct otava_table table;
	int error = otava_table_make(&table, inputs, count);

	if (!error) {
		fputs("time,commit,branch,board,kernel", out);
		for (size_t c = 0; c < table.column_count; c++)
			fprintf(out, ",%s", table.columns[c].name);
		fputc('\n', out);
		for (size_t r = 0; r < table.run_count; r++)
			print_run(out, &table, r);
	}
	otava_table_free(&table);
	return error;
}

static const struct export_format otava = {
	.name = "otava",
	.file_name = "tracetoll.csv",
	.read_by = "Apache Otava (type: csv)",
	.many = true,
	.check = otava_check,
	.write = write_otava,
};
REGISTER_EXPORT(otava);
