// SPDX-License-Identifier: GPL-2.0-only
#include "measure/known_count.h"

#include <inttypes.h>
#include <linux/perf_event.h>
#include <stdbool.h>

#include "known_loop.h"
#include "measure/counters.h"

#define TURNS 100000
#define KNOWN ((uint64_t)TURNS * SUBTRACT_LOOP_INSTRUCTIONS)
/* What counts both modes counts the timer's tick, too, if one hits the loop. */
#define TRIES 20
#define AROUND (KNOWN / 100) /* the user-mode side of starting and stopping */

static bool is_instructions(const struct event *event)
{
	return event->type == PERF_TYPE_HARDWARE && event->config == PERF_COUNT_HW_INSTRUCTIONS;
}

static bool counts_instructions(const struct plan *plan)
{
	for (size_t i = 0; i < plan->event_count; i++) {
		if (is_instructions(&plan->events[i]))
			return true;
	}
	return false;
}

static bool is_right(uint64_t count)
{
	return count >= KNOWN && count <= KNOWN + AROUND;
}

/* The plan's event that counts both modes, if that is all it has of instructions; else NULL. */
static const struct event *both_modes(const struct plan *plan)
{
	const struct event *both = NULL;

	for (size_t i = 0; i < plan->event_count; i++) {
		if (!is_instructions(&plan->events[i]))
			continue;
		if (!plan->events[i].kernel || !plan->events[i].user)
			return NULL;
		both = &plan->events[i];
	}
	return both;
}

int known_count_check(const struct plan *plan, struct complaint *complaint)
{
	/* User mode, because only there a loop of ours is all that runs. */
	struct event user;
	const struct event *both = both_modes(plan);
	struct measurement measurement = { 0 };
	struct counters counters;
	int err;

	if (!counts_instructions(plan))
		return 0;
	event_parse("user-instructions", &user);
	err = counters_open(&counters, plan->cpu, &user, 1, complaint);
	/* No PMU: what the clock counts of both modes is seen counting in its place. */
	if (err && both)
		err = counters_open(&counters, plan->cpu, both, 1, complaint);
	if (err)
		return err;
	for (int i = 0; !err && i < TRIES && !is_right(measurement.counters[0]); i++) {
		err = counters_start(&counters, 0);
		subtract_loop(TURNS);
		if (!err)
			err = counters_stop(&counters, 0, &measurement);
	}
	counters_close(&counters);
	if (err)
		return complain(complaint, EXIT_CODE_REFUSED, err, "", "cannot read the counters");
	if (!is_right(measurement.counters[0]))
		return complain(
			complaint, EXIT_CODE_REFUSED, 0,
			"this PMU does not count instructions (a guest: scripts/guest --clock exact)",
			"a loop of %" PRIu64 " instructions was counted as %" PRIu64, KNOWN,
			measurement.counters[0]);
	return 0;
}
