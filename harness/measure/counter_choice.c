// SPDX-License-Identifier: GPL-2.0-only
#include "measure/counter_choice.h"

#include <stdio.h>
#include <string.h>

#include "measure/instruction_clock.h"

static int open_events(struct counters *counters, const struct counter_terms *terms,
		       struct plan *plan, struct complaint *complaint)
{
	return counters_open(counters, terms, plan->events, &plan->event_count, complaint);
}

/* Nothing counts: the note of the first event says why, and stands for all. */
static void warn_of_none(struct counters *counters)
{
	snprintf(counters->warning, sizeof(counters->warning),
		 "no counter: only time is measured (%.200s)",
		 counters->note_count ? counters->notes[0] : "no event was asked for");
	counters->note_count = 0;
}

int counter_choice_open(struct counters *counters, const struct counter_terms *terms,
			struct plan *plan, bool asked, struct complaint *complaint)
{
	int err;

	if (asked)
		return open_events(counters, terms, plan, complaint);
	for (size_t i = 0; i < plan->event_count; i++)
		plan->events[i].preset = true;
	err = open_events(counters, terms, plan, complaint);
	if (err || plan->event_count)
		return err;
	if (!instruction_clock_counts()) {
		warn_of_none(counters);
		return 0;
	}
	plan->event_count = event_defaults(true, plan->events, RECORD_COUNTERS_MAX);
	return open_events(counters, terms, plan, complaint);
}
