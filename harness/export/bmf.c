// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bencher Metric Format, https://bencher.dev/docs/reference/bencher-metric-format/: benchmark,
 * measure, and a value with its interval. The board is Bencher's testbed, and so in no name.
 */
#include <errno.h>
#include <stdlib.h>

#include "export/cell.h"
#include "export/json.h"
#include "export/name.h"
#include "report/cell_json.h"

/* A slug has 64 at most; a mark goes before it, and "-ns-overhead" behind. */
#define MEASURE_MAX 40

/* Bencher keeps such a benchmark's numbers, and alerts nobody. */
#define IGNORE_SUFFIX "-bencher-ignore"

static json_t *metric_object(const struct export_figure *figure)
{
	json_t *object = json_object();

	if (!object || export_json_set(object, "value", export_json_number(figure->value)) ||
	    (figure->bounded &&
	     (export_json_set(object, "lower_value", export_json_number(figure->low)) ||
	      export_json_set(object, "upper_value", export_json_number(figure->high))))) {
		json_decref(object);
		return NULL;
	}
	return object;
}

static int add_measure(json_t *measures, const struct export_row *row,
		       const struct export_figure *figure, const char *kind)
{
	char *slug = export_metric_name(row->name, EXPORT_SLUG, MEASURE_MAX);
	char *measure = NULL;
	int error = -ENOMEM;

	if (slug &&
	    asprintf(&measure, "%s%s%s%s", row->mark, slug, row->time ? "-ns" : "", kind) >= 0)
		error = export_json_set(measures, measure, metric_object(figure));
	else
		measure = NULL;
	free(slug);
	free(measure);
	return error;
}

static int add_measures(json_t *measures, const struct export_cell *cell)
{
	int error = 0;

	for (size_t i = 0; i < cell->row_count && !error; i++) {
		const struct export_row *row = &cell->rows[i];

		error = add_measure(measures, row, &row->value, "");
		if (!error && row->overhead.known)
			error = add_measure(measures, row, &row->overhead, "-overhead");
	}
	return error;
}

static int add_cell(void *context, const struct export_cell *cell)
{
	json_t *benchmarks = context;
	json_t *measures;
	char *name;
	char *whole = NULL;
	int error = -ENOMEM;

	if (cell->status != EXPORT_MEASURED)
		return 0;
	measures = json_object();
	name = export_cell_name(cell->workload, cell->configuration, '/', EXPORT_GRAPH);
	if (name && asprintf(&whole, "%s%s", name, cell->reason ? IGNORE_SUFFIX : "") < 0)
		whole = NULL;
	if (whole && measures)
		error = add_measures(measures, cell);
	if (!error)
		error = export_json_set(benchmarks, whole, json_incref(measures));
	json_decref(measures);
	free(name);
	free(whole);
	return error;
}

static int write_bmf(FILE *out, const struct export_input *inputs, size_t count)
{
	json_t *benchmarks = json_object();
	int error = benchmarks ? export_each_cell(inputs, count, add_cell, benchmarks) : -ENOMEM;

	if (!error)
		return cell_json_print(out, benchmarks);
	json_decref(benchmarks);
	return error;
}

static const struct export_format bmf = {
	.name = "bmf",
	.file_name = "results.json",
	.read_by = "Bencher (--adapter json)",
	.write = write_bmf,
};
REGISTER_EXPORT(bmf);
