/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EVENT_H
#define EVENT_H

#include <linux/types.h>
#include <stdbool.h>
#include <stddef.h>

/* One counter: a row is all that a new one takes. */
struct event_row {
	const char *name; /* also the name of the metric */
	const char *counts; /* what it counts, for people */
	__u32 type; /* PERF_TYPE_* */
	__u64 config;
	bool kernel; /* counts in kernel mode */
	bool user; /* counts in user mode */
	/* Counted by an emulator's instruction clock where no PMU does it; not asked for, it runs
	 * only where the events before it cannot. */
	bool by_clock;
};

/* The rows, in the order of every list and table. */
const struct event_row *event_rows(size_t *count);

/* The events of a run that asks for none: what the PMU counts, or (@by_clock) the clock. */
size_t event_defaults(bool by_clock, const struct event_row **events, size_t size);

/* The row with this name, or NULL. */
const struct event_row *event_find(const char *name);

/* The name nearest to @word, or NULL. */
const char *event_nearest(const char *word);

#endif /* EVENT_H */
