/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CALIBRATION_H
#define CALIBRATION_H

#include <stdbool.h>
#include <stdint.h>

#include "measure/session_clock.h"

/*
 * Batches for @calls calls with @ops ops registered, so that a batch twice as long as
 * needed stays within the module's limit. The calls are rounded up to a multiple of it.
 */
unsigned int calibration_batches(unsigned int calls, unsigned int ops);

/*
 * N for a cell of which @calls calls took @time_ns: the largest power of two
 * with which 2N calls stay within a quarter of the shortest usual timer tick, so
 * that most samples are hit by no interrupt. For a clock that counts instructions, 1024 are enough;
 * any other must see N calls to one in a thousand. If its steps are too wide for that, N
 * grows, until 2N calls take half of a tick.
 */
unsigned int calibration_calls(const struct session_clock *clock, uint64_t calls, uint64_t time_ns);

/* Calls whose time says how many are needed: more than @calls, which took @time_ns; 0: those do. */
unsigned int calibration_more(const struct session_clock *clock, unsigned int calls,
			      uint64_t time_ns);

/* The share of @time_ns, in percent, that lies between two steps of the clock. */
double calibration_doubt(const struct session_clock *clock, uint64_t time_ns);

#endif /* CALIBRATION_H */
