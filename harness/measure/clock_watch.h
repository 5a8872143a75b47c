/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CLOCK_WATCH_H
#define CLOCK_WATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "result/record.h"

#define CLOCK_WATCH_VALUES 7 /* of which the median is what a call takes */
#define CLOCK_WATCH_MIN 3
#define CLOCK_WATCH_JUMPS_MAX 3 /* in a row: so it is from now on */

/* What a call of one cell took in its last valid samples. */
struct clock_watch {
	unsigned int count; /* so far */
	unsigned int jumps; /* in a row */
	double time_ns[CLOCK_WATCH_VALUES];
	double counted[CLOCK_WATCH_VALUES]; /* by the plan's first event */
};

/*
 * Whether something is wrong with the time of a sample's runs: the clock went backwards, or
 * stood still with the machine (suspended), or it says that the calls took 20 times as long (or as
 * short) as before, and 100 us at least, while the counter says that they were the same. @text says
 * what, for people. Without events there is nothing to hold against the clock, but that it goes
 * backwards.
 */
bool clock_watch_jumped(struct clock_watch *watch, const struct sample *sample, bool counted,
			char *text, size_t size);

/* Takes a valid sample. */
void clock_watch_add(struct clock_watch *watch, const struct sample *sample);

#endif /* CLOCK_WATCH_H */
