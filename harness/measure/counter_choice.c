// SPDX-License-Identifier: GPL-2.0-only
#include "measure/counter_choice.h"

#include <errno.h>
#include <stdio.h>

#include "measure/event_choice.h"
#include "measure/instruction_clock.h"

static int open_events(struct counters *counters, const struct counter_terms *terms,
		       const struct pmu_machine *machine, struct plan *plan,
		       struct complaint *complaint)
{
	struct left_out left_out;
	int err = event_choice_make(plan, machine, &left_out, complaint);

	if (!err)
		err = counters_open(counters, terms, plan->events, &plan->event_count, complaint);
	for (size_t i = 0; !err && i < left_out.count; i++)
		left_out_text(&left_out.reasons[i], counters->notes[counters->note_count++],
			      COUNTER_NOTE_SIZE);
	return err;
}

static bool is_nothing_left(const struct counters *counters, const struct plan *plan)
{
	return !plan->event_count && counters->note_count;
}

/* Nothing counts: why the first event does not stands for all. */
static void warn_of_none(struct counters *counters)
{
	snprintf(counters->warning, sizeof(counters->warning),
		 "no counter: only time is measured (%.400s)", counters->notes[0]);
	counters->note_count = 0;
}

static int open_asked(struct counters *counters, const struct counter_terms *terms,
		      const struct pmu_machine *machine, struct plan *plan,
		      struct complaint *complaint)
{
	int err = open_events(counters, terms, machine, plan, complaint);

	if (err || !is_nothing_left(counters, plan))
		return err;
	complain(complaint, EXIT_CODE_REFUSED, 0, "see tracetoll list events",
		 "nothing that was asked for counts here (%s)", counters->notes[0]);
	counters_close(counters);
	return -EOPNOTSUPP;
}

int counter_choice_open(struct counters *counters, const struct counter_terms *terms,
			const struct pmu_machine *machine, struct plan *plan, bool asked,
			struct complaint *complaint)
{
	int err;

	if (asked)
		return open_asked(counters, terms, machine, plan, complaint);
	/* Nobody wants one of them more than the others. */
	for (size_t i = 0; i < plan->event_count; i++)
		plan->events[i].preset = true;
	err = open_events(counters, terms, machine, plan, complaint);
	if (err || !is_nothing_left(counters, plan))
		return err;
	if (!instruction_clock_counts()) {
		warn_of_none(counters);
		return 0;
	}
	counters_close(counters);
	plan->event_count = event_defaults(true, plan->events, RECORD_COUNTERS_MAX);
	return open_events(counters, terms, machine, plan, complaint);
}
