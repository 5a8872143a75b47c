/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COUNTERS_H
#define COUNTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/complaint.h"
#include "config/event.h"
#include "result/record.h"

/* Events that count together: a perf group on the calling thread. */
struct counter_group {
	size_t count;
	size_t indices[RECORD_COUNTERS_MAX]; /* into the events that were asked for */
	int fds[RECORD_COUNTERS_MAX]; /* the first leads the group */
	uint64_t enabled_ns; /* totals at the last reading: the kernel never resets them */
	uint64_t running_ns;
	bool by_clock; /* one event that is no perf event: the instruction clock counts it */
	uint64_t clock_start;
};

/*
 * All events, in as few groups as this PMU can count at once. What is measured is run
 * once for each group ("pass"), so that no counter is ever multiplexed.
 */
struct counters {
	int cpu; /* that the calling thread is pinned to */
	size_t event_count;
	const struct event *events[RECORD_COUNTERS_MAX]; /* the plan's */
	size_t pass_count;
	struct counter_group passes[RECORD_COUNTERS_MAX];
};

/* The event that the instruction clock counts, instead of a PMU; NULL: none is. */
const struct event *counters_by_clock(const struct counters *counters);

/*
 * Opens @events for the calling thread, which is pinned to @cpu, pinned to its PMU. No event is
 * believed before it was seen counting beside those of its group: some PMUs open an event and leave
 * it at 0 (riscv without Sscofpmf does for one mode of the CPU; QEMU's riscv one counts an event in
 * one counter only). Refused (exit 3) if an event does not exist, is not permitted, or does not
 * count even alone. One that an emulator's instruction clock can count (event.by_clock) is
 * counted by it where the PMU does not. Returns 0 or a negative errno.
 */
int counters_open(struct counters *counters, int cpu, const struct event *events, size_t count,
		  struct complaint *complaint);

void counters_close(struct counters *counters);

/* Sets the counters of a pass to 0 and lets them run. Returns 0 or a negative errno. */
int counters_start(struct counters *counters, size_t pass);

/*
 * Stops the counters of a pass, reads them into measurement->counters, and adds to its
 * enabled_ns and running_ns. Returns 0 or a negative errno (-ENODATA: the kernel took
 * the PMU away).
 */
int counters_stop(struct counters *counters, size_t pass, struct measurement *measurement);

#endif /* COUNTERS_H */
