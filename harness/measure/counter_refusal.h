/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COUNTER_REFUSAL_H
#define COUNTER_REFUSAL_H

#include <stddef.h>

#include "config/complaint.h"
#include "measure/counters.h"
#include "measure/left_out.h"
#include "measure/life_check.h"

/*
 * Why an event is not counted: @error is what opening it said (0: it opened), else @finding
 * what was seen of it. Each line says what can be done.
 */

/* As a refusal (exit 3). Returns a negative errno. */
int counter_refuse(const struct counter_terms *terms, const struct event *event, int error,
		   const struct life_finding *finding, struct complaint *complaint);

/* As one of those that a note names with the reason. */
void counter_leave_out(const struct counter_terms *terms, const struct event *event, int error,
		       const struct life_finding *finding, struct left_out *left_out);

/* Whether the NMI watchdog counts cycles on each CPU, and so holds a counter. */
bool counter_watchdog_runs(const struct counter_terms *terms);

#endif /* COUNTER_REFUSAL_H */
