// SPDX-License-Identifier: GPL-2.0-only
#include "plot/csv_copy.h"

#include <string.h>

#include "report/column.h"

#define FIELDS_MAX 64

/* Where a line has what it is chosen by. */
struct places {
	size_t workload;
	size_t configuration;
	size_t metric;
};

static size_t find(char *const *fields, size_t count, const char *key)
{
	size_t i = 0;

	while (i < count && strcmp(fields[i], key) != 0)
		i++;
	return i;
}

static bool is_chosen(const struct plot_choice *choice, const struct places *places,
		      char *const *fields, size_t count)
{
	const struct boards *boards = choice->boards;
	const char *name;

	if (places->workload >= count || places->configuration >= count || places->metric >= count)
		return false;
	if (strcmp(fields[places->workload], boards->workloads[choice->workload].name) != 0)
		return false;
	for (size_t m = 0;; m++) {
		if (m == choice->metric_count)
			return false;
		if (!strcmp(fields[places->metric], boards->metrics[choice->metrics[m]].name))
			break;
	}
	name = fields[places->configuration];
	if (!strncmp(name, COLUMN_DIRTY, strlen(COLUMN_DIRTY)))
		name += strlen(COLUMN_DIRTY);
	for (size_t c = 0; c < boards->configuration_count; c++) {
		if (choice->configurations[c] && !strcmp(name, boards->configurations[c]))
			return true;
	}
	return false;
}

static void print_line(FILE *out, const char *first, char *const *fields, size_t count)
{
	plot_csv_field(out, "", first);
	for (size_t i = 1; i < count; i++) {
		fputc(',', out);
		plot_csv_field(out, "", fields[i]);
	}
	fputc('\n', out);
}

void plot_csv_copy(FILE *out, char *csv, const char *board, bool heading,
		   const struct plot_choice *choice)
{
	char *fields[FIELDS_MAX];
	struct places places;
	size_t count;
	char *next = plot_csv_split(csv, fields, FIELDS_MAX, &count);

	if (!next)
		return;
	places.workload = find(fields, count, "workload");
	places.configuration = find(fields, count, "configuration");
	places.metric = find(fields, count, "metric");
	if (heading)
		print_line(out, fields[0], fields, count);
	while ((next = plot_csv_split(next, fields, FIELDS_MAX, &count))) {
		if (!choice || is_chosen(choice, &places, fields, count))
			print_line(out, board, fields, count);
	}
}
