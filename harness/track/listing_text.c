// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of any kind in tables for people: how they are made to fit.
 */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report/number.h"
#include "report/wrap.h"
#include "track/listing.h"

/* How a table is set. */
struct setting {
	size_t gap; /* blanks between columns */
	int decimals; /* at most, or NUMBER_SHORT */
	bool brief; /* without the spare columns */
	size_t least; /* characters that names are cut to at most; SIZE_MAX: they are not cut */
};

/* Rows stand further in than the line above their group. */
#define GROUP_INDENT 2

static const void *row_at(const struct listing *listing, size_t index)
{
	return (const char *)listing->rows + index * listing->row_size;
}

static bool is_alike(const struct report_cell *one, const struct report_cell *other)
{
	if (one->kind != other->kind || one->kind != REPORT_TEXT)
		return false;
	return !strcmp(one->text, other->text) && !one->becomes && !other->becomes &&
	       !strcmp(one->aside ? one->aside : "", other->aside ? other->aside : "");
}

/* Where the group that begins at @first ends. */
static size_t group_end(const struct listing *listing, size_t first)
{
	size_t end = first + 1;

	while (end < listing->count &&
	       (!listing->is_group ||
		listing->is_group(row_at(listing, first), row_at(listing, end))))
		end++;
	return end;
}

/* Whether the column says one thing in the rows from @first to before @end. */
static bool is_shared(const struct listing *listing, const struct listing_column *column,
		      size_t first, size_t end)
{
	struct report_cell one;

	if (!column->shared || !column->heading || first >= end)
		return false;
	one = column->get(row_at(listing, first));
	if (one.kind != REPORT_TEXT)
		return false;
	for (size_t i = first + 1; i < end; i++) {
		struct report_cell cell = column->get(row_at(listing, i));

		if (!is_alike(&one, &cell))
			return false;
	}
	return true;
}

static bool is_shared_in_groups(const struct listing *listing, const struct listing_column *column)
{
	for (size_t first = 0, end; first < listing->count; first = end) {
		end = group_end(listing, first);
		if (!is_shared(listing, column, first, end))
			return false;
	}
	return listing->is_group && listing->count;
}

/* A column in which no row has anything is left out. */
static bool is_empty(const struct listing *listing, const struct listing_column *column)
{
	for (size_t i = 0; i < listing->count; i++) {
		struct report_cell cell = column->get(row_at(listing, i));

		if (cell.kind != REPORT_EMPTY)
			return false;
	}
	return true;
}

/* Where a column's texts stand. */
enum column_place {
	PLACE_NONE,
	PLACE_ABOVE_ALL,
	PLACE_ABOVE_GROUP,
	PLACE_TABLE,
};

/* The caller frees it. NULL when memory ran out. */
static enum column_place *place_columns(const struct listing *listing)
{
	enum column_place *places = calloc(listing->column_count + 1, sizeof(*places));

	for (size_t i = 0; i < listing->column_count && places; i++) {
		const struct listing_column *column = &listing->columns[i];

		if (!column->heading || is_empty(listing, column))
			places[i] = PLACE_NONE;
		else if (is_shared(listing, column, 0, listing->count))
			places[i] = PLACE_ABOVE_ALL;
		else if (is_shared_in_groups(listing, column))
			places[i] = PLACE_ABOVE_GROUP;
		else
			places[i] = PLACE_TABLE;
	}
	return places;
}

static bool has_place(const struct listing *listing, const enum column_place *places,
		      enum column_place place)
{
	for (size_t i = 0; i < listing->column_count; i++) {
		if (places[i] == place)
			return true;
	}
	return false;
}

static bool is_in_table(const struct listing *listing, const enum column_place *places,
			const struct setting *setting, size_t column)
{
	return places[column] == PLACE_TABLE && !(listing->columns[column].spare && setting->brief);
}

/* A line of @table; of its headings if @row is NULL. */
static int set_row(struct table *table, const struct listing *listing,
		   const enum column_place *places, const struct setting *setting, size_t at,
		   const void *row)
{
	size_t place = 0;
	int error = 0;

	for (size_t i = 0; i < listing->column_count && !error; i++) {
		const struct listing_column *column = &listing->columns[i];
		struct report_cell cell;

		if (!is_in_table(listing, places, setting, i))
			continue;
		if (row) {
			cell = column->get(row);
			error = cell_set(table, at, place, &cell, true, setting->decimals);
		} else {
			table->right[place] = column->right;
			error = table_set(table, at, place, column->heading);
		}
		place++;
	}
	return error;
}

/* The caller ends with table_free() whatever is returned. */
static int make_table(struct table *table, const struct listing *listing,
		      const enum column_place *places, const struct setting *setting, size_t first,
		      size_t end)
{
	size_t columns = 0;
	int error;

	for (size_t i = 0; i < listing->column_count; i++)
		columns += is_in_table(listing, places, setting, i);
	error = table_init(table, end - first + 1, columns);
	if (!error)
		error = set_row(table, listing, places, setting, 0, NULL);
	for (size_t i = first; i < end && !error; i++)
		error = set_row(table, listing, places, setting, i - first + 1, row_at(listing, i));
	return error;
}

