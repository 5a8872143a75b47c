// SPDX-License-Identifier: GPL-2.0-only
#include "measure/left_out.h"

#include <stdio.h>
#include <string.h>

/* The reason's place: one that is equal, else a new one, or NULL where there is no more. */
static struct left_out_reason *place(struct left_out *left_out, const char *reason)
{
	for (size_t i = 0; i < left_out->count; i++) {
		if (!strncmp(left_out->reasons[i].reason, reason, LEFT_OUT_REASON_SIZE - 1))
			return &left_out->reasons[i];
	}
	if (left_out->count == RECORD_COUNTERS_MAX)
		return NULL;
	left_out->reasons[left_out->count].events = 0;
	return &left_out->reasons[left_out->count++];
}

void left_out_add(struct left_out *left_out, const char *name, const char *reason)
{
	struct left_out_reason *to = place(left_out, reason);
	size_t length;

	if (!to)
		return;
	length = to->events++ ? strlen(to->names) : 0;
	snprintf(to->names + length, sizeof(to->names) - length, "%s%s", length ? ", " : "", name);
	snprintf(to->reason, sizeof(to->reason), "%s", reason);
}

void left_out_text(const struct left_out_reason *reason, char *text, size_t size)
{
	snprintf(text, size, "%s %s left out: %s", reason->names,
		 reason->events == 1 ? "is" : "are", reason->reason);
}
