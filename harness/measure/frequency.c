// SPDX-License-Identifier: GPL-2.0-only
#include "measure/frequency.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "stats/order.h"

#define STEP 0.02
#define STEPS_MIN 100 /* of the clock in a sample */

void frequency_begin(struct frequency_watch *watch, const struct plan *plan,
		     const struct session_clock *clock)
{
	*watch = (struct frequency_watch){ .time_min_ns = STEPS_MIN * clock->resolution_ns };
	for (size_t i = 0; i < plan->event_count && !watch->watching; i++) {
		const struct event *event = &plan->events[i];

		if (!event->row || strcmp(event->row->name, "cycles") != 0)
			continue;
		watch->event = i;
		watch->watching = event->kernel && event->user && !clock->emulated;
	}
}

void frequency_add(struct frequency_watch *watch, const struct workload *workload,
		   const struct measurement *short_run, const struct measurement *long_run)
{
	const uint64_t *shorter = &short_run->counters[watch->event];
	const uint64_t *longer = &long_run->counters[watch->event];

	if (!watch->watching || workload->switches || watch->count == FREQUENCY_VALUES_MAX ||
	    long_run->time_ns <= short_run->time_ns || *longer <= *shorter)
		return;
	if (long_run->time_ns - short_run->time_ns < watch->time_min_ns)
		return;
	watch->values[watch->count++] =
		(double)(*longer - *shorter) / (double)(long_run->time_ns - short_run->time_ns);
}

bool frequency_stepped(struct frequency_watch *watch, char *text, size_t size)
{
	double now, before;
	bool stepped;

	if (watch->count < FREQUENCY_VALUES_MIN)
		return false;
	sort_numbers(watch->values, watch->count);
	now = watch->values[watch->count / 2];
	watch->count = 0;
	before = watch->level_count ? watch->level_sum / watch->level_count : now;
	stepped = fabs(now - before) > STEP * before;
	if (stepped) {
		snprintf(text, size, "the CPU ran at %.2f GHz, before at %.2f GHz", now, before);
		watch->level_sum = 0;
		watch->level_count = 0;
	}
	watch->level_sum += now;
	watch->level_count++;
	return stepped;
}
