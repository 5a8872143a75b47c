// SPDX-License-Identifier: GPL-2.0-only
/*
 * {"results": [...], "files": [...]}: the rows of the CSV as objects, with more keys, and
 * what the files' headers say. Numbers are numbers; null was not measured.
 */
#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/column.h"
#include "report/format.h"

/* Digits that a double holds whatever they are. */
#define REAL_DIGITS 15

/* What fits into JSON's integers without a change. */
#define INTEGER_BELOW 9007199254740992.0

static json_t *number_object(struct value value)
{
	char text[NUMBER_SIZE];

	if (value.whole && fabs(value.number) < INTEGER_BELOW)
		return json_integer((json_int_t)value.number);
	/* The same digits as in CSV. */
	number_for_programs(text, value);
	return json_real(strtod(text, NULL));
}

static json_t *text_object(const struct report_cell *cell)
{
	char *text = column_text(cell);
	json_t *object = text ? json_string(text) : NULL;

	free(text);
	return object;
}

static json_t *cell_object(const struct report_cell *cell)
{
	switch (cell->kind) {
	case REPORT_TEXT:
		return text_object(cell);
	case REPORT_COUNT:
		return json_integer((json_int_t)cell->count);
	case REPORT_VALUE:
	case REPORT_RATIO:
		return number_object(cell->value);
	case REPORT_PROBABILITY:
		return json_real(cell->value.number);
	case REPORT_EMPTY:
	case REPORT_RANGE:
	case REPORT_HALF:
		break;
	}
	return json_null();
}

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
		if (json_object_set_new(object, columns[i].key, cell_object(&cell))) {
			json_decref(object);
			return NULL;
		}
	}
	return object;
}

static const char *clock_name(const struct result *result)
{
	if (result->environment.instruction_clock)
		return "instruction";
	return result->environment.emulated ? "emulated" : "hardware";
}

static json_t *integer_object(int64_t number)
{
	return number ? json_integer((json_int_t)number) : json_null();
}

static json_t *file_object(const struct result *result)
{
	bool complete = result->ended && !strcmp(result->end_status, "complete");

	return json_pack("{s:s, s:s?, s:s?, s:s?, s:I, s:I, s:I, s:s, s:b, s:b, s:s?, s:s?, s:o}",
			 "arch", result->environment.arch, "kernel",
			 result->environment.kernel_release, "board", result->environment.board,
			 "core_type", result->environment.core_type, "cpu",
			 (json_int_t)result->plan.cpu, "seed", (json_int_t)result->plan.seed,
			 "blocks", (json_int_t)result->plan.blocks, "clock", clock_name(result),
			 "complete", (int)complete, "allow_dirty", (int)result->plan.allow_dirty,
			 "stopped_by", result->stop.by, "stop", result->stop.text,
			 "engine_ns_per_sample", integer_object(result->engine_ns));
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

int format_json(FILE *out, const struct format_input *inputs, size_t count)
{
	json_t *results = json_array();
	json_t *files = json_array();
	json_t *root = json_pack("{s:O, s:O}", "results", results, "files", files);
	int error = root ? 0 : -ENOMEM;

	for (size_t i = 0; i < count && !error; i++)
		error = add_input(results, files, &inputs[i].summary);
	if (!error && json_dumpf(root, out, JSON_INDENT(2) | JSON_REAL_PRECISION(REAL_DIGITS)))
		error = -ENOMEM;
	if (!error)
		fputc('\n', out);
	json_decref(root);
	json_decref(results);
	json_decref(files);
	return error;
}
