// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of any kind for programs: CSV and JSON.
 */
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "report/cell_json.h"
#include "report/csv.h"
#include "report/wrap.h"
#include "track/listing.h"

/* What a spreadsheet takes for a formula if a text begins with it. */
static const char formula_starts[] = "=+-@";

/* Room for a byte as "\\x1b", and for the "'". */
#define ESCAPED_SIZE 4

/*
 * Text as it may stand in a CSV: a new string, or NULL when memory ran out. What is not printable
 * is escaped, not replaced: two series must not become one.
 */
static char *safe_text(const struct report_cell *cell)
{
	char *whole = cell_text(cell);
	char *safe = whole ? malloc(ESCAPED_SIZE * strlen(whole) + 2) : NULL;
	char *end = safe;

	if (safe && *whole && strchr(formula_starts, *whole))
		*end++ = '\'';
	for (const char *c = whole; safe && *c; c++) {
		if (*c == '\\')
			end += sprintf(end, "\\\\");
		else if (wrap_printable(*c) != *c)
			end += sprintf(end, "\\x%02x", (unsigned char)*c);
		else
			*end++ = *c;
	}
	if (safe)
		*end = '\0';
	free(whole);
	return safe;
}

static int print_cell(FILE *out, const struct report_cell *cell)
{
	struct report_cell safe = *cell;
	char *text;
	int error;

	if (cell->kind != REPORT_TEXT)
		return csv_cell(out, cell);
	text = safe_text(cell);
	if (!text)
		return -ENOMEM;
	safe = cell_of_text(text);
	error = csv_cell(out, &safe);
	free(text);
	return error;
}

void listing_csv_heading(FILE *out, const struct listing *listing)
{
	const char *comma = "";

	for (size_t i = 0; i < listing->column_count; i++) {
		if (!listing->columns[i].key)
			continue;
		fprintf(out, "%s%s", comma, listing->columns[i].key);
		comma = ",";
	}
	fputc('\n', out);
}

int listing_csv_rows(FILE *out, const struct listing *listing)
{
	const char *row = listing->rows;
	int error = 0;

	for (size_t r = 0; r < listing->count && !error; r++, row += listing->row_size) {
		const char *comma = "";

		for (size_t i = 0; i < listing->column_count && !error; i++) {
			struct report_cell cell;

			if (!listing->columns[i].key)
				continue;
			fputs(comma, out);
			comma = ",";
			cell = listing->columns[i].get(row);
			error = print_cell(out, &cell);
		}
		fputc('\n', out);
	}
	return error;
}

int listing_csv(FILE *out, const struct listing *listing)
{
	listing_csv_heading(out, listing);
	return listing_csv_rows(out, listing);
}

static json_t *row_json(const struct listing *listing, size_t row)
{
	const void *at = (const char *)listing->rows + row * listing->row_size;
	json_t *object = json_object();

	for (size_t i = 0; i < listing->column_count && object; i++) {
		struct report_cell cell;

		if (!listing->columns[i].key)
			continue;
		cell = listing->columns[i].get(at);
		if (json_object_set_new(object, listing->columns[i].key, cell_json(&cell))) {
			json_decref(object);
			return NULL;
		}
	}
	return object;
}

json_t *listing_json(const struct listing *listing)
{
	json_t *array = json_array();

	for (size_t i = 0; i < listing->count && array; i++) {
		if (json_array_append_new(array, row_json(listing, i))) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}
