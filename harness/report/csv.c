// SPDX-License-Identifier: GPL-2.0-only
/*
 * One line for each workload, configuration and metric; RFC 4180, but with plain
 * newlines. An empty field was not measured.
 */
#include "report/csv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/column.h"
#include "report/format.h"
#include "report/number.h"

static void print_quoted(FILE *out, const char *text)
{
	if (!strpbrk(text, ",\"\r\n")) {
		fputs(text, out);
		return;
	}
	fputc('"', out);
	for (; *text; text++) {
		if (*text == '"')
			fputc('"', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

static int print_text(FILE *out, const struct report_cell *cell)
{
	char *text = cell_text(cell);

	if (!text)
		return -ENOMEM;
	print_quoted(out, text);
	free(text);
	return 0;
}

int csv_cell(FILE *out, const struct report_cell *cell)
{
	char number[NUMBER_SIZE];

	switch (cell->kind) {
	case REPORT_EMPTY:
	case REPORT_RANGE:
	case REPORT_HALF:
		break;
	case REPORT_TEXT:
		return print_text(out, cell);
	case REPORT_COUNT:
		fprintf(out, "%zu", cell->count);
		break;
	case REPORT_TRUTH:
		fputs(cell->count ? "true" : "false", out);
		break;
	case REPORT_VALUE:
	case REPORT_RATIO:
	case REPORT_CHANGE:
	case REPORT_PERCENT:
		number_for_programs(number, cell->value);
		fputs(number, out);
		break;
	case REPORT_PROBABILITY:
		fprintf(out, "%g", cell->value.number);
		break;
	}
	return 0;
}

/* The keys as a line, or the row's values if there is a row. */
static int print_row(FILE *out, const struct report_row *row)
{
	size_t count;
	const struct column *columns = column_rows(&count);
	const char *comma = "";
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		if (!columns[i].key || columns[i].json_only)
			continue;
		fputs(comma, out);
		comma = ",";
		if (row) {
			struct report_cell cell = columns[i].get(row);

			error = csv_cell(out, &cell);
		} else {
			fputs(columns[i].key, out);
		}
	}
	fputc('\n', out);
	return error;
}

static int print_input(FILE *out, const struct summary *summary)
{
	struct report_row row = { .summary = summary };
	int error = 0;

	for (size_t c = 0; c < summary->cell_count; c++) {
		row.cell = &summary->cells[c];
		for (row.metric = 0; row.metric < summary->metric_count && !error; row.metric++)
			error = print_row(out, &row);
	}
	return error;
}

int format_csv(FILE *out, const struct format_input *inputs, size_t count)
{
	int error = print_row(out, NULL);

	for (size_t i = 0; i < count && !error; i++)
		error = print_input(out, &inputs[i].summary);
	return error;
}
