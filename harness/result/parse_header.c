// SPDX-License-Identifier: GPL-2.0-only
/*
 * The header record: the plan and the environment.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "result/core_name.h"
#include "result/parse.h"

/* More of a kind in one plan is no plan but a broken file. */
#define CONFIGURATIONS_MAX 1024
#define WORKLOADS_MAX 64
#define EVENTS_MAX 64

static bool is_named(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (!strcmp(names[i], name))
			return true;
	}
	return false;
}

static int bounded_array(const struct member_scope *plan, const char *name, size_t most,
			 const json_t **array)
{
	int error = member_array(plan, name, array);

	if (error)
		return error;
	if (json_array_size(*array) > most)
		return member_refuse(plan->error, "'%s' in %s has more than %zu entries", name,
				     plan->name, most);
	return 0;
}

/* An array of different names, not empty ones. */
static int read_names(const struct member_scope *plan, const char *name, size_t most,
		      const char ***names, size_t *count)
{
	const json_t *array;
	int error = bounded_array(plan, name, most, &array);

	if (error)
		return error;
	*names = calloc(json_array_size(array) + 1, sizeof(**names));
	if (!*names)
		return -ENOMEM;
	for (size_t i = 0; i < json_array_size(array); i++) {
		const char *word = json_string_value(json_array_get(array, i));

		if (!word || !*word)
			return member_refuse(plan->error, "entry %zu of '%s' is not a name", i + 1,
					     name);
		if (is_named(*names, i, word))
			return member_refuse(plan->error, "'%s' names %s twice", name, word);
		(*names)[i] = word;
		*count = i + 1;
	}
	return 0;
}

static int read_workload(const struct member_scope *plan, const json_t *object,
			 struct result_plan *out)
{
	struct member_scope scope = { object, "a workload of the plan", plan->error };
	struct result_workload *workload = &out->workloads[out->workload_count];
	int error;

	if (!json_is_object(object))
		return member_refuse(plan->error, "entry %zu of 'workloads' is not an object",
				     out->workload_count + 1);
	error = member_string(&scope, "name", &workload->name);
	if (!error)
		error = member_optional_string(&scope, "tracee", &workload->tracee);
	if (!error)
		error = member_optional_string(&scope, "varies", &workload->varies);
	if (error)
		return error;
	if (!*workload->name)
		return member_refuse(plan->error, "a workload's name is empty");
	for (size_t i = 0; i < out->workload_count; i++) {
		if (!strcmp(out->workloads[i].name, workload->name))
			return member_refuse(plan->error, "'workloads' names %s twice",
					     workload->name);
	}
	out->workload_count++;
	return 0;
}

static int read_workloads(const struct member_scope *plan, struct result_plan *out)
{
	const json_t *array;
	int error = bounded_array(plan, "workloads", WORKLOADS_MAX, &array);

	if (error)
		return error;
	out->workloads = calloc(json_array_size(array) + 1, sizeof(*out->workloads));
	if (!out->workloads)
		return -ENOMEM;
	for (size_t i = 0; i < json_array_size(array) && !error; i++)
		error = read_workload(plan, json_array_get(array, i), out);
	return error;
}

/* In every table two rows would have one name. */
static int refuse_marks(const struct member_scope *plan, const struct result_plan *out)
{
	for (size_t i = 0; i < out->configuration_count; i++) {
		const char *name = out->configurations[i];

		if (name && !strncmp(name, RESULT_DIRTY_MARK, strlen(RESULT_DIRTY_MARK)))
			return member_refuse(
				plan->error,
				"entry %zu of 'configurations' begins with '%s', which "
				"is a mark of tables",
				i + 1, RESULT_DIRTY_MARK);
	}
	return 0;
}

static int read_plan(const struct member_scope *record, struct result_plan *out)
{
	struct member_scope plan;
	int error = member_object(record, "plan", &plan);

	if (!error)
		error = member_integer(&plan, "seed", &out->seed);
	if (!error)
		error = member_count(&plan, "blocks", &out->blocks);
	if (!error)
		error = member_count(&plan, "calls", &out->calls);
	if (!error)
		error = member_integer(&plan, "cpu", &out->cpu);
	if (!error)
		error = member_optional_boolean(&plan, "allow_dirty", &out->allow_dirty);
	if (!error)
		error = read_names(&plan, "configurations", CONFIGURATIONS_MAX,
				   &out->configurations, &out->configuration_count);
	if (!error)
		error = refuse_marks(&plan, out);
	if (!error)
		error = read_workloads(&plan, out);
	if (!error)
		error = read_names(&plan, "events", EVENTS_MAX, &out->events, &out->event_count);
	if (error)
		return error;
	if (!out->configuration_count || !out->workload_count)
		return member_refuse(record->error, "the plan has no %s",
				     out->workload_count ? "configurations" : "workloads");
	return 0;
}

/* The kernel is an object, or null where nothing of it could be read. */
static int read_kernel(const struct member_scope *environment, struct result_environment *out)
{
	struct member_scope kernel;
	int error;

	if (json_is_null(json_object_get(environment->object, "kernel")))
		return 0;
	error = member_object(environment, "kernel", &kernel);
	if (error)
		return error;
	return member_optional_string(&kernel, "release", &out->kernel_release);
}

static const char *text_or_empty(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text ? text : "";
}

