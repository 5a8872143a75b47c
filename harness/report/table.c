// SPDX-License-Identifier: GPL-2.0-only
#include "report/table.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "report/wrap.h"

/* A name that was cut to less says nothing any more. */
#define CLIPPED_MIN 4

int table_init(struct table *table, size_t rows, size_t columns)
{
	table->rows = rows;
	table->columns = columns;
	table->right = calloc(columns, sizeof(*table->right));
	table->least = calloc(columns, sizeof(*table->least));
	table->indent = 0;
	table->texts = calloc(rows * columns, sizeof(*table->texts));
	return table->right && table->least && table->texts ? 0 : -ENOMEM;
}

void table_free(struct table *table)
{
	if (table->texts) {
		for (size_t i = 0; i < table->rows * table->columns; i++)
			free(table->texts[i]);
	}
	free(table->texts);
	free(table->right);
	free(table->least);
	memset(table, 0, sizeof(*table));
}

static char *text_at(const struct table *table, size_t row, size_t column)
{
	return table->texts[row * table->columns + column];
}

int table_set(struct table *table, size_t row, size_t column, const char *text)
{
	char *copy = strdup(text);

	if (!copy)
		return -ENOMEM;
	for (char *c = copy; *c; c++)
		*c = wrap_printable(*c);
	free(text_at(table, row, column));
	table->texts[row * table->columns + column] = copy;
	return 0;
}

static size_t column_width(const struct table *table, size_t column)
{
	size_t width = table->least[column];

	for (size_t row = 0; row < table->rows; row++) {
		const char *text = text_at(table, row, column);
		size_t length = text ? strlen(text) : 0;

		if (length > width)
			width = length;
	}
	return width;
}

size_t table_width(const struct table *table, size_t gap)
{
	size_t width = table->columns ? gap * (table->columns - 1) : 0;

	for (size_t column = 0; column < table->columns; column++)
		width += column_width(table, column);
	return width;
}

void table_align(struct table *one, struct table *other, size_t columns)
{
	for (size_t column = 0; column < columns; column++) {
		size_t width = column_width(one, column);

		if (column_width(other, column) > width)
			width = column_width(other, column);
		one->least[column] = width;
		other->least[column] = width;
	}
}

static void clip_column(struct table *table, size_t column, size_t width)
{
	if (table->least[column] > width)
		table->least[column] = width;
	for (size_t row = 0; row < table->rows; row++) {
		char *text = text_at(table, row, column);

		if (!text || strlen(text) <= width)
			continue;
		text[width] = '\0';
		text[width - 1] = '~';
	}
}

/* The widest column aligned to the left, or the number of columns if none can be cut. */
static size_t widest_left(const struct table *table, size_t least)
{
	size_t widest = table->columns;
	size_t width = least;

	for (size_t column = 0; column < table->columns; column++) {
		if (table->right[column] || column_width(table, column) <= width)
			continue;
		widest = column;
		width = column_width(table, column);
	}
	return widest;
}

void table_clip(struct table *table, size_t gap, size_t width)
{
	table_clip_to(table, gap, width, CLIPPED_MIN);
}

void table_clip_to(struct table *table, size_t gap, size_t width, size_t least)
{
	size_t column;

	/* At once, because what follows takes one byte after the other. */
	for (column = 0; column < table->columns; column++) {
		if (!table->right[column])
			clip_column(table, column, width);
	}
	while (table_width(table, gap) > width &&
	       (column = widest_left(table, least)) < table->columns)
		clip_column(table, column, column_width(table, column) - 1);
}

void table_print_row(const struct table *table, size_t row, size_t gap, FILE *out)
{
	/* Blanks are owed until a text follows, so that no line ends in one. */
	size_t owed = table->indent;

	for (size_t column = 0; column < table->columns; column++) {
		const char *text = text_at(table, row, column);
		size_t length = text ? strlen(text) : 0;
		size_t rest = column_width(table, column) - length;

		if (column)
			owed += gap;
		if (table->right[column])
			owed += rest;
		if (length) {
			fprintf(out, "%*s%s", (int)owed, "", text);
			owed = 0;
		}
		if (!table->right[column])
			owed += rest;
	}
	fputc('\n', out);
}

void table_print(const struct table *table, size_t gap, FILE *out)
{
	for (size_t row = 0; row < table->rows; row++)
		table_print_row(table, row, gap, out);
}

/* An underscore within a word is no markup. */
static bool needs_escape(const char *start, const char *at)
{
	if (*at == '_')
		return at == start || !isalnum((unsigned char)at[-1]) ||
		       !isalnum((unsigned char)at[1]);
	return strchr("|\\`*<[", *at) != NULL;
}

void table_print_markdown_text(const char *text, FILE *out)
{
	for (const char *at = text; at && *at; at++) {
		if (needs_escape(text, at))
			fputc('\\', out);
		fputc(wrap_printable(*at), out);
	}
}

void table_print_markdown(const struct table *table, FILE *out)
{
	for (size_t row = 0; row < table->rows; row++) {
		for (size_t column = 0; column < table->columns; column++) {
			fputs(column ? " | " : "| ", out);
			table_print_markdown_text(text_at(table, row, column), out);
		}
		fputs(" |\n", out);
		if (row)
			continue;
		for (size_t column = 0; column < table->columns; column++) {
			fputs(column ? " | " : "| ", out);
			fputs(table->right[column] ? "---:" : "---", out);
		}
		fputs(" |\n", out);
	}
}
