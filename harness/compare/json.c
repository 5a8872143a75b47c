// SPDX-License-Identifier: GPL-2.0-only
/*
 * All of a comparison as one object; docs/comparing.md explains the keys. Numbers are numbers;
 * null was not measured.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "compare/column.h"
#include "compare/events.h"
#include "compare/format.h"
#include "report/cell_json.h"
#include "report/wrap.h"

/* The name of a file may be any bytes; what is no UTF-8 becomes '?'. */
static json_t *name_json(const char *name)
{
	json_t *object = json_string(name);
	char *copy;

	if (object)
		return object;
	copy = strdup(name);
	for (char *c = copy; c && *c; c++)
		*c = wrap_printable(*c);
	object = copy ? json_string(copy) : NULL;
	free(copy);
	return object;
}

static json_t *row_json(const struct difference *row)
{
	size_t count;
	const struct difference_column *columns = difference_columns(&count);
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

static json_t *rows_json(const struct difference_table *table)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < table->count && rows; i++) {
		if (json_array_append_new(rows, row_json(&table->rows[i]))) {
			json_decref(rows);
			return NULL;
		}
	}
	return rows;
}

static json_t *file_json(const struct compare_file *file)
{
	const struct result_environment *environment = &file->result.environment;

	return json_pack("{s:o, s:s?, s:s?, s:s?, s:s?, s:b, s:b, s:b, s:I, s:I, s:I, s:I, s:b}",
			 "name", name_json(file->name), "kernel", environment->kernel_release,
			 "arch", environment->arch, "board", environment->board, "core_type",
			 environment->core_type, "emulated", (int)environment->emulated,
			 "instruction_clock", (int)environment->instruction_clock, "simulated",
			 (int)environment->simulated, "seed", (json_int_t)file->result.plan.seed,
			 "blocks", (json_int_t)summary_complete_blocks(&file->summary), "valid",
			 (json_int_t)file->summary.usable, "invalid",
			 (json_int_t)file->summary.invalid, "complete",
			 (int)result_is_complete(&file->result));
}

static json_t *side_json(const struct compare_side *side)
{
	json_t *files = json_array();

	for (size_t i = 0; i < side->count && files; i++) {
		if (json_array_append_new(files, file_json(&side->files[i]))) {
			json_decref(files);
			return NULL;
		}
	}
	return files;
}

static json_t *environment_json(const struct environment_differences *environment)
{
	json_t *rows = json_array();

	for (size_t i = 0; environment && i < environment->count && rows; i++) {
		const struct environment_difference *row = &environment->rows[i];

		if (json_array_append_new(rows, json_pack("{s:s, s:s, s:s, s:s}", "group",
							  environment_group_name(row->group),
							  "what", row->what, "before", row->before,
							  "after", row->after))) {
			json_decref(rows);
			return NULL;
		}
	}
	return rows;
}

/* What text says of it, too; NULL when memory ran out. */
static json_t *events_json(const struct difference_table *table)
{
	struct notes lines = { 0 };
	json_t *events = events_add(&lines, table) ? NULL : json_array();

	for (size_t i = 0; i < lines.count && events; i++) {
		if (json_array_append_new(events, name_json(lines.lines[i]))) {
			json_decref(events);
			events = NULL;
		}
	}
	notes_free(&lines);
	return events;
}

static json_t *doubts_json(const struct compare_print_settings *settings)
{
	json_t *doubts = json_array();

	for (size_t i = 0; i < settings->doubt_count && doubts; i++) {
		if (json_array_append_new(doubts, name_json(settings->doubts[i]))) {
			json_decref(doubts);
			return NULL;
		}
	}
	return doubts;
}

static json_t *tally_json(const struct difference_table *table)
{
	return json_pack("{s:I, s:I, s:I, s:I}", "changed_paths", (json_int_t)table->changed_paths,
			 "more", (json_int_t)table->regressions, "less",
			 (json_int_t)table->improvements, "undecided",
			 (json_int_t)table->undecided);
}

int difference_json(FILE *out, const struct compare_print_settings *settings,
		    const struct difference_table *table)
{
	json_t *root = json_pack(
		"{s:o, s:o, s:o, s:o, s:f, s:b, s:o, s:o, s:o}", "before", side_json(table->before),
		"after", side_json(table->after), "environment",
		environment_json(table->environment), "tally", tally_json(table), "floor_percent",
		table->floor_percent, "floor_is_given", (int)table->floor_is_given, "results",
		rows_json(table), "events", events_json(table), "doubts", doubts_json(settings));

	return cell_json_print(out, root);
}
