// SPDX-License-Identifier: GPL-2.0-only
/*
 * The records after the header: samples, events and the end.
 */
#include "result/parse.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Room for one more element; the array doubles from nothing. NULL: no memory. */
static void *grow(void *array, size_t count, size_t element_size)
{
	/* Full exactly when the count is a power of two, or 0. */
	if (count & (count - 1))
		return array;
	return reallocarray(array, count ? count * 2 : 1, element_size);
}

/* Finds the cell that a sample names; refuses one that is not in the plan. */
static int find_cell(const struct member_scope *record, const struct result_plan *plan,
		     int64_t *block, size_t *workload, size_t *configuration)
{
	const char *workload_name;
	const char *configuration_name;
	int error = member_count(record, "block", block);

	if (!error)
		error = member_string(record, "workload", &workload_name);
	if (!error)
		error = member_string(record, "configuration", &configuration_name);
	if (error)
		return error;
	if (*block >= plan->blocks)
		return member_refuse(record->error, "block %lld is not in the plan, which has %lld",
				     (long long)*block, (long long)plan->blocks);
	*workload = 0;
	while (*workload < plan->workload_count &&
	       strcmp(plan->workloads[*workload].name, workload_name))
		++*workload;
	if (*workload == plan->workload_count)
		return member_refuse(record->error, "workload '%s' is not in the plan",
				     workload_name);
	*configuration = 0;
	while (*configuration < plan->configuration_count &&
	       strcmp(plan->configurations[*configuration], configuration_name))
		++*configuration;
	if (*configuration == plan->configuration_count)
		return member_refuse(record->error, "configuration '%s' is not in the plan",
				     configuration_name);
	return 0;
}

/* A counter that is missing or null was not counted; all others are counts. */
static int read_counters(const struct member_scope *run, const struct result_plan *plan,
			 struct result_measurement *out)
{
	struct member_scope counters;
	int error = member_object(run, "counters", &counters);

	if (error)
		return error;
	out->counters = calloc(plan->event_count + 1, sizeof(*out->counters));
	if (!out->counters)
		return -ENOMEM;
	for (size_t i = 0; i < plan->event_count && !error; i++) {
		const json_t *value = json_object_get(counters.object, plan->events[i]);

		out->counters[i] = RESULT_NOT_COUNTED;
		if (value && !json_is_null(value))
			error = member_count(&counters, plan->events[i], &out->counters[i]);
	}
	return error;
}

static int read_measurement(const struct member_scope *record, const char *name,
			    const struct result_plan *plan, struct result_measurement *out)
{
	struct member_scope run;
	int error = member_object(record, name, &run);

	if (!error)
		error = member_count(&run, "calls", &out->calls);
	if (!error)
		error = member_count(&run, "time_ns", &out->time_ns);
	if (!error)
		error = member_count(&run, "enabled_ns", &out->enabled_ns);
	if (!error)
		error = member_count(&run, "running_ns", &out->running_ns);
	if (!error)
		error = member_count(&run, "interrupts", &out->interrupts);
	if (!error)
		error = read_counters(&run, plan, out);
	return error;
}

static int read_status(const struct member_scope *record, struct result_sample *sample)
{
	static const char *const names[] = {
		[RESULT_VALID] = "valid",
		[RESULT_INTERRUPTED] = "interrupted",
		[RESULT_INVALID] = "invalid",
	};
	const char *word;
	int error = member_string(record, "status", &word);

	if (error)
		return error;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(word, names[i]))
			continue;
		sample->status = (enum result_status)i;
		return 0;
	}
	return member_refuse(record->error, "'%s' is no status of a sample", word);
}

/* A valid sample proves its path on both sides; another may have failed before it could. */
static int read_paths(const struct member_scope *record, struct result_sample *sample)
{
	int error = member_optional_string(record, "expected_path", &sample->expected_path);

	if (error)
		return error;
	if (sample->status == RESULT_VALID) {
		error = member_string(record, "path_before", &sample->path_before);
		if (!error)
			error = member_string(record, "path_after", &sample->path_after);
		return error;
	}
	error = member_optional_string(record, "path_before", &sample->path_before);
	if (!error)
		error = member_optional_string(record, "path_after", &sample->path_after);
	return error;
}

static bool has(const struct member_scope *record, const char *name)
{
	const json_t *value = json_object_get(record->object, name);

	return value && !json_is_null(value);
}

static int read_runs(const struct member_scope *record, const struct result_plan *plan,
		     struct result_sample *sample)
{
	int error;

