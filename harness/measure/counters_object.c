// SPDX-License-Identifier: GPL-2.0-only
#include "measure/counters_object.h"

#include <stdint.h>

/* Text, because a JSON number is not exact beyond 2^53 for every reader. */
static json_t *hexadecimal(__u64 number)
{
	return json_sprintf("0x%llx", (unsigned long long)number);
}

static json_t *text_or_null(const char *text)
{
	return *text ? json_string(text) : json_null();
}

static json_t *counter_object(const struct event *event, const struct counter *counter,
			      const char *way)
{
	json_t *read_ns = counter->by_clock ? json_null() : json_real(counter->read_ns);

	return json_pack("{s:s, s:o, s:o, s:I, s:o, s:o, s:o, s:b, s:b, s:s, s:o, s:I}", "name",
			 event->name, "pmu", text_or_null(event->pmu), "source",
			 text_or_null(event->source), "type", (json_int_t)event->type, "config",
			 hexadecimal(event->config), "config1", hexadecimal(event->config1),
			 "config2", hexadecimal(event->config2), "kernel", (int)event->kernel,
			 "user", (int)event->user, "read", way, "read_ns", read_ns, "pass",
			 (json_int_t)counter->pass);
}

json_t *counters_object(const struct plan *plan, const struct counters *counters)
{
	json_t *array = json_array();

	for (size_t i = 0; array && i < plan->event_count; i++)
		json_array_append_new(array,
				      counter_object(&plan->events[i], &counters->counters[i],
						     counters_way(counters, i)));
	return array;
}
