// SPDX-License-Identifier: GPL-2.0-only
/*
 * Samples for programs: a line or an object for each.
 */
#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "report/cell_json.h"
#include "report/column.h"
#include "report/csv.h"
#include "report/samples_format.h"

/* A sample of a cell, and the row of the table that it is of. */
struct sample_row {
	struct report_row of;
	size_t boot; /* which of the files, from 1 */
	const struct sample_value *sample;
};

static struct report_cell get_boot(const struct sample_row *row)
{
	return cell_of_count(row->boot);
}

static struct report_cell get_load(const struct sample_row *row)
{
	return cell_of_count((size_t)row->sample->load);
}

static struct report_cell get_block(const struct sample_row *row)
{
	return cell_of_count((size_t)row->sample->block);
}

static struct report_cell get_index(const struct sample_row *row)
{
	return cell_of_count((size_t)row->sample->index);
}

static struct report_cell get_value(const struct sample_row *row)
{
	return cell_of_value(row->sample->value);
}

static struct report_cell get_overhead(const struct sample_row *row)
{
	if (!row->sample->has_overhead)
		return cell_empty();
	return cell_of_value(row->sample->overhead);
}

/* Behind the columns of a report that say which cell it is. */
static const struct {
	const char *key;
	struct report_cell (*get)(const struct sample_row *row);
} columns[] = {
	{ "boot", get_boot },    { "load", get_load },   { "block", get_block },
	{ "sample", get_index }, { "value", get_value }, { "overhead", get_overhead },
};

#define COLUMN_COUNT (sizeof(columns) / sizeof(columns[0]))

/* These columns say which cell it is: all before its numbers. */
static const struct column *cell_columns(size_t *count)
{
	size_t all;
	const struct column *rows = column_rows(&all);

	*count = 0;
	while (*count < all && strcmp(rows[*count].key, "value"))
		(*count)++;
	return rows;
}

static void csv_keys(FILE *out)
{
	size_t count;
	const struct column *cells = cell_columns(&count);

	for (size_t i = 0; i < count; i++)
		fprintf(out, "%s,", cells[i].key);
	for (size_t i = 0; i < COLUMN_COUNT; i++)
		fprintf(out, "%s%s", i ? "," : "", columns[i].key);
	fputc('\n', out);
}

static int csv_row(FILE *out, const struct sample_row *row)
{
	size_t count;
	const struct column *cells = cell_columns(&count);
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		struct report_cell cell = cells[i].get(&row->of);

		error = csv_cell(out, &cell);
		fputc(',', out);
	}
	for (size_t i = 0; i < COLUMN_COUNT && !error; i++) {
		struct report_cell cell = columns[i].get(row);

		if (i)
			fputc(',', out);
		error = csv_cell(out, &cell);
	}
	fputc('\n', out);
	return error;
}

static int csv_cell_samples(void *context, const struct format_input *input, size_t boot,
			    const struct summary_cell *cell, size_t metric,
			    const struct cell_samples *samples)
{
	struct sample_row row = {
		.of = { .summary = &input->summary, .cell = cell, .metric = metric },
		.boot = boot,
	};
	int error = 0;

	for (size_t i = 0; i < samples->count && !error; i++) {
		row.sample = &samples->values[i];
		error = csv_row(context, &row);
	}
	return error;
}

int samples_csv(FILE *out, const struct format_input *inputs, size_t count)
{
	return samples_csv_of_metric(out, inputs, count, NULL);
}

int samples_csv_of_metric(FILE *out, const struct format_input *inputs, size_t count,
			  const char *metric)
{
	csv_keys(out);
	return samples_walk(inputs, count, metric, csv_cell_samples, out);
}

static json_t *row_object(const struct sample_row *row)
{
	size_t count;
	const struct column *cells = cell_columns(&count);
	json_t *object = json_object();
	int error = object ? 0 : -ENOMEM;

	for (size_t i = 0; i < count && !error; i++) {
		struct report_cell cell = cells[i].get(&row->of);

		error = json_object_set_new(object, cells[i].key, cell_json(&cell));
	}
	for (size_t i = 0; i < COLUMN_COUNT && !error; i++) {
		struct report_cell cell = columns[i].get(row);

		error = json_object_set_new(object, columns[i].key, cell_json(&cell));
	}
	if (!error)
		return object;
	json_decref(object);
	return NULL;
}

static int json_cell_samples(void *context, const struct format_input *input, size_t boot,
			     const struct summary_cell *cell, size_t metric,
			     const struct cell_samples *samples)
{
	struct sample_row row = {
		.of = { .summary = &input->summary, .cell = cell, .metric = metric },
		.boot = boot,
	};

	for (size_t i = 0; i < samples->count; i++) {
		row.sample = &samples->values[i];
		if (json_array_append_new(context, row_object(&row)))
			return -ENOMEM;
	}
	return 0;
}

int samples_json(FILE *out, const struct format_input *inputs, size_t count)
{
	json_t *samples = json_array();
	json_t *root = json_pack("{s:O}", "samples", samples);
	int error = root ? samples_walk(inputs, count, NULL, json_cell_samples, samples) : -ENOMEM;

	if (!error)
		error = cell_json_print(out, json_incref(root));
	json_decref(root);
	json_decref(samples);
	return error;
}
