// SPDX-License-Identifier: GPL-2.0-only
#include "measure/known_count.h"

#include <inttypes.h>
#include <linux/perf_event.h>
#include <stdbool.h>

#include "known_loop.h"
#include "measure/counters.h"

#define TURNS 100000
#define KNOWN ((uint64_t)TURNS * SUBTRACT_LOOP_INSTRUCTIONS)
#define AROUND (KNOWN / 100) /* the user-mode side of starting and stopping */

static bool counts_instructions(const struct plan *plan)
{
	for (size_t i = 0; i < plan->event_count; i++) {
		if (plan->events[i]->type == PERF_TYPE_HARDWARE &&
		    plan->events[i]->config == PERF_COUNT_HW_INSTRUCTIONS)
			return true;
	}
	return false;
}

int known_count_check(const struct plan *plan, struct complaint *complaint)
{
	/* User mode, because only there a loop of ours is all that runs. */
	const struct event_row *event = event_find("user-instructions");
	struct measurement measurement = { 0 };
	struct counters counters;
	int err;

	if (!counts_instructions(plan))
		return 0;
	err = counters_open(&counters, plan->cpu, &event, 1, complaint);
	if (err)
		return err;
	err = counters_start(&counters, 0);
	subtract_loop(TURNS);
	if (!err)
		err = counters_stop(&counters, 0, &measurement);
	counters_close(&counters);
	if (err)
		return complain(complaint, EXIT_CODE_REFUSED, err, "", "cannot read the counters");
	if (measurement.counters[0] < KNOWN || measurement.counters[0] > KNOWN + AROUND)
		return complain(
			complaint, EXIT_CODE_REFUSED, 0,
			"this PMU does not count instructions (a guest: scripts/guest --clock exact)",
			"a loop of %" PRIu64 " instructions was counted as %" PRIu64, KNOWN,
			measurement.counters[0]);
	return 0;
}
