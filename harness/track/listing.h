/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_LISTING_H
#define TRACK_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "report/cell.h"

struct json_t;

enum track_format {
	TRACK_TEXT, /* ASCII, 80 columns */
	TRACK_MARKDOWN,
	TRACK_JSON,
	TRACK_CSV,
	TRACK_FORMAT_COUNT,
};

/* The name that --format takes. */
const char *track_format_name(enum track_format format);

/*
 * A column of every format: what is in it, what it is called, how it is found. The order is that of
 * every format. Keys are a contract with whoever reads CSV or JSON (docs/tracking.md).
 */
struct listing_column {
	const char *key; /* in CSV and JSON; NULL: in neither */
	const char *heading; /* in tables for people; NULL: in none */
	bool right;
	bool spare; /* the first to be left out of a table that is too wide */
	bool shared; /* is said once above rows that have all the same */
	bool plain; /* is said there without its heading: what it names is plain */
	struct report_cell (*get)(const void *row);
};

/* Rows of any kind, and the columns that know it. */
struct listing {
	const struct listing_column *columns;
	size_t column_count;
	const void *rows;
	size_t row_size;
	size_t count;
	/* Whether rows are of one group: groups stand under a line of what they share, in one
	 * table. NULL: there are none. Rows of a group stand together. */
	bool (*is_group)(const void *one, const void *other);
};

/*
 * For people. What all rows share stands above the table, and what those of a group share above
 * these; the table is @indent blanks further in, and cut if it must be. Returns 0 or -ENOMEM.
 */
int listing_text(FILE *out, const struct listing *listing, size_t indent);
int listing_markdown(FILE *out, const struct listing *listing);

/*
 * For programs. In CSV what is not printable ASCII is "\\xc3", a backslash is two, and what a
 * spreadsheet would take for a formula has a ' before it.
 */
int listing_csv(FILE *out, const struct listing *listing);
void listing_csv_heading(FILE *out, const struct listing *listing);
int listing_csv_rows(FILE *out, const struct listing *listing);
/* An array with an object for each row; NULL: memory ran out. */
struct json_t *listing_json(const struct listing *listing);

/* "2026-11-22" of seconds since 1970, UTC; "-" where there is none. */
#define TRACK_DATE_SIZE 16
void track_date(char text[TRACK_DATE_SIZE], long long seconds);

/*
 * A commit for people: 12 digits of an identifier, as git shortens them, else all of the name that
 * there is room for.
 */
#define TRACK_COMMIT_SIZE 41
void track_short_commit(char text[TRACK_COMMIT_SIZE], const char *commit);

/*
 * Moves rows of one group together: groups in the order of their first rows, the rows of each in
 * theirs. Returns 0 or -ENOMEM.
 */
int listing_gather(void *rows, size_t count, size_t row_size,
		   bool (*is_group)(const void *one, const void *other));

#endif /* TRACK_LISTING_H */
