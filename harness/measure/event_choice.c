// SPDX-License-Identifier: GPL-2.0-only
#include "measure/event_choice.h"

#include <stdio.h>
#include <string.h>

/* Without the event's name, which stands before it: "the PMU P of CPU N shows no event". */
static void leave_out(struct left_out *left_out, const struct event *event,
		      const struct complaint *complaint)
{
	char reason[sizeof(complaint->tried)], name[EVENT_NAME_SIZE + 8];
	size_t length, end;

	snprintf(reason, sizeof(reason), "%s", complaint->tried);
	snprintf(name, sizeof(name), " for '%s'", event->name);
	length = strlen(reason);
	end = strlen(name);
	if (length > end && !strcmp(reason + length - end, name))
		reason[length - end] = '\0';
	left_out_add(left_out, event->name, reason);
}

int event_choice_make(struct plan *plan, const struct pmu_machine *machine,
		      struct left_out *left_out, struct complaint *complaint)
{
	size_t kept = 0;

	left_out->count = 0;
	for (size_t i = 0; i < plan->event_count; i++) {
		struct event event = plan->events[i];
		int err = pmu_event_resolve(machine, &event, complaint);

		if (err && !event.preset)
			return err;
		if (err)
			leave_out(left_out, &event, complaint);
		else
			plan->events[kept++] = event;
	}
	plan->event_count = kept;
	return 0;
}
