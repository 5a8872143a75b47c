/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KNOWN_WORK_H
#define KNOWN_WORK_H

#include <stdint.h>

#include "bench/code_walk.h"
#include "config/event.h"

/* The work of enum event_loop; what it needs is made when it is first asked for. */
struct known_work {
	struct code_walk walk;
	uint64_t coin;
};

#define KNOWN_WORK_START ((struct known_work){ .coin = UINT64_C(0x9e3779b97f4a7c15) })

/* So many that starting and stopping a counter is little against them, in well under 1 ms. */
unsigned long known_work_turns(enum event_loop loop);

/* What it is, for people: "subtractions", "branches like a coin's fall", ... */
const char *known_work_name(enum event_loop loop);

/* Returns 0 or a negative errno: it cannot be done here. EVENT_LOOP_ANY is no work. */
int known_work_run(struct known_work *work, enum event_loop loop, unsigned long turns);

void known_work_end(struct known_work *work);

#endif /* KNOWN_WORK_H */
