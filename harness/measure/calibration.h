/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CALIBRATION_H
#define CALIBRATION_H

#include <stdint.h>

/*
 * Batches for @calls calls with @ops ops registered, so that a batch twice as long as
 * needed stays within the module's limit. The calls are rounded up to a multiple of it.
 */
unsigned int calibration_batches(unsigned int calls, unsigned int ops);

/*
 * N for a cell of which @calls calls took @time_ns: the largest power of two
 * with which 2N calls stay within a quarter of the shortest usual timer tick, so
 * that most samples are hit by no interrupt.
 */
unsigned int calibration_calls(uint64_t calls, uint64_t time_ns);

#endif /* CALIBRATION_H */
