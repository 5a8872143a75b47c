// SPDX-License-Identifier: GPL-2.0-only
/*
 * {"results": [...], "files": [...]}: the rows of the CSV as objects, with more keys, and
 * what the files' headers say. Numbers are numbers; null was not measured.
 */
#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "report/cell_json.h"
#include "report/clock_name.h"
#include "report/column.h"
#include "report/format.h"

static json_t *row_object(const struct report_row *row)
{
	size_t count;
	const struct column *columns = column_rows(&count);
	json_t *object = json_object();

	for (size_t i = 0; i < count && object; i++) {
		struct report_cell cell;

		if (!columns[i].key)
			continue;
		cell = columns[i].get(row);
		if (json_object_set_new(object, columns[i].key, cell_json(&cell))) {
			json_decref(object);
			return NULL;
		}
	}
	return object;
}

static json_t *integer_object(int64_t number)
{
	return number ? json_integer((json_int_t)number) : json_null();
}

static json_t *file_object(const struct result *result)
{
	bool complete = result->ended && !strcmp(result->end_status, "complete");

	return json_pack(
		"{s:s, s:s?, s:s?, s:s?, s:s?, s:I, s:I, s:I, s:s, s:b, s:b, s:b, s:s?, s:s?, s:o}",
		"arch", result->environment.arch, "kernel", result->environment.kernel_release,
		"board", result->environment.board, "board_label", result->environment.board_label,
		"core_type", result->environment.core_type, "cpu", (json_int_t)result->plan.cpu,
		"seed", (json_int_t)result->plan.seed, "blocks", (json_int_t)result->plan.blocks,
		"clock", clock_name(result), "simulated", (int)result->environment.simulated,
		"complete", (int)complete, "allow_dirty", (int)result->plan.allow_dirty,
		"stopped_by", result->stop.by, "stop", result->stop.text, "engine_ns_per_sample",
		integer_object(result->engine_ns));
}

static int add_input(json_t *results, json_t *files, const struct summary *summary)
{
	struct report_row row = { .summary = summary };

	for (size_t c = 0; c < summary->cell_count; c++) {
		row.cell = &summary->cells[c];
		for (row.metric = 0; row.metric < summary->metric_count; row.metric++) {
			if (json_array_append_new(results, row_object(&row)))
				return -ENOMEM;
		}
	}
	return json_array_append_new(files, file_object(summary->result)) ? -ENOMEM : 0;
}

int format_json(FILE *out, const struct format_input *inputs, size_t count, json_t *more)
{
	json_t *results = json_array();
	json_t *files = json_array();
	json_t *root = json_pack("{s:O, s:O}", "results", results, "files", files);
	int error = root && more ? 0 : -ENOMEM;

	for (size_t i = 0; i < count && !error; i++)
		error = add_input(results, files, &inputs[i].summary);
	if (!error && json_object_update(root, more))
		error = -ENOMEM;
	if (!error)
		error = cell_json_print(out, json_incref(root));
	json_decref(more);
	json_decref(root);
	json_decref(results);
	json_decref(files);
	return error;
}
