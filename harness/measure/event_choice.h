/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EVENT_CHOICE_H
#define EVENT_CHOICE_H

#include "config/complaint.h"
#include "machine/pmu_event.h"
#include "measure/left_out.h"
#include "measure/plan.h"

/*
 * Makes of the plan's events what they are on the machine's CPU. Those of presets that its PMU
 * does not show leave the plan and go into @left_out; whether an event counts is for
 * counters_open() to see. Returns 0, or a negative errno with a complaint: an event that was asked
 * for by its name is not there.
 */
int event_choice_make(struct plan *plan, const struct pmu_machine *machine,
		      struct left_out *left_out, struct complaint *complaint);

#endif /* EVENT_CHOICE_H */
