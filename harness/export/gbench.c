// SPDX-License-Identifier: GPL-2.0-only
/*
 * What Google Benchmark writes with --benchmark_format=json: a repetition for each block, then the
 * aggregates. Times are its values; all other metrics and the overheads are user counters.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "export/blocks.h"
#include "export/json.h"
#include "export/name.h"
#include "export/spread.h"
#include "report/cell_json.h"
#include "report/clock_name.h"

/* One cell on its way into the array. */
struct run {
	json_t *benchmarks;
	const struct export_block_cell *with;
	const struct export_row *time;
	const struct export_blocks *blocks; /* of the time */
	const char *name;
	json_int_t family;
};

static struct value plain(double number)
{
	return (struct value){ .number = number, .whole = number == rint(number) };
}

static int set_counter(json_t *object, const struct export_row *row, const char *kind,
		       struct value value)
{
	char *name = export_metric_name(row->name, EXPORT_GRAPH, EXPORT_NAME_MAX);
	char *key = NULL;
	int error = -ENOMEM;

	if (name && asprintf(&key, "%s%s%s", row->mark, name, kind) >= 0)
		error = export_json_set(object, key, export_json_number(value));
	else
		key = NULL;
	free(name);
	free(key);
	return error;
}

/* What every entry begins with. */
static json_t *entry_object(const struct run *run, const char *suffix, const char *type)
{
	char *name;
	json_t *entry;

	if (asprintf(&name, "%s%s", run->name, suffix) < 0)
		return NULL;
	entry = json_pack("{s:s, s:I, s:i, s:s, s:s, s:I, s:i}", "name", name, "family_index",
			  run->family, "per_family_instance_index", 0, "run_name", run->name,
			  "run_type", type, "repetitions", (json_int_t)run->blocks->count,
			  "threads", 1);
	free(name);
	return entry;
}

/*
 * The thread has its CPU to itself while it is measured, so that its CPU time is its real time;
 * readers want both.
 */
static int set_times(json_t *entry, struct value time, json_int_t iterations)
{
	if (export_json_set(entry, "iterations", json_integer(iterations)) ||
	    export_json_set(entry, "real_time", export_json_number(time)) ||
	    export_json_set(entry, "cpu_time", export_json_number(time)) ||
	    export_json_set(entry, "time_unit", json_string("ns")))
		return -ENOMEM;
	return 0;
}

static const struct export_block *find_block(const struct export_blocks *blocks, int64_t id)
{
	for (size_t i = 0; i < blocks->count; i++) {
		if (blocks->blocks[i].id == id)
			return &blocks->blocks[i];
	}
	return NULL;
}

static int set_block_counters(json_t *entry, const struct run *run, int64_t id)
{
	const struct export_cell *cell = run->with->cell;
	int error = 0;

	for (size_t i = 0; i < cell->row_count && !error; i++) {
		const struct export_row *row = &cell->rows[i];
		const struct export_block *block = find_block(&run->with->metrics[row->metric], id);

		if (block && row != run->time)
			error = set_counter(entry, row, "", plain(block->value));
		if (block && !error && block->has_overhead)
			error = set_counter(entry, row, "-overhead", plain(block->overhead));
	}
	return error;
}

static int add_repetition(const struct run *run, size_t at)
{
	const struct export_block *block = &run->blocks->blocks[at];
	json_t *entry = entry_object(run, "", "iteration");

	if (!entry || export_json_set(entry, "repetition_index", json_integer((json_int_t)at)) ||
	    set_times(entry, plain(block->value), run->with->calls) ||
	    set_block_counters(entry, run, block->id)) {
		json_decref(entry);
		return -ENOMEM;
	}
	return json_array_append_new(run->benchmarks, entry) ? -ENOMEM : 0;
}

static int add_aggregate(const struct run *run, const char *aggregate, struct value time)
{
	char *suffix;
	json_t *entry;

	if (asprintf(&suffix, "_%s", aggregate) < 0)
		return -ENOMEM;
	entry = entry_object(run, suffix, "aggregate");
	free(suffix);
	if (!entry || export_json_set(entry, "aggregate_name", json_string(aggregate)) ||
	    export_json_set(entry, "aggregate_unit", json_string("time")) ||
	    set_times(entry, time, (json_int_t)run->blocks->count)) {
		json_decref(entry);
		return -ENOMEM;
	}
	return json_array_append_new(run->benchmarks, entry) ? -ENOMEM : 0;
}

