// SPDX-License-Identifier: GPL-2.0-only
#include "stats/metric.h"

#include <stddef.h>
#include <string.h>

static const struct metric_kind kinds[] = {
	{ METRIC_KERNEL_INSTRUCTIONS, "instructions", "kernel instructions", true, false },
	{ METRIC_USER_INSTRUCTIONS, "instructions", "user-mode instructions", true, false },
	{ METRIC_INSTRUCTIONS, "instructions", "kernel and user instructions", true, false },
	{ METRIC_CYCLES, "cycles", "cycles", false, true },
	{ METRIC_TIME, "ns", "nanoseconds", false, true },
};

/* Of all others; a table has the metric's own name. */
static const struct metric_kind counts_instructions = { NULL, "instructions", NULL, true, false };
static const struct metric_kind counts_core_cycles = { NULL, "cycles", NULL, false, true };
static const struct metric_kind counts_cycles = { NULL, "cycles", NULL, false, false };
static const struct metric_kind counts_events = { NULL, "events", NULL, false, false };

/* "cycles:k", "instructions:u" are of the event before the colon. */
static bool is_with_modes(const char *name, const char *event)
{
	size_t length = strlen(event);

	return !strncmp(name, event, length) && name[length] == ':';
}

/* An event that stalls is counted in the cycles that it takes. */
static bool is_of_cycles(const char *name)
{
	return strstr(name, "cycles") || strstr(name, "stall");
}

const struct metric_kind *metric_kind(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!strcmp(kinds[i].name, name))
			return &kinds[i];
	}
	if (is_with_modes(name, METRIC_INSTRUCTIONS))
		return &counts_instructions;
	if (is_with_modes(name, METRIC_CYCLES))
		return &counts_core_cycles;
	return is_of_cycles(name) ? &counts_cycles : &counts_events;
}
