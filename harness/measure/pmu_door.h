/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMU_DOOR_H
#define PMU_DOOR_H

#include <linux/perf_event.h>
#include <stddef.h>
#include <stdint.h>

#include "config/event.h"
#include "measure/known_work.h"
#include "result/record.h"

/* What read() gives for a group (perf_event_open(2): PERF_FORMAT_GROUP and both times). */
struct pmu_reading {
	uint64_t count; /* of the group's events */
	uint64_t enabled_ns; /* totals: the kernel never resets them */
	uint64_t running_ns;
	uint64_t values[RECORD_COUNTERS_MAX];
};

/*
 * What counting needs of the machine. The real one is kernel_pmu.c; tests bring a PMU that is
 * played (tests/unit/fake_pmu.h). All but open() and map() take what open() returned.
 */
struct pmu_door {
	void *context;

	/*
	 * The event for the calling thread, on @cpu alone: with none named, a board of two core
	 * types would ask the wrong PMU. With @leader -1 it leads a group, stopped and pinned.
	 * Returns a descriptor or what perf_event_open() said, as a negative errno.
	 */
	int (*open)(void *context, const struct event *event, int cpu, int leader);
	void (*close)(void *context, int fd);

	/* Sets a group's counters to 0 and lets them run; stops them. Return 0 or a negative errno.
	 */
	int (*start)(void *context, int leader);
	int (*stop)(void *context, int leader);

	/*
	 * Reads a group. Returns 0 or a negative errno; -ENODATA: a pinned group that could not
	 * have its counters is in error state, until it is started again, and reads as end of file.
	 */
	int (*read)(void *context, int leader, struct pmu_reading *reading);

	/* The event's page, or NULL: there is none. @unmap takes NULL, too. */
	const struct perf_event_mmap_page *(*map)(void *context, int fd);
	void (*unmap)(void *context, const struct perf_event_mmap_page *page);

	/* A count by its page, without the kernel. Returns 0 or -EAGAIN: not now. */
	int (*read_page)(void *context, const struct perf_event_mmap_page *page, uint64_t *count);

	/* Known work, which the counters see. Returns 0 or a negative errno: cannot be done. */
	int (*work)(void *context, enum event_loop loop, unsigned long turns);

	/* A clock, in nanoseconds. */
	uint64_t (*now_ns)(void *context);
};

#endif /* PMU_DOOR_H */