static int add_aggregates(const struct run *run)
{
	struct export_spread spread = export_spread_of(run->blocks);
	const struct export_figure *value = &run->time->value;
	int error = add_aggregate(run, "mean", plain(spread.mean));

	if (!error)
		error = add_aggregate(run, "median", value->value);
	if (!error && run->blocks->count > 1)
		error = add_aggregate(run, "stddev", plain(spread.deviation));
	if (!error && value->bounded)
		error = add_aggregate(run, "low", value->low);
	if (!error && value->bounded)
		error = add_aggregate(run, "high", value->high);
	return error;
}

/*
 * As a benchmark that gave up, but without its times, which would be 0. compare.py does not look
 * at errors: of an aggregate with a name of its own it asks for no time.
 */
static int add_error(const struct run *run, const char *member, const char *message)
{
	json_t *entry = entry_object(run, "_error", "aggregate");

	if (!entry || export_json_set(entry, "aggregate_name", json_string("error")) ||
	    export_json_set(entry, member, json_true()) ||
	    export_json_set(entry, !strcmp(member, "skipped") ? "skip_message" : "error_message",
			    json_string(message ? message : ""))) {
		json_decref(entry);
		return -ENOMEM;
	}
	return json_array_append_new(run->benchmarks, entry) ? -ENOMEM : 0;
}

static int add_run(struct run *run)
{
	const struct export_cell *cell = run->with->cell;
	int error = 0;

	if (cell->status == EXPORT_UNAVAILABLE)
		return add_error(run, "skipped", cell->reason);
	if (!run->time || cell->reason)
		return add_error(run, "error_occurred", cell->reason);
	for (size_t i = 0; i < run->blocks->count && !error; i++)
		error = add_repetition(run, i);
	return error ? error : add_aggregates(run);
}

static int add_cell(void *context, const struct export_block_cell *with)
{
	static const struct export_blocks none;
	struct run run = {
		.benchmarks = context,
		.with = with,
		.time = export_time_row(with->cell),
		.blocks = &none,
		.family = (json_int_t)(with->cell->cell - with->cell->input->summary.cells),
	};
	bool simulated = with->cell->input->result->environment.simulated;
	char *cell = export_cell_name(with->cell->workload, with->cell->configuration, '/',
				      EXPORT_GRAPH);
	char *name = NULL;
	int error = -ENOMEM;

	if (run.time)
		run.blocks = &with->metrics[run.time->metric];
	if (cell && asprintf(&name, "%s%s", simulated ? "simulated-" : "", cell) >= 0) {
		run.name = name;
		error = add_run(&run);
	} else {
		name = NULL;
	}
	free(cell);
	free(name);
	return error;
}

/* What is not known of the machine is left out; what readers ask for is there. */
static json_t *context_object(const struct export_input *input)
{
	const struct result *result = input->result;
	const char *started = export_header_text(result, "started", NULL);
	const char *version = export_header_text(result, "tool", "version");
	const char *release = result->environment.kernel_release;

	return json_pack("{s:s, s:s, s:s, s:[], s:i, s:s, s:s, s:s, s:s, s:s}", "date",
			 started ? started : "", "host_name", input->board, "executable",
			 "tracetoll", "caches", "json_schema_version", 1, "tracetoll_version",
			 version ? version : "", "arch", result->environment.arch, "kernel",
			 release ? release : "", "commit", input->commit, "clock",
			 clock_name(result));
}

static int write_gbench(FILE *out, const struct export_input *inputs, size_t count)
{
	json_t *benchmarks = json_array();
	int error =
		benchmarks ? export_each_block_cell(inputs, count, add_cell, benchmarks) : -ENOMEM;

	if (!error)
		return cell_json_print(out, json_pack("{s:o, s:o}", "context",
						      context_object(&inputs[0]), "benchmarks",
						      benchmarks));
	json_decref(benchmarks);
	return error;
}

static int check(const struct export_input *inputs, size_t count, char why[EXPORT_WHY_SIZE])
{
	return export_check_times(inputs, count, "Google Benchmark's JSON", why);
}

static const struct export_format gbench = {
	.name = "gbench",
	.file_name = "gbench.json",
	.read_by = "Google Benchmark's compare.py",
	.check = check,
	.write = write_gbench,
};
REGISTER_EXPORT(gbench);
