// SPDX-License-Identifier: GPL-2.0-only
#include "export/otava_table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "export/name.h"

/* A run on its way into the table. */
struct filling {
	struct otava_table *table;
	size_t run;
	size_t at; /* the column behind the last one: mostly the next run has the same order */
};

const char *otava_time(const struct export_input *input)
{
	const char *started = export_header_text(input->result, "started", NULL);

	return started ? started : "";
}

/* UTC in one form sorts by its characters; of one time the first that was named is first. */
static int compare_runs(const void *a, const void *b)
{
	const struct export_input *left = *(const struct export_input *const *)a;
	const struct export_input *right = *(const struct export_input *const *)b;
	int order = strcmp(otava_time(left), otava_time(right));

	return order ? order : (left > right) - (left < right);
}

static struct otava_column *add_column(struct filling *filling, const char *name, bool tracked)
{
	struct otava_table *table = filling->table;
	struct otava_column *columns =
		reallocarray(table->columns, table->column_count + 1, sizeof(*columns));
	struct otava_column *column;

	if (!columns)
		return NULL;
	table->columns = columns;
	column = &columns[table->column_count];
	*column = (struct otava_column){
		.name = strdup(name),
		.tracked = tracked,
		.figures = calloc(table->run_count, sizeof(*column->figures)),
	};
	table->column_count++;
	return column->name && column->figures ? column : NULL;
}

static struct otava_column *find_column(struct filling *filling, const char *name)
{
	struct otava_table *table = filling->table;

	for (size_t i = 0; i < table->column_count; i++) {
		size_t at = (filling->at + i) % table->column_count;

		if (strcmp(table->columns[at].name, name) != 0)
			continue;
		filling->at = at + 1;
		return &table->columns[at];
	}
	return NULL;
}

static int set_figure(struct filling *filling, const char *cell, const struct export_row *row,
		      const struct export_figure *figure, bool tracked)
{
	const char *kind = figure == &row->overhead ? "-overhead" : "";
	char *metric = export_metric_name(row->name, EXPORT_GRAPH, EXPORT_NAME_MAX);
	struct otava_column *column = NULL;
	char *name = NULL;

	if (metric && asprintf(&name, "%s/%s%s%s", cell, row->mark, metric, kind) >= 0) {
		column = find_column(filling, name);
		if (!column)
			column = add_column(filling, name, tracked);
	} else {
		name = NULL;
	}
	if (column)
		column->figures[filling->run] = *figure;
	free(metric);
	free(name);
	return column ? 0 : -ENOMEM;
}

static int add_cell(void *context, const struct export_cell *cell)
{
	char *name = export_cell_name(cell->workload, cell->configuration, '/', EXPORT_GRAPH);
	int error = name ? 0 : -ENOMEM;

	for (size_t i = 0; i < cell->row_count && !error; i++) {
		const struct export_row *row = &cell->rows[i];

		error = set_figure(context, name, row, &row->value, cell->baseline);
		if (!error && row->overhead.known)
			error = set_figure(context, name, row, &row->overhead, true);
	}
	free(name);
	return error;
}

/* A run that is not to be relied on is a hole, as in our own history. */
static void choose_runs(struct otava_table *table, const struct export_input *inputs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (inputs[i].trust.measured && !*inputs[i].trust.reasons)
			table->runs[table->run_count++] = &inputs[i];
	}
	qsort(table->runs, table->run_count, sizeof(const struct export_input *), compare_runs);
}

int otava_table_make(struct otava_table *table, const struct export_input *inputs, size_t count)
{
	struct filling filling = { .table = table };
	int error = 0;

	*table = (struct otava_table){
		.runs = calloc(count + 1, sizeof(const struct export_input *)),
	};
	if (!table->runs)
		return -ENOMEM;
	choose_runs(table, inputs, count);
	for (; filling.run < table->run_count && !error; filling.run++)
		error = export_each_cell(table->runs[filling.run], 1, add_cell, &filling);
	for (size_t c = 0; c < table->column_count && !error; c++) {
		for (size_t r = 0; r < table->run_count; r++)
			table->columns[c].holes += !table->columns[c].figures[r].known;
	}
	return error;
}

void otava_table_free(struct otava_table *table)
{
	for (size_t i = 0; i < table->column_count; i++) {
		free(table->columns[i].name);
		free(table->columns[i].figures);
	}
	free(table->columns);
	free(table->runs);
}

int otava_check(const struct export_input *inputs, size_t count, char why[EXPORT_WHY_SIZE])
{
	for (size_t i = 0; i < count; i++) {
		if (!*otava_time(&inputs[i])) {
			snprintf(why, EXPORT_WHY_SIZE,
				 "%s does not say when it began, and a row of Otava's has a time; "
				 "leave it out",
				 inputs[i].name);
			return -EINVAL;
		}
		if (!strcmp(inputs[0].board, inputs[i].board))
			continue;
		snprintf(why, EXPORT_WHY_SIZE,
			 "%s and %s are of two boards, and a table of Otava's is of one; export "
			 "each board by itself",
			 inputs[0].name, inputs[i].name);
		return -EINVAL;
	}
	return 0;
}
