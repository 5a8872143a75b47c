// SPDX-License-Identifier: GPL-2.0-only
#include "measure/counters.h"

#include <errno.h>
#include <string.h>

#include "clock_count.h"

#define DOUBT_LOST "the PMU was taken away from its counters: another user of the PMU"
#define DOUBT_STILL "a counter stood still while what it counts was done"
#define DOUBT_WAYS "a counter read in user mode and by the system call are not alike"

/* What starting and stopping by system calls may add to what the pages say. */
#define WAYS_AROUND 100000

const struct event *counters_by_clock(const struct counters *counters)
{
	for (size_t i = 0; i < counters->event_count; i++) {
		if (counters->counters[i].by_clock)
			return counters->counters[i].event;
	}
	return NULL;
}

const char *counters_way(const struct counters *counters, size_t index)
{
	const struct counter *counter = &counters->counters[index];

	if (counter->by_clock)
		return "clock";
	return counter->page ? "user" : "system-call";
}

/* Returns 0 or a negative errno: one of them is on no counter. */
static int read_pages(struct counters *counters, const struct counter_group *group, bool stop)
{
	const struct pmu_door *door = counters->door;

	for (size_t i = 0; i < group->count; i++) {
		struct counter *counter = &counters->counters[group->indices[i]];
		int err = 0;

		if (counter->page)
			err = door->read_page(door->context, counter->page,
					      stop ? &counter->at_stop : &counter->at_start);
		if (err)
			return err;
	}
	return 0;
}

int counters_start(struct counters *counters, size_t pass)
{
	struct counter_group *group = &counters->passes[pass];
	int err;

	if (group->by_clock) {
		group->clock_start = clock_count();
		return 0;
	}
	if (!group->count)
		return 0;
	err = counters->door->start(counters->door->context, group->descriptors[0]);
	/* One that cannot be read now cannot be at the end, which tells. */
	if (!err)
		read_pages(counters, group, false);
	return err;
}

/* The system call saw all that the page saw, and what is around it. */
static bool ways_agree(uint64_t by_page, uint64_t by_call)
{
	return by_call >= by_page && by_call - by_page <= WAYS_AROUND + by_page / 10;
}

/*
 * What any loop moves was moved: in user mode by the run itself, in either mode by the system
 * calls that start and stop a counter that is not read by its page.
 */
static bool stood_still(const struct counter *counter, uint64_t count)
{
	const struct event *event = counter->event;

	return !count && event->row && event->row->loop == EVENT_LOOP_SUBTRACT &&
	       (event->user || !counter->page);
}

/* Whatever is measured is a function of the kernel. */
static bool is_moved_by_calls(const struct event *event)
{
	return event->row && event->row->loop == EVENT_LOOP_SUBTRACT && event->kernel;
}

static void take_counts(const struct counters *counters, const struct counter_group *group,
			const struct pmu_reading *reading, struct measurement *measurement)
{
	for (size_t i = 0; i < group->count; i++) {
		const struct counter *counter = &counters->counters[group->indices[i]];
		uint64_t count = reading->values[i];

		if (counter->page) {
			count = counter->at_stop - counter->at_start;
			if (!ways_agree(count, reading->values[i]))
				measurement->doubt = DOUBT_WAYS;
		}
		if (stood_still(counter, count))
			measurement->doubt = DOUBT_STILL;
		if (is_moved_by_calls(counter->event))
			measurement->moved_by_calls |= UINT32_C(1) << group->indices[i];
		measurement->counters[group->indices[i]] = count;
	}
}

/* Adds to the times. Returns whether the group ran at all. */
static bool take_times(struct counter_group *group, const struct pmu_reading *reading,
		       struct measurement *measurement)
{
	const bool ran = reading->enabled_ns != group->enabled_ns;

	measurement->enabled_ns += reading->enabled_ns - group->enabled_ns;
	measurement->running_ns += reading->running_ns - group->running_ns;
	group->enabled_ns = reading->enabled_ns;
	group->running_ns = reading->running_ns;
	return ran;
}

int counters_stop(struct counters *counters, size_t pass, struct measurement *measurement)
{
	struct counter_group *group = &counters->passes[pass];
	const struct pmu_door *door = counters->door;
	struct pmu_reading reading;
	bool ran;
	int err;

	if (group->by_clock) {
		measurement->counters[group->indices[0]] = clock_count() - group->clock_start;
		return 0;
	}
	if (!group->count)
		return 0;
	ran = !read_pages(counters, group, true);
	err = door->stop(door->context, group->descriptors[0]);
	if (!err)
		err = door->read(door->context, group->descriptors[0], &reading);
	if (err && err != -ENODATA)
		return err;
	if (err || reading.count != group->count || !take_times(group, &reading, measurement) ||
	    !ran) {
		measurement->doubt = DOUBT_LOST;
		return 0;
	}
	take_counts(counters, group, &reading, measurement);
	return 0;
}
