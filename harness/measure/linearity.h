/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LINEARITY_H
#define LINEARITY_H

#include <stdbool.h>
#include <stddef.h>

#include "config/event.h"
#include "measure/session_clock.h"
#include "result/record.h"

#define LINEARITY_RUNS 3 /* of each length, of which the median counts */

enum linearity_length {
	LINEARITY_HALF, /* N/2 calls */
	LINEARITY_ONCE,
	LINEARITY_TWICE,
	LINEARITY_LENGTHS,
};

/* Runs of one cell of three lengths, which nothing disturbed. */
struct linearity {
	unsigned int count; /* of each length so far */
	struct measurement runs[LINEARITY_LENGTHS][LINEARITY_RUNS];
};

/*
 * Whether what a call takes is the same between N/2 and N as between N and 2N calls; else
 * X(2N) - X(N) holds more than calls. For each event and the time: the two slopes differ by more
 * than 5 %, and by more than the runs of one length do and the clock can tell. What happens less
 * than once a call is chance and not judged, nor is a time that counts instructions. Returns
 * true with the numbers of all that differ in @text, for people.
 */
bool linearity_differs(const struct linearity *linearity, const struct event *events,
		       size_t event_count, const struct session_clock *clock, char *text,
		       size_t size);

/* The time that N calls take: the median of 2N calls less that of N. */
uint64_t linearity_time_ns(const struct linearity *linearity);

#endif /* LINEARITY_H */
