/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COUNTER_CHOICE_H
#define COUNTER_CHOICE_H

#include <stdbool.h>

#include "machine/pmu_event.h"
#include "measure/counters.h"
#include "measure/plan.h"

/*
 * Makes of the plan's events what they are on the machine (measure/event_choice.h), and opens them
 * as counters_open() does. Where none was asked for (@asked false), those that do not count are
 * left out; where none is left an emulator's instruction clock is asked, and without one the plan
 * has no events: the run goes on with its nanoseconds, and counters->warning says why. Returns 0
 * or a negative errno with a complaint.
 */
int counter_choice_open(struct counters *counters, const struct counter_terms *terms,
			const struct pmu_machine *machine, struct plan *plan, bool asked,
			struct complaint *complaint);

#endif /* COUNTER_CHOICE_H */