	if (sample->status != RESULT_VALID && !has(record, "short") && !has(record, "long"))
		return 0;
	error = read_measurement(record, "short", plan, &sample->short_run);
	if (!error)
		error = read_measurement(record, "long", plan, &sample->long_run);
	if (error)
		return error;
	if (sample->long_run.calls <= sample->short_run.calls) {
		if (sample->status != RESULT_VALID)
			return 0;
		return member_refuse(record->error, "'long' does not make more calls than 'short'");
	}
	sample->counted = true;
	return 0;
}

/* Older files do not have it. */
static int read_level(const struct member_scope *record, const char *name, int64_t missing,
		      int64_t *out)
{
	*out = missing;
	return has(record, name) ? member_count(record, name, out) : 0;
}

static int read_levels(const struct member_scope *record, struct result_sample *sample)
{
	int error = read_level(record, "load", 0, &sample->load);

	if (!error)
		error = read_level(record, "attachment", -1, &sample->attachment);
	return error ? error : read_level(record, "index", 0, &sample->index);
}

int parse_sample(const struct member_scope *record, struct result *result)
{
	struct result_sample *samples =
		grow(result->samples, result->sample_count, sizeof(*samples));
	struct result_sample *sample;
	int error;

	if (!samples)
		return -ENOMEM;
	result->samples = samples;
	sample = &samples[result->sample_count++];
	memset(sample, 0, sizeof(*sample));
	error = find_cell(record, &result->plan, &sample->block, &sample->workload,
			  &sample->configuration);
	if (!error)
		error = read_levels(record, sample);
	if (!error)
		error = member_count(record, "attempt", &sample->attempt);
	if (!error)
		error = read_status(record, sample);
	if (!error)
		error = member_optional_string(record, "reason", &sample->reason);
	if (!error)
		error = read_paths(record, sample);
	if (!error)
		error = read_runs(record, &result->plan, sample);
	return error;
}

static enum result_event_kind event_kind(const char *word)
{
	static const char *const names[RESULT_EVENT_OTHER] = {
		[RESULT_EVENT_UNAVAILABLE] = "unavailable",
		[RESULT_EVENT_NOTE] = "note",
		[RESULT_EVENT_WARNING] = "warning",
		[RESULT_EVENT_INTERRUPTED] = "interrupted",
		[RESULT_EVENT_KERNEL_LOG] = "kernel-log",
		[RESULT_EVENT_COUNTER] = "counter",
		[RESULT_EVENT_DIRTY] = "dirty",
		[RESULT_EVENT_CHANGED] = "changed",
		[RESULT_EVENT_NONLINEAR] = "nonlinear",
	};
	int kind = 0;

	while (kind < RESULT_EVENT_OTHER && strcmp(names[kind], word))
		kind++;
	return (enum result_event_kind)kind;
}

int parse_event(const struct member_scope *record, struct result *result)
{
	struct result_event *events = grow(result->events, result->event_count, sizeof(*events));
	struct result_event *event;
	const char *kind;
	int error;

	if (!events)
		return -ENOMEM;
	result->events = events;
	event = &events[result->event_count++];
	memset(event, 0, sizeof(*event));
	error = member_string(record, "kind", &kind);
	if (!error)
		error = member_string(record, "text", &event->text);
	if (!error)
		error = member_optional_string(record, "workload", &event->workload);
	if (!error)
		error = member_optional_string(record, "configuration", &event->configuration);
	if (!error)
		event->kind = event_kind(kind);
	return error;
}

static int read_stop(const struct member_scope *record, struct result_stop *out)
{
	struct member_scope stop;
	bool reached = false;
	int error;

	if (!has(record, "stop"))
		return 0;
	error = member_object(record, "stop", &stop);
	if (!error)
		error = member_string(&stop, "by", &out->by);
	if (!error)
		error = member_optional_string(&stop, "text", &out->text);
	if (error || !has(&stop, "reached"))
		return error;
	error = member_boolean(&stop, "reached", &reached);
	out->reached = reached ? RESULT_REACHED : RESULT_NOT_REACHED;
	return error;
}

int parse_end(const struct member_scope *record, struct result *result)
{
	int error = member_string(record, "status", &result->end_status);

	if (!error)
		error = member_optional_string(record, "reason", &result->end_reason);
	if (!error)
		error = read_stop(record, &result->stop);
	if (!error && has(record, "engine_ns_per_sample"))
		error = member_count(record, "engine_ns_per_sample", &result->engine_ns);
	if (!error)
		result->ended = true;
	return error;
}
