// SPDX-License-Identifier: GPL-2.0-only
#include "stats/metric.h"

#include <stddef.h>
#include <string.h>

static const struct metric_kind kinds[] = {
	{ METRIC_KERNEL_INSTRUCTIONS, "instructions", "kernel instructions", true },
	{ METRIC_USER_INSTRUCTIONS, "instructions", "user-mode instructions", true },
	{ METRIC_INSTRUCTIONS, "instructions", "kernel and user instructions", true },
	{ "cycles", "cycles", "cycles", false },
	{ METRIC_TIME, "ns", "nanoseconds", false },
	{ NULL, "events", NULL, false },
};

const struct metric_kind *metric_kind(const char *name)
{
	const struct metric_kind *kind = kinds;

	while (kind->name && strcmp(kind->name, name))
		kind++;
	return kind;
}