/* The table as it fits into @width; @gap is what is then between its columns. */
static int make_fitting(struct table *table, const struct listing *listing,
			const enum column_place *places, size_t width, size_t *gap)
{
	/* Names are cut before numbers lose the digits that tell them apart. */
	static const struct setting settings[] = {
		{ .decimals = NUMBER_DECIMALS_MAX, .gap = 2, .least = SIZE_MAX },
		{ .decimals = 2, .gap = 2, .least = SIZE_MAX },
		{ .decimals = 2, .gap = 1, .least = SIZE_MAX },
		{ .decimals = 2, .gap = 2, .brief = true, .least = SIZE_MAX },
		{ .decimals = 2, .gap = 1, .brief = true, .least = SIZE_MAX },
		{ .decimals = 2, .gap = 1, .brief = true, .least = 24 },
		{ .decimals = 1, .gap = 1, .brief = true, .least = 18 },
		{ .decimals = NUMBER_SHORT, .gap = 1, .brief = true, .least = 4 },
	};
	const size_t count = sizeof(settings) / sizeof(settings[0]);

	for (size_t i = 0; i < count; i++) {
		int error = make_table(table, listing, places, &settings[i], 0, listing->count);

		if (error)
			return error;
		if (settings[i].least < SIZE_MAX)
			table_clip_to(table, settings[i].gap, width, settings[i].least);
		*gap = settings[i].gap;
		if (table_width(table, *gap) <= width || i + 1 == count)
			break;
		table_free(table);
	}
	return 0;
}

/* "rpi4, kloop, branch main": what rows share that begin with this one; the caller frees it. */
static int say_shared(const struct listing *listing, const enum column_place *places,
		      enum column_place place, size_t row, char **said)
{
	size_t size;
	FILE *out = open_memstream(said, &size);
	const char *comma = "";

	if (!out)
		return -ENOMEM;
	for (size_t i = 0; i < listing->column_count; i++) {
		const struct listing_column *column = &listing->columns[i];
		struct report_cell cell;

		if (places[i] != place)
			continue;
		cell = column->get(row_at(listing, row));
		fprintf(out, "%s%s%s%s%s%s%s", comma, column->plain ? "" : column->heading,
			column->plain ? "" : " ", cell.text, cell.aside ? " (" : "",
			cell.aside ? cell.aside : "", cell.aside ? ")" : "");
		comma = ", ";
	}
	if (!fclose(out))
		return 0;
	free(*said);
	*said = NULL;
	return -ENOMEM;
}

static int print_shared(FILE *out, const struct listing *listing, const enum column_place *places,
			enum column_place place, size_t row, int indent)
{
	char *said = NULL;
	int error = 0;

	if (!has_place(listing, places, place))
		return 0;
	error = say_shared(listing, places, place, row, &said);
	if (!error && indent >= 0) {
		wrap_print_at(out, indent, indent + GROUP_INDENT, said);
	} else if (!error) {
		table_print_markdown_text(said, out);
		fputs("\n\n", out);
	}
	free(said);
	return error;
}

static int print_groups(FILE *out, const struct listing *listing, const enum column_place *places,
			size_t indent)
{
	const bool grouped = has_place(listing, places, PLACE_ABOVE_GROUP);
	struct table table = { 0 };
	size_t gap = 1;
	int error;

	if (grouped)
		indent += GROUP_INDENT;
	error = make_fitting(&table, listing, places, WRAP_TABLE_COLUMNS - indent, &gap);
	table.indent = indent;
	if (!error)
		table_print_row(&table, 0, gap, out);
	for (size_t first = 0, end; first < listing->count && !error; first = end) {
		end = grouped ? group_end(listing, first) : listing->count;
		if (grouped)
			error = print_shared(out, listing, places, PLACE_ABOVE_GROUP, first,
					     (int)indent - GROUP_INDENT);
		for (size_t i = first; i < end && !error; i++)
			table_print_row(&table, i + 1, gap, out);
	}
	table_free(&table);
	return error;
}

int listing_text(FILE *out, const struct listing *listing, size_t indent)
{
	enum column_place *places = place_columns(listing);
	int error = places ? 0 : -ENOMEM;

	if (!error && listing->count)
		error = print_shared(out, listing, places, PLACE_ABOVE_ALL, 0, (int)indent);
	if (!error)
		error = print_groups(out, listing, places, indent);
	free(places);
	return error;
}

static int print_markdown_group(FILE *out, const struct listing *listing,
				const enum column_place *places, size_t first, size_t end)
{
	const struct setting setting = { .decimals = NUMBER_DECIMALS_MAX };
	struct table table = { 0 };
	int error = print_shared(out, listing, places, PLACE_ABOVE_GROUP, first, -1);

	if (!error)
		error = make_table(&table, listing, places, &setting, first, end);
	if (!error)
		table_print_markdown(&table, out);
	table_free(&table);
	return error;
}

int listing_markdown(FILE *out, const struct listing *listing)
{
	enum column_place *places = place_columns(listing);
	int error = places ? 0 : -ENOMEM;
	bool grouped;

	if (!error && listing->count)
		error = print_shared(out, listing, places, PLACE_ABOVE_ALL, 0, -1);
	grouped = !error && has_place(listing, places, PLACE_ABOVE_GROUP);
	for (size_t first = 0, end; first < listing->count && !error; first = end) {
		end = grouped ? group_end(listing, first) : listing->count;
		if (first)
			fputc('\n', out);
		error = print_markdown_group(out, listing, places, first, end);
	}
	free(places);
	return error;
}
