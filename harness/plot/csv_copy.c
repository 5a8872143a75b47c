// SPDX-License-Identifier: GPL-2.0-only
#include "plot/csv_copy.h"

#include <string.h>

#include "report/column.h"

#define FIELDS_MAX 64

static void print_line(FILE *out, const char *first, char *const *fields, size_t count)
{
	plot_csv_field(out, "", first);
	for (size_t i = 1; i < count; i++) {
		fputc(',', out);
		plot_csv_field(out, "", fields[i]);
	}
	fputc('\n', out);
}

void plot_csv_copy(FILE *out, char *csv, const char *board, bool heading)
{
	char *fields[FIELDS_MAX];
	size_t count;
	char *next = plot_csv_split(csv, fields, FIELDS_MAX, &count);

	if (next && heading)
		print_line(out, fields[0], fields, count);
	while (next && (next = plot_csv_split(next, fields, FIELDS_MAX, &count)))
		print_line(out, board, fields, count);
}

static size_t find_field(char *const *fields, size_t count, const char *key)
{
	size_t i = 0;

	while (i < count && strcmp(fields[i], key) != 0)
		i++;
	return i;
}

/* Whether the field is what was printed of the name. */
static bool is_printed(const char *field, const char *name)
{
	while (*name && *field == plot_csv_byte(*name)) {
		field++;
		name++;
	}
	return !*name && !*field;
}

void plot_csv_pick(FILE *out, char *csv, const char *workload, const char *metric)
{
	char *fields[FIELDS_MAX];
	size_t count;
	char *next = plot_csv_split(csv, fields, FIELDS_MAX, &count);
	size_t at_workload = next ? find_field(fields, count, "workload") : 0;
	size_t at_metric = next ? find_field(fields, count, "metric") : 0;

	if (next)
		print_line(out, fields[0], fields, count);
	while (next && (next = plot_csv_split(next, fields, FIELDS_MAX, &count))) {
		if (at_workload < count && at_metric < count &&
		    is_printed(fields[at_workload], workload) &&
		    is_printed(fields[at_metric], metric))
			print_line(out, fields[0], fields, count);
	}
}

void plot_csv_sort(char *csv, const char *board,
		   FILE *(*find)(void *context, const char *workload, const char *metric),
		   void *context)
{
	char *fields[FIELDS_MAX];
	size_t count;
	char *next = plot_csv_split(csv, fields, FIELDS_MAX, &count);
	size_t workload = next ? find_field(fields, count, "workload") : 0;
	size_t metric = next ? find_field(fields, count, "metric") : 0;

	while (next && (next = plot_csv_split(next, fields, FIELDS_MAX, &count))) {
		FILE *out = workload < count && metric < count
				    ? find(context, fields[workload], fields[metric])
				    : NULL;

		if (out)
			print_line(out, board, fields, count);
	}
}

/* Without the mark of one that was measured beside another tracer. */
static bool is_chosen(const struct plot_choice *choice, const char *name)
{
	const struct boards *boards = choice->boards;

	if (!strncmp(name, COLUMN_DIRTY, strlen(COLUMN_DIRTY)))
		name += strlen(COLUMN_DIRTY);
	for (size_t c = 0; c < boards->configuration_count; c++) {
		if (choice->configurations[c] && !strcmp(name, boards->configurations[c]))
			return true;
	}
	return false;
}

/* How many fields stand before the key: the keys of a heading need no quotes. */
static size_t count_before(const char *heading, const char *key)
{
	size_t before = 0;

	for (; strncmp(heading, key, strlen(key)) != 0; before++) {
		heading += strcspn(heading, ",");
		if (!*heading++)
			return FIELDS_MAX;
	}
	return before;
}

void plot_csv_choose(FILE *out, const char *heading, char *lines, const struct plot_choice *choice)
{
	size_t configuration = count_before(heading, "configuration,");
	char *fields[FIELDS_MAX];
	size_t count;
	char *next = lines;

	while ((next = plot_csv_split(next, fields, FIELDS_MAX, &count))) {
		if (configuration < count && is_chosen(choice, fields[configuration]))
			print_line(out, fields[0], fields, count);
	}
}
