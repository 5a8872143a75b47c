// SPDX-License-Identifier: GPL-2.0-only
/*
 * The two tables of a decomposition: what the parts cost, and what they say of each
 * configuration.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/decompose_format.h"
#include "report/number.h"

char *decompose_part_title(const struct decomposition_part *part)
{
	char *text = NULL;
	size_t size = 0;
	FILE *memory = open_memstream(&text, &size);

	for (size_t i = 0; i < part->joined && memory; i++)
		fprintf(memory, "%s%s", i ? " + " : "", part_title(part->parts[i]));
	if (!memory || fclose(memory)) {
		free(text);
		return NULL;
	}
	return text;
}

void decompose_signed(char *text, size_t size, double number)
{
	char digits[NUMBER_SIZE];

	number_for_programs(digits, (struct value){ .number = round(number * 1000) / 1000 });
	snprintf(text, size, "%s%s", digits[0] == '-' || !strcmp(digits, "0") ? "" : "+", digits);
}

static bool has_intervals(const struct decomposition *decomposition)
{
	for (size_t p = 0; p < decomposition->part_count; p++) {
		if (decomposition->parts[p].cost.interval.known)
			return true;
	}
	return false;
}

static bool has_checked_intervals(const struct decomposition *decomposition)
{
	for (size_t r = 0; r < decomposition->row_count; r++) {
		const struct decomposition_row *row = &decomposition->rows[r];

		if (!row->alone && row->residual.interval.known)
			return true;
	}
	return false;
}

/* Counts are whole; three decimals else, two of what is 100 and more. */
static int decimals_of(const struct decomposition *decomposition)
{
	for (size_t r = 0; r < decomposition->row_count; r++) {
		if (fabs(decomposition->rows[r].measured.value) >= 100)
			return 2;
	}
	return NUMBER_DECIMALS_MAX;
}

static int set_number(const struct decomposition *decomposition, struct table *table, size_t row,
		      size_t column, double number)
{
	char text[NUMBER_SIZE];
	bool whole = decomposition->exact && floor(number) == number;

	number_for_people(text, (struct value){ .number = number, .whole = whole },
			  decimals_of(decomposition));
	return table_set(table, row, column, text);
}

static int set_half(const struct decomposition *decomposition, struct table *table, size_t row,
		    size_t column, const struct estimate *estimate)
{
	char text[NUMBER_RANGE_SIZE];
	double half = fmax(estimate->value - estimate->interval.low,
			   estimate->interval.high - estimate->value);

	if (!estimate->interval.known)
		return table_set(table, row, column, "-");
	number_half(text, half, decimals_of(decomposition));
	return table_set(table, row, column, text);
}

static int set_words(struct table *table, size_t row, const char *const *words, size_t count,
		     size_t left)
{
	int error = 0;

	for (size_t c = 0; c < count && !error; c++) {
		table->right[c] = c >= left;
		error = table_set(table, row, c, words[c]);
	}
	return error;
}

static int set_part(const struct decomposition *decomposition, struct table *table, size_t p,
		    bool intervals)
{
	const struct decomposition_part *part = &decomposition->parts[p];
	char *title = decompose_part_title(part);
	char rows[NUMBER_SIZE];
	int error = title ? table_set(table, p + 1, 0, title) : -ENOMEM;

	free(title);
	snprintf(rows, sizeof(rows), "%zu", part->rows);
	if (!error)
		error = table_set(table, p + 1, intervals ? 3 : 2, rows);
	if (error)
		return error;
	if (!part->known)
		return table_set(table, p + 1, 1, "not told");
	error = set_number(decomposition, table, p + 1, 1, part->cost.value);
	if (!error && intervals)
		error = set_half(decomposition, table, p + 1, 2, &part->cost);
	return error;
}

int decompose_parts_table(const struct decomposition *decomposition, struct table *table)
{
	static const char *const words[] = { "part", "cost", "rows" };
	static const char *const words_with[] = { "part", "cost", "+-", "rows" };
	bool intervals = has_intervals(decomposition);
	int error = table_init(table, decomposition->part_count + 1, intervals ? 4 : 3);

	if (!error)
		error = set_words(table, 0, intervals ? words_with : words, table->columns, 1);
	for (size_t p = 0; p < decomposition->part_count && !error; p++)
		error = set_part(decomposition, table, p, intervals);
	return error;
}

static int set_residual(const struct decomposition *decomposition, struct table *table, size_t r,
			bool intervals)
{
	const struct decomposition_row *row = &decomposition->rows[r];
	char text[NUMBER_SIZE + 2] = "+";
	bool whole = decomposition->exact && floor(row->residual.value) == row->residual.value;
	int error;

	/* It is what it is by the row itself. */
	if (row->alone)
		return table_set(table, r + 1, 4, "-");
	number_for_people(text + 1, (struct value){ .number = row->residual.value, .whole = whole },
			  decimals_of(decomposition));
	error = table_set(table, r + 1, 4, row->residual.value > 0 ? text : text + 1);
	if (!error && intervals)
		error = set_half(decomposition, table, r + 1, 5, &row->residual);
	return error;
}

static int set_row(const struct decomposition *decomposition, struct table *table, size_t r,
		   bool intervals)
{
	const struct decomposition_row *row = &decomposition->rows[r];
	int error = table_set(table, r + 1, 0, row->name);

	if (!error)
		error = table_set(table, r + 1, 1, row->path);
	if (!error)
		error = set_number(decomposition, table, r + 1, 2, row->measured.value);
	if (!error)
		error = set_number(decomposition, table, r + 1, 3, decomposition_model(row));
	return error ? error : set_residual(decomposition, table, r, intervals);
}

int decompose_rows_table(const struct decomposition *decomposition, struct table *table)
{
	static const char *const words[] = { "configuration", "path",     "overhead",
					     "parts",         "residual", "+-" };
	bool intervals = has_checked_intervals(decomposition);
	int error = table_init(table, decomposition->row_count + 1, intervals ? 6 : 5);

	if (!error)
		error = set_words(table, 0, words, table->columns, 2);
	for (size_t r = 0; r < decomposition->row_count && !error; r++)
		error = set_row(decomposition, table, r, intervals);
	return error;
}
