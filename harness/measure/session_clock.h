/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SESSION_CLOCK_H
#define SESSION_CLOCK_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* The clock that times are from. All 0: nothing is known of it. */
struct session_clock {
	bool counts_instructions; /* an emulator's: N is small, for it need not fit a step */
	bool emulated; /* times and cycles are not hardware's */
	uint64_t resolution_ns; /* its step, as seen; reading it may take longer than that */
	uint64_t claimed_ns; /* what clock_getres(2) says */
	uint64_t tick_ns; /* between two timer ticks of the CPU; 0: there are none */
};

/*
 * What can be found out of CLOCK_MONOTONIC_RAW, by looking at it for a millisecond, and of the
 * ticks of @cpu. @root is "" but for tests.
 */
void session_clock_look(const char *root, int cpu, struct session_clock *clock);

/* The smallest difference above 0 between two readings that follow each other; 0: there is none. */
uint64_t session_clock_step(const uint64_t *readings, unsigned int count);

/* The header's "clock"; NULL when memory ran out. */
json_t *session_clock_object(const struct session_clock *clock);

#endif /* SESSION_CLOCK_H */
