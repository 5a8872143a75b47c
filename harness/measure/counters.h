/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COUNTERS_H
#define COUNTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/complaint.h"
#include "config/event.h"
#include "measure/pmu_door.h"
#include "result/record.h"

#define COUNTER_NOTE_SIZE 512
#define COUNTER_NOTES_MAX (2 * RECORD_COUNTERS_MAX + 2)

/* One event, and how it is counted. */
struct counter {
	const struct event *event; /* the plan's */
	size_t pass;
	bool by_clock; /* the instruction clock counts it; what follows is not used */
	int descriptor;
	enum event_loop loop; /* the work that moves it */
	const struct perf_event_mmap_page *page; /* it is read by; NULL: by the system call */
	uint64_t at_start; /* by its page */
	uint64_t at_stop;
	double read_ns; /* what a read takes: of its page, or of its whole group */
};

/* Events that count together: a perf group on the calling thread. */
struct counter_group {
	size_t count;
	size_t indices[RECORD_COUNTERS_MAX]; /* into the events that were asked for */
	int descriptors[RECORD_COUNTERS_MAX]; /* the first leads the group */
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
	const struct pmu_door *door;
	size_t event_count;
	struct counter counters[RECORD_COUNTERS_MAX];
	size_t pass_count; /* at least 1, which is empty where nothing is counted */
	struct counter_group passes[RECORD_COUNTERS_MAX];
	size_t note_count;
	char notes[COUNTER_NOTES_MAX][COUNTER_NOTE_SIZE]; /* what a reader should know of it */
	char warning[COUNTER_NOTE_SIZE]; /* why nothing is counted; empty: something is */
};

/* Where it is counted. */
struct counter_terms {
	const struct pmu_door *door; /* used until counters_close() */
	const char *root; /* below which /proc is; "" is the real one */
	int cpu; /* that the calling thread is pinned to */
};

/*
 * Opens @events, which stay the caller's, for the calling thread. None is believed before it was
 * seen counting, alone and beside those of its group (measure/life_check.h): some PMUs open an
 * event and leave it at 0. One that fails is refused (exit 3); if it came with a preset, it
 * is taken out of @events and *count instead, and a note says why. What an emulator's
 * instruction clock can count (event.by_clock) is counted by it where the PMU does not. Returns 0,
 * also where no event is left, or a negative errno.
 */
int counters_open(struct counters *counters, const struct counter_terms *terms,
		  struct event *events, size_t *count, struct complaint *complaint);

void counters_close(struct counters *counters);

/*
 * Sees all events counting once more, as counters_open() did, for one that died meanwhile may
 * count something rare, of which no sample can tell that it is missing. Returns true, with what
 * was seen in @text, if one is not to be believed any more.
 */
bool counters_died(struct counters *counters, char *text, size_t size);

/* The event that the instruction clock counts, instead of a PMU; NULL: none is. */
const struct event *counters_by_clock(const struct counters *counters);

/* "user", "system-call", or "clock": how the event with this index is read. */
const char *counters_way(const struct counters *counters, size_t index);

/* Sets the counters of a pass to 0 and lets them run. Returns 0 or a negative errno. */
int counters_start(struct counters *counters, size_t pass);

/*
 * Stops the counters of a pass, reads them into measurement->counters, and adds to its
 * enabled_ns and running_ns. A group that had no counters, and two ways of reading that
 * disagree, are told by measurement->doubt. Returns 0 or a negative errno.
 */
int counters_stop(struct counters *counters, size_t pass, struct measurement *measurement);

#endif /* COUNTERS_H */
