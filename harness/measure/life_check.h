/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LIFE_CHECK_H
#define LIFE_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/event.h"
#include "measure/pmu_door.h"

/*
 * No counter is believed before it was seen counting: on work that is known to move it, as much as
 * is plausible, and twice as much for twice the work.
 */

enum life {
	LIFE_GOOD,
	LIFE_NOT_RUNNING, /* the group got no counters, or not all the time */
	LIFE_DEAD, /* opens, and counts nothing */
	LIFE_STUCK, /* the same, however much is done, or less */
	LIFE_TOO_FEW,
	LIFE_TOO_MANY,
	LIFE_NOT_LINEAR, /* twice the work is not twice the count */
	LIFE_NOT_INSTRUCTIONS, /* counts something, but not these */
	LIFE_MORE_THAN_BOTH, /* one mode of the CPU has more than both */
	LIFE_NO_WORK, /* the work cannot be done here, so nothing is known */
};

/*
 * What was seen; the counts are the lowest of three rounds, for what disturbs only adds, or, where
 * these do not fit, the medians of many.
 */
struct life_finding {
	enum life life;
	const struct event *event; /* of a group: the one that fails */
	enum event_loop loop;
	unsigned long turns;
	uint64_t once; /* of @turns */
	uint64_t twice; /* of twice as many */
	uint64_t other; /* LIFE_MORE_THAN_BOTH: what both modes have */
	int error; /* of the system call that failed, or 0 */
};

/* Some events that count together; descriptors[0] leads. */
struct life_group {
	const struct pmu_door *door;
	size_t count;
	const int *descriptors;
	const struct event *const *events;
	const enum event_loop *loops; /* that move them */
};

/* Whether @event counts instructions, each of them: then its count must be exact. */
bool life_is_exact(const struct event *event);

/*
 * The judgement alone, of an event with a row, or with bounds that are not known (row NULL).
 * An event of kernel mode alone must move (EVENT_LOOP_CALLS, EVENT_LOOP_COLD_CALLS), no more.
 */
enum life life_judge(const struct event *event, enum event_loop loop, unsigned long turns,
		     uint64_t once, uint64_t twice);

/*
 * Opens @event alone on @cpu and sees it counting; one of a single mode is held against one of
 * both modes, too. Sets *loop to the work that moves it. Returns 0 with the finding, or what
 * opening it said, as a negative errno.
 */
int life_check_alone(const struct pmu_door *door, const struct event *event, int cpu,
		     enum event_loop *loop, struct life_finding *finding);

/* All events of a group at once, none of which may take from another. */
void life_check_group(const struct life_group *group, struct life_finding *finding);

/* What was counted on which work, for people. */
void life_describe(const struct life_finding *finding, char *text, size_t size);

#endif /* LIFE_CHECK_H */
