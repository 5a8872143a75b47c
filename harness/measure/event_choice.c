// SPDX-License-Identifier: GPL-2.0-only
#include "measure/event_choice.h"

#include <stdio.h>

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
			snprintf(left_out->texts[left_out->count++], LEFT_OUT_SIZE,
				 "%s is left out: %.400s", event.name, complaint->tried);
		else
			plan->events[kept++] = event;
	}
	plan->event_count = kept;
	return 0;
}
