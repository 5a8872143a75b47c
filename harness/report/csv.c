// SPDX-License-Identifier: GPL-2.0-only
/*
 * One line for each workload, configuration and metric; RFC 4180, but with plain
 * newlines. An empty field was not measured.
 */
#include <string.h>

#include "report/column.h"
#include "report/format.h"

/* The mark needs no quotes, but goes into those of the text. */
static void print_quoted(FILE *out, const char *mark, const char *text)
{
	if (!strpbrk(text, ",\"\r\n")) {
		fprintf(out, "%s%s", mark, text);
		return;
	}
	fprintf(out, "\"%s", mark);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

static void print_cell(FILE *out, const struct report_cell *cell)
{
	char number[NUMBER_SIZE];

	switch (cell->kind) {
	case REPORT_EMPTY:
	case REPORT_RANGE:
	case REPORT_HALF:
		break;
	case REPORT_TEXT:
		print_quoted(out, cell->mark, cell->text);
		break;
	case REPORT_COUNT:
		fprintf(out, "%zu", cell->count);
		break;
	case REPORT_VALUE:
	case REPORT_RATIO:
		number_for_programs(number, cell->value);
		fputs(number, out);
		break;
	case REPORT_PROBABILITY:
		fprintf(out, "%g", cell->value.number);
		break;
	}
}

/* The keys as a line, or the row's values if there is a row. */
static void print_row(FILE *out, const struct report_row *row)
{
	size_t count;
	const struct column *columns = column_rows(&count);
	const char *comma = "";

	for (size_t i = 0; i < count; i++) {
		if (!columns[i].key || columns[i].json_only)
			continue;
		fputs(comma, out);
		comma = ",";
		if (row) {
			struct report_cell cell = columns[i].get(row);

			print_cell(out, &cell);
		} else {
			fputs(columns[i].key, out);
		}
	}
	fputc('\n', out);
}

int format_csv(FILE *out, const struct format_input *inputs, size_t count)
{
	print_row(out, NULL);
	for (size_t i = 0; i < count; i++) {
		struct report_row row = { .summary = &inputs[i].summary };

		for (size_t c = 0; c < row.summary->cell_count; c++) {
			row.cell = &row.summary->cells[c];
			for (row.metric = 0; row.metric < row.summary->metric_count; row.metric++)
				print_row(out, &row);
		}
	}
	return 0;
}
