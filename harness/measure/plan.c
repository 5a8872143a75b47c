// SPDX-License-Identifier: GPL-2.0-only
#include "measure/plan.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "config/random.h"

size_t plan_cells(const struct plan *plan)
{
	return plan->workload_count * plan->configuration_count;
}

bool plan_has_cold(const struct plan *plan)
{
	return plan->cold_count > 0;
}

bool plan_needs_far(const struct plan *plan)
{
	bool needed = false;

	for (size_t i = 0; i < plan->configuration_count; i++)
		needed |= plan->configurations[i].row->trampoline == TRAMPOLINE_FAR;
	for (size_t i = 0; i < plan->workload_count; i++)
		needed |= plan->workloads[i]->kind == TRACETOLL_TRACEE_FAR;
	return needed;
}

void plan_order(const struct plan *plan, unsigned int block, struct plan_cell *cells)
{
	uint64_t state = plan->seed;
	size_t count = 0;

	/* A stream of its own for each block. */
	state = random_next(&state) ^ (block + UINT64_C(1)) * UINT64_C(0xd1342543de82ef95);
	for (size_t w = 0; w < plan->workload_count; w++) {
		for (size_t c = 0; c < plan->configuration_count; c++)
			cells[count++] = (struct plan_cell){ .workload = w, .configuration = c };
	}
	/* Fisher and Yates' shuffle, from the end. */
	for (size_t i = count; i > 1; i--) {
		size_t j = random_below(&state, i);
		struct plan_cell swap = cells[i - 1];

		cells[i - 1] = cells[j];
		cells[j] = swap;
	}
}

/* Adds one name to a plan; the three kinds of names differ in nothing else. */
typedef int (*add_name)(struct plan *plan, const char *name);

/* A comma between slashes is the word's own: cpu/event=0x11,umask=1/. */
static size_t word_length(const char *list)
{
	bool inside = false;
	size_t length = 0;

	while (list[length] && (inside || list[length] != ','))
		inside ^= list[length++] == '/';
	return length;
}

static int add_list(struct plan *plan, const char *list, add_name add, char *word, size_t word_size)
{
	word[0] = '\0';
	if (!*list)
		return -ENODATA;
	for (;;) {
		size_t length = word_length(list);
		int err;

		snprintf(word, word_size, "%.*s", (int)length, list);
		/* A word too long for the buffer is no name either. */
		err = length && length < word_size ? add(plan, word) : -EINVAL;
		if (err)
			return err;
		if (!list[length])
			return 0;
		list += length + 1;
	}
}

typedef size_t (*collect_configurations)(struct configuration *configurations, size_t size);

static int add_several_configurations(struct plan *plan, collect_configurations collect);

/* "all" and "sweep" are words of the lists, not of the table. */
static int add_configuration(struct plan *plan, const char *name)
{
	struct configuration parsed;
	int err;

	if (!strcmp(name, "all"))
		return add_several_configurations(plan, configuration_all);
	if (!strcmp(name, "sweep"))
		return add_several_configurations(plan, configuration_sweep);
	err = configuration_parse(name, &parsed);
	if (err)
		return err;
	for (size_t i = 0; i < plan->configuration_count; i++) {
		if (!strcmp(plan->configurations[i].name, parsed.name))
			return 0;
	}
	if (plan->configuration_count == PLAN_CONFIGURATIONS_MAX)
		return -ENOSPC;
	plan->configurations[plan->configuration_count++] = parsed;
	return 0;
}

static int add_several_configurations(struct plan *plan, collect_configurations collect)
{
	struct configuration all[PLAN_CONFIGURATIONS_MAX];
	size_t count = collect(all, PLAN_CONFIGURATIONS_MAX);
	int err = count > PLAN_CONFIGURATIONS_MAX ? -ENOSPC : 0;

	for (size_t i = 0; !err && i < count; i++)
		err = add_configuration(plan, all[i].name);
	return err;
}

/* A variant is made where it will stay. */
static const struct workload *find_workload(struct plan *plan, const char *name)
{
	struct cold_workload *cold = &plan->cold[plan->cold_count];

	if (plan->cold_count < PLAN_WORKLOADS_MAX &&
	    !cold_workload_make(name, &plan->eviction, cold))
		return &cold->workload;
	return workload_find(name);
}

