// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of any kind in tables for people: what is in them, and how they are made to fit.
 */
#include "track/listing.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "report/number.h"
#include "report/wrap.h"

/* Digits of an identifier of git's, and those that are enough to tell commits apart. */
#define IDENTIFIER_DIGITS 40
#define SHORT_DIGITS 12

/* How a table is set. */
struct setting {
	size_t gap; /* blanks between columns */
	int decimals; /* at most, or NUMBER_SHORT */
	bool brief; /* without the spare columns */
};

const char *track_format_name(enum track_format format)
{
	static const char *const names[TRACK_FORMAT_COUNT] = {
		[TRACK_TEXT] = "text",
		[TRACK_MARKDOWN] = "markdown",
		[TRACK_JSON] = "json",
		[TRACK_CSV] = "csv",
	};

	return names[format];
}

struct report_cell listing_text_cell(const char *text)
{
	if (!text)
		return (struct report_cell){ .kind = REPORT_EMPTY };
	return (struct report_cell){ .kind = REPORT_TEXT, .text = text, .mark = "" };
}

struct report_cell listing_count_cell(size_t count)
{
	return (struct report_cell){ .kind = REPORT_COUNT, .count = count };
}

struct report_cell listing_truth_cell(bool truth)
{
	return (struct report_cell){ .kind = REPORT_TRUTH, .count = truth };
}

struct report_cell listing_number_cell(enum report_cell_kind kind, double number, bool counts)
{
	if (!isfinite(number))
		return (struct report_cell){ .kind = REPORT_EMPTY };
	return (struct report_cell){
		.kind = kind,
		.value = { .number = number, .whole = counts && number == rint(number) },
	};
}

char *track_printable(const char *text)
{
	char *copy = strdup(text);

	for (char *c = copy; c && *c; c++)
		*c = wrap_printable(*c);
	return copy;
}

void track_date(char text[TRACK_DATE_SIZE], long long seconds)
{
	time_t when = (time_t)seconds;
	struct tm parts;

	if (!gmtime_r(&when, &parts) || !strftime(text, TRACK_DATE_SIZE, "%Y-%m-%d", &parts))
		snprintf(text, TRACK_DATE_SIZE, "-");
}

void track_short_commit(char text[TRACK_COMMIT_SIZE], const char *commit)
{
	size_t length = strlen(commit);
	bool identifier =
		length >= IDENTIFIER_DIGITS && strspn(commit, "0123456789abcdef") == length;

	snprintf(text, TRACK_COMMIT_SIZE, "%.*s", identifier ? SHORT_DIGITS : TRACK_COMMIT_SIZE - 1,
		 commit);
}

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

