// SPDX-License-Identifier: GPL-2.0-only
/*
 * What hyperfine --export-json writes: seconds, and nothing else. A time here is that of one call,
 * in one block; nothing that counts or is an emulator's has a place.
 */
#include <errno.h>
#include <stdlib.h>

#include "export/blocks.h"
#include "export/json.h"
#include "export/name.h"
#include "export/spread.h"
#include "report/cell_json.h"

/* What a shell would say of a run that is not to be relied on: exit code 5, as our own. */
#define UNTRUSTED_CODE 5

static json_t *times_array(const struct export_blocks *blocks)
{
	json_t *times = json_array();

	for (size_t i = 0; i < blocks->count && times; i++) {
		if (json_array_append_new(times, export_json_seconds(blocks->blocks[i].value))) {
			json_decref(times);
			return NULL;
		}
	}
	return times;
}

static json_t *codes_array(size_t count, int code)
{
	json_t *codes = json_array();

	for (size_t i = 0; i < count && codes; i++) {
		if (json_array_append_new(codes, json_integer(code))) {
			json_decref(codes);
			return NULL;
		}
	}
	return codes;
}

static json_t *parameters_object(const struct export_cell *cell)
{
	const struct result_environment *environment = &cell->input->result->environment;

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "workload", cell->workload,
			 "configuration", cell->configuration, "path",
			 cell->path ? cell->path : "unknown", "board", cell->input->board, "kernel",
			 environment->kernel_release ? environment->kernel_release : "unknown",
			 "commit", cell->input->commit);
}

/* user and system are wanted by readers and were not measured: 0, which docs/exports.md says. */
static json_t *result_object(const char *command, const struct export_cell *cell,
			     const struct export_row *row, const struct export_blocks *blocks)
{
	struct export_spread spread = export_spread_of(blocks);
	json_t *deviation = blocks->count > 1 ? export_json_seconds(spread.deviation) : json_null();

	return json_pack("{s:s, s:o, s:o, s:o, s:f, s:f, s:o, s:o, s:o, s:o, s:o}", "command",
			 command, "mean", export_json_seconds(spread.mean), "stddev", deviation,
			 "median", export_json_seconds(row->value.value.number), "user", 0.0,
			 "system", 0.0, "min", export_json_seconds(spread.lowest), "max",
			 export_json_seconds(spread.highest), "times", times_array(blocks),
			 "exit_codes",
			 codes_array(blocks->count, cell->reason ? UNTRUSTED_CODE : 0),
			 "parameters", parameters_object(cell));
}

static int add_cell(void *context, const struct export_block_cell *with)
{
	const struct export_row *row = export_time_row(with->cell);
	const struct export_blocks *blocks = row ? &with->metrics[row->metric] : NULL;
	char *name;
	char *command = NULL;
	int error = -ENOMEM;

	if (!blocks || !blocks->count)
		return 0;
	name = export_cell_name(with->cell->workload, with->cell->configuration, '/', EXPORT_GRAPH);
	if (name && asprintf(&command, "%s%s", row->mark, name) < 0)
		command = NULL;
	if (command &&
	    !json_array_append_new(context, result_object(command, with->cell, row, blocks)))
		error = 0;
	free(name);
	free(command);
	return error;
}

static int write_hyperfine(FILE *out, const struct export_input *inputs, size_t count)
{
	json_t *results = json_array();
	int error = results ? export_each_block_cell(inputs, count, add_cell, results) : -ENOMEM;

	if (!error)
		return cell_json_print(out, json_pack("{s:o}", "results", results));
	json_decref(results);
	return error;
}

static int check(const struct export_input *inputs, size_t count, char why[EXPORT_WHY_SIZE])
{
	return export_check_times(inputs, count, "hyperfine's JSON", why);
}

static const struct export_format hyperfine = {
	.name = "hyperfine",
	.file_name = "hyperfine.json",
	.read_by = "hyperfine's scripts, Bencher (shell_hyperfine)",
	.check = check,
	.write = write_hyperfine,
};
REGISTER_EXPORT(hyperfine);