static int add_workload(struct plan *plan, const char *name)
{
	const struct workload *workload = find_workload(plan, name);

	if (!workload)
		return -EINVAL;
	for (size_t i = 0; i < plan->workload_count; i++) {
		if (!strcmp(plan->workloads[i]->name, name))
			return 0;
	}
	if (plan->workload_count == PLAN_WORKLOADS_MAX)
		return -ENOSPC;
	plan->workloads[plan->workload_count++] = workload;
	if (workload->cold)
		plan->cold_count++;
	return 0;
}

static int add_event(struct plan *plan, const struct event *event)
{
	for (size_t i = 0; i < plan->event_count; i++) {
		if (strcmp(plan->events[i].name, event->name) != 0)
			continue;
		/* Once asked for by its name, it is not to be left out. */
		plan->events[i].preset &= event->preset;
		return 0;
	}
	if (plan->event_count == RECORD_COUNTERS_MAX)
		return -ENOSPC;
	plan->events[plan->event_count++] = *event;
	return 0;
}

static int add_event_word(struct plan *plan, const char *word)
{
	struct event events[EVENT_PRESET_ROWS_MAX];
	int count = event_parse_words(word, events);
	int err = count < 0 ? count : 0;

	for (int i = 0; !err && i < count; i++)
		err = add_event(plan, &events[i]);
	return err;
}

int plan_add_configurations(struct plan *plan, const char *list, char *word, size_t word_size)
{
	return add_list(plan, list, add_configuration, word, word_size);
}

int plan_add_workloads(struct plan *plan, const char *list, char *word, size_t word_size)
{
	return add_list(plan, list, add_workload, word, word_size);
}

int plan_add_events(struct plan *plan, const char *list, char *word, size_t word_size)
{
	return add_list(plan, list, add_event_word, word, word_size);
}

static json_t *precision_object(const struct precision *precision)
{
	if (precision->half_width <= 0)
		return json_null();
	return json_pack("{s:f, s:s}", "half_width", precision->half_width, "unit",
			 precision->relative ? "percent" : "ns");
}

/* Warm ones are as they are found. */
static json_t *flush_object(const struct eviction_size *size)
{
	if (!size)
		return json_null();
	return json_pack("{s:I, s:i, s:o}", "data_bytes", (json_int_t)size->data_bytes,
			 "code_pages", CODE_WALK_PAGES_MAX, "cache_bytes",
			 size->cache_bytes ? json_integer((json_int_t)size->cache_bytes)
					   : json_null());
}

static json_t *workload_object(const struct workload *workload)
{
	return json_pack("{s:s, s:s, s:s?, s:b, s:o}", "name", workload->name, "tracee",
			 workload->tracee, "varies", workload->varies, "cold",
			 workload->cold != NULL, "flush", flush_object(workload->cold));
}

json_t *plan_object(const struct plan *plan)
{
	json_t *configurations = json_array();
	json_t *workloads = json_array();
	json_t *events = json_array();

	for (size_t i = 0; i < plan->configuration_count; i++)
		json_array_append_new(configurations, json_string(plan->configurations[i].name));
	for (size_t i = 0; i < plan->workload_count; i++)
		json_array_append_new(workloads, workload_object(plan->workloads[i]));
	for (size_t i = 0; i < plan->event_count; i++)
		json_array_append_new(events, json_string(plan->events[i].name));
	/* Seeds are up to 2^63 - 1, which is what a JSON integer of ours can hold. */
	return json_pack("{s:I, s:i, s:i, s:i, s:i, s:o, s:i, s:i, s:i, s:b, s:o, s:o, s:o}",
			 "seed", (json_int_t)plan->seed, "blocks", (int)plan->blocks, "samples",
			 plan->samples ? (int)plan->samples : 1, "reload", (int)plan->reload,
			 "settle_ms", (int)plan->settle_ms, "precision",
			 precision_object(&plan->precision), "time_limit_s",
			 (int)plan->time_limit_s, "calls", (int)plan->calls, "cpu", plan->cpu,
			 "allow_dirty", (int)plan->allow_dirty, "configurations", configurations,
			 "workloads", workloads, "events", events);
}
