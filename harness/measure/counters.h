/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COUNTERS_H
#define COUNTERS_H

#include <stddef.h>
#include <stdint.h>

#include "config/complaint.h"
#include "config/event.h"
#include "result/record.h"

/* A perf group on the calling thread: all its counters run, or none does. */
struct counters {
	size_t count;
	const struct event_row *events[RECORD_COUNTERS_MAX];
	int fds[RECORD_COUNTERS_MAX]; /* the first leads the group */
	uint64_t enabled_ns; /* totals at the last reading: the kernel never resets them */
	uint64_t running_ns;
};

/*
 * Opens one group with all @events, pinned to the PMU, for the calling thread.
 * Refused (exit 3) where an event does not exist or is not permitted; the advice
 * names the setting. Returns 0 or a negative errno.
 */
int counters_open(struct counters *counters, const struct event_row *const *events, size_t count,
		  struct complaint *complaint);

void counters_close(struct counters *counters);

/* Sets all counters to 0 and lets them run. Returns 0 or a negative errno. */
int counters_start(const struct counters *counters);

/*
 * Stops all counters and reads them into measurement->counters, enabled_ns and
 * running_ns. Returns 0 or a negative errno (-ENODATA: the kernel took the PMU away).
 */
int counters_stop(struct counters *counters, struct measurement *measurement);

/*
 * Believes no event before it was seen counting: some PMUs open an event and leave
 * it at 0 (riscv without Sscofpmf does, for one mode of the CPU only). Runs a loop
 * of system calls and looks whether every counter moved as far as it must.
 */
int counters_check_alive(struct counters *counters, struct complaint *complaint);

#endif /* COUNTERS_H */
