// SPDX-License-Identifier: GPL-2.0-only
#include "result/result.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

void result_free(struct result *result)
{
	for (size_t i = 0; i < result->sample_count; i++) {
		free(result->samples[i].short_run.counters);
		free(result->samples[i].long_run.counters);
	}
	free(result->samples);
	free(result->events);
	free(result->counters);
	free(result->plan.configurations);
	free(result->plan.workloads);
	free(result->plan.events);
	json_decref(result->records);
	json_decref(result->texts);
	memset(result, 0, sizeof(*result));
}

const json_t *result_header(const struct result *result)
{
	return json_array_get(result->records, 0);
}

static size_t find_name(const char *const *names, size_t count, const char *name)
{
	size_t i = 0;

	while (i < count && strcmp(names[i], name))
		i++;
	return i;
}

size_t result_plan_configuration(const struct result_plan *plan, const char *name)
{
	return find_name(plan->configurations, plan->configuration_count, name);
}

size_t result_plan_event(const struct result_plan *plan, const char *name)
{
	return find_name(plan->events, plan->event_count, name);
}

bool result_is_complete(const struct result *result)
{
	return result->ended && !strcmp(result->end_status, "complete");
}