/* Whether the column says one thing in all rows, so that it need not stand in the table. */
static bool is_shared(const struct listing *listing, const struct listing_column *column)
{
	struct report_cell first;

	if (!column->shared || !column->heading || !listing->count)
		return false;
	first = column->get(row_at(listing, 0));
	if (first.kind != REPORT_TEXT)
		return false;
	for (size_t i = 1; i < listing->count; i++) {
		struct report_cell cell = column->get(row_at(listing, i));

		if (!is_alike(&first, &cell))
			return false;
	}
	return true;
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

static void choose_columns(const struct listing *listing, bool shared, bool *chosen)
{
	for (size_t i = 0; i < listing->column_count; i++) {
		const struct listing_column *column = &listing->columns[i];

		chosen[i] = column->heading && !(shared && is_shared(listing, column)) &&
			    !is_empty(listing, column);
	}
}

/* A line of @table; of its headings if @row is NULL. */
static int set_row(struct table *table, const struct listing *listing, const bool *chosen,
		   const struct setting *setting, size_t at, const void *row)
{
	size_t place = 0;
	int error = 0;

	for (size_t i = 0; i < listing->column_count && !error; i++) {
		const struct listing_column *column = &listing->columns[i];
		struct report_cell cell;

		if (!chosen[i] || (column->spare && setting->brief))
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
static int make_table(struct table *table, const struct listing *listing, const bool *chosen,
		      const struct setting *setting)
{
	size_t columns = 0;
	int error;

	for (size_t i = 0; i < listing->column_count; i++)
		columns += chosen[i] && !(listing->columns[i].spare && setting->brief);
	error = table_init(table, listing->count + 1, columns);
	if (!error)
		error = set_row(table, listing, chosen, setting, 0, NULL);
	for (size_t i = 0; i < listing->count && !error; i++)
		error = set_row(table, listing, chosen, setting, i + 1, row_at(listing, i));
	return error;
}

static int print_fitting(FILE *out, const struct listing *listing, const bool *chosen,
			 size_t indent)
{
	static const struct setting settings[] = {
		{ .decimals = NUMBER_DECIMALS_MAX, .gap = 2 },
		{ .decimals = 2, .gap = 2 },
		{ .decimals = 2, .gap = 1 },
		{ .decimals = 1, .gap = 1 },
		{ .decimals = 2, .gap = 2, .brief = true },
		{ .decimals = 2, .gap = 1, .brief = true },
		{ .decimals = NUMBER_SHORT, .gap = 1, .brief = true },
	};
	const size_t count = sizeof(settings) / sizeof(settings[0]);
	const size_t width = WRAP_TABLE_COLUMNS - indent;

	for (size_t i = 0; i < count; i++) {
		struct table table;
		int error = make_table(&table, listing, chosen, &settings[i]);
		bool fits = !error && table_width(&table, settings[i].gap) <= width;

		if (!error && (fits || i + 1 == count)) {
			table.indent = indent;
			table_clip(&table, settings[i].gap, width);
			table_print(&table, settings[i].gap, out);
		}
		table_free(&table);
		if (error || fits)
			return error;
	}
	return 0;
}

/* "board rpi4, workload kloop": what all rows share; the caller frees it. */
static int say_shared(const struct listing *listing, char **said)
{
	size_t size;
	FILE *out = open_memstream(said, &size);
	const char *comma = "";

	if (!out)
		return -ENOMEM;
	for (size_t i = 0; i < listing->column_count; i++) {
		const struct listing_column *column = &listing->columns[i];
		struct report_cell cell;

		if (!is_shared(listing, column))
			continue;
		cell = column->get(row_at(listing, 0));
		fprintf(out, "%s%s %s%s%s%s", comma, column->heading, cell.text,
			cell.aside ? " (" : "", cell.aside ? cell.aside : "",
			cell.aside ? ")" : "");
		comma = ", ";
	}
	if (!fclose(out))
		return 0;
	free(*said);
	*said = NULL;
	return -ENOMEM;
}

int listing_text(FILE *out, const struct listing *listing, size_t indent, bool shared)
{
	bool *chosen = calloc(listing->column_count + 1, sizeof(*chosen));
	char *said = NULL;
	int error = chosen ? 0 : -ENOMEM;

	if (!error && shared)
		error = say_shared(listing, &said);
	if (!error && said && *said)
		wrap_print_at(out, (int)indent, (int)indent + 2, said);
	if (!error) {
		choose_columns(listing, shared, chosen);
		error = print_fitting(out, listing, chosen, indent);
	}
	free(said);
	free(chosen);
	return error;
}

int listing_markdown(FILE *out, const struct listing *listing, bool shared)
{
	const struct setting setting = { .decimals = NUMBER_DECIMALS_MAX };
	bool *chosen = calloc(listing->column_count + 1, sizeof(*chosen));
	struct table table = { 0 };
	char *said = NULL;
	int error = chosen ? 0 : -ENOMEM;

	if (!error && shared)
		error = say_shared(listing, &said);
	if (!error && said && *said) {
		table_print_markdown_text(said, out);
		fputs("\n\n", out);
	}
	if (!error) {
		choose_columns(listing, shared, chosen);
		error = make_table(&table, listing, chosen, &setting);
		if (!error)
			table_print_markdown(&table, out);
		table_free(&table);
	}
	free(said);
	free(chosen);
	return error;
}
