/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A grid of short texts. Row 0 holds the headings. */
struct table {
	size_t rows;
	size_t columns;
	bool *right; /* the columns that are aligned to the right */
	size_t *least; /* characters that each column takes at least */
	size_t indent; /* blanks before each line, which are in no width */
	char **texts; /* rows * columns; NULL is an empty one */
};

/* Returns 0 or -ENOMEM; table_free() is right in both cases. */
int table_init(struct table *table, size_t rows, size_t columns);

/* Copies @text into its place, printable ASCII only. Returns 0 or -ENOMEM. */
int table_set(struct table *table, size_t row, size_t column, const char *text);

/* Columns of the screen that table_print() takes with @gap blanks between columns. */
size_t table_width(const struct table *table, size_t gap);

/* Cuts texts of the columns aligned to the left until the table has the width, if it can. */
void table_clip(struct table *table, size_t gap, size_t width);

/* The same, but no column is cut to less than @least characters. */
void table_clip_to(struct table *table, size_t gap, size_t width, size_t least);

/* Makes the first @columns columns of both tables as wide in one as in the other. */
void table_align(struct table *one, struct table *other, size_t columns);

void table_print(const struct table *table, size_t gap, FILE *out);

/* One line of it; row 0 are the headings. */
void table_print_row(const struct table *table, size_t row, size_t gap, FILE *out);

/* As a pipe table. */
void table_print_markdown(const struct table *table, FILE *out);

/* Prints @text so that markdown shows every character of it as it is. */
void table_print_markdown_text(const char *text, FILE *out);

void table_free(struct table *table);

#endif /* TABLE_H */