/* By the best that is told: a model's name, else numbers that a reader can look up. */
static void name_cpu(const json_t *cpu, struct result_environment *out)
{
	static const char *const names[] = { "model name", "uarch" };
	const char *midr = text_or_empty(cpu, "midr_el1");
	const char *vendor = text_or_empty(cpu, "mvendorid");
	const char *architecture = text_or_empty(cpu, "marchid");

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && !*out->cpu_name; i++)
		snprintf(out->cpu_name, sizeof(out->cpu_name), "%s", text_or_empty(cpu, names[i]));
	if (*out->cpu_name)
		return;
	if (core_name(midr))
		snprintf(out->cpu_name, sizeof(out->cpu_name), "%s", core_name(midr));
	else if (*midr)
		snprintf(out->cpu_name, sizeof(out->cpu_name), "MIDR %s", midr);
	else if (*vendor || *architecture)
		snprintf(out->cpu_name, sizeof(out->cpu_name), "mvendorid %s, marchid %s", vendor,
			 architecture);
}

/* What is known of the CPU that was measured; older files do not name its PMU. */
static int read_cpu(const struct member_scope *environment, struct result_environment *out)
{
	struct member_scope cpu;

	if (!json_is_object(json_object_get(environment->object, "cpu")))
		return 0;
	if (member_object(environment, "cpu", &cpu))
		return -EBADMSG;
	name_cpu(cpu.object, out);
	return member_optional_string(&cpu, "pmu", &out->pmu);
}

/* What the numbers are of: hardware, an emulator, or nothing that exists. */
static int read_emulation(const struct member_scope *environment, struct result_environment *out)
{
	struct member_scope emulation;
	int error = member_object(environment, "emulation", &emulation);

	if (!error)
		error = member_boolean(&emulation, "emulated", &out->emulated);
	if (!error)
		error = member_boolean(&emulation, "instruction_clock", &out->instruction_clock);
	if (!error)
		error = member_optional_boolean(&emulation, "simulated", &out->simulated);
	if (!error && out->simulated && (out->emulated || out->instruction_clock))
		return member_refuse(environment->error,
				     "'emulation' says simulated and emulated: no machine is both");
	return error;
}

static int read_environment(const struct member_scope *record, struct result_environment *out)
{
	struct member_scope environment;
	int error = member_object(record, "environment", &environment);

	if (!error)
		error = member_string(&environment, "arch", &out->arch);
	if (!error)
		error = member_optional_string(&environment, "board_label", &out->board_label);
	if (!error)
		error = member_optional_string(&environment, "board", &out->board);
	if (!error)
		error = member_optional_string(&environment, "core_type", &out->core_type);
	if (!error)
		error = read_kernel(&environment, out);
	if (!error)
		error = member_optional_string(&environment, "kaslr", &out->kaslr);
	if (!error)
		error = read_cpu(&environment, out);
	if (!error)
		error = read_emulation(&environment, out);
	return error;
}

static int read_counter(const struct member_scope *record, const json_t *object,
			struct result_counter *out)
{
	struct member_scope counter = { object, "an entry of 'counters'", record->error };
	const json_t *read_ns = json_object_get(object, "read_ns");
	int error = 0;

	if (!json_is_object(object))
		return member_refuse(record->error, "an entry of 'counters' is not an object");
	error = member_string(&counter, "name", &out->name);
	if (!error)
		error = member_optional_string(&counter, "pmu", &out->pmu);
	if (!error)
		error = member_optional_string(&counter, "source", &out->source);
	if (!error)
		error = member_optional_string(&counter, "read", &out->read);
	out->read_ns = json_is_number(read_ns) ? json_number_value(read_ns) : -1;
	return error;
}

/* How the events were counted; not in older files. */
static int read_counters(const struct member_scope *record, struct result *result)
{
	const json_t *array = json_object_get(record->object, "counters");
	int error = 0;

	if (!array || json_is_null(array))
		return 0;
	error = bounded_array(record, "counters", EVENTS_MAX, &array);
	if (error)
		return error;
	result->counters = calloc(json_array_size(array) + 1, sizeof(*result->counters));
	if (!result->counters)
		return -ENOMEM;
	for (size_t i = 0; i < json_array_size(array) && !error; i++) {
		error = read_counter(record, json_array_get(array, i), &result->counters[i]);
		result->counter_count = i + 1;
	}
	return error;
}

/* Not in older files. */
static int read_clock(const struct member_scope *record, struct result_clock *out)
{
	struct member_scope clock;
	int error;

	if (!json_is_object(json_object_get(record->object, "clock")))
		return 0;
	error = member_object(record, "clock", &clock);
	if (!error)
		error = member_optional_string(&clock, "name", &out->name);
	if (!error && json_object_get(clock.object, "resolution_ns"))
		error = member_count(&clock, "resolution_ns", &out->resolution_ns);
	return error;
}

int parse_header(const struct member_scope *record, struct result *result)
{
	int64_t schema;
	int error = member_integer(record, "schema", &schema);

	if (error)
		return error;
	if (schema > RESULT_READER_SCHEMA)
		return member_refuse(record->error,
				     "schema %lld is newer than this tracetoll, which reads %d; "
				     "take a newer tracetoll",
				     (long long)schema, RESULT_READER_SCHEMA);
	if (schema != RESULT_READER_SCHEMA)
		return member_refuse(record->error, "there never was a schema %lld",
				     (long long)schema);
	error = read_plan(record, &result->plan);
	if (!error)
		error = read_environment(record, &result->environment);
	if (!error)
		error = read_clock(record, &result->clock);
	if (!error)
		error = read_counters(record, result);
	return error;
}
