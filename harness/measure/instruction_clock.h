/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef INSTRUCTION_CLOCK_H
#define INSTRUCTION_CLOCK_H

#include <stdbool.h>

#include "measure/counters.h"

/*
 * Whether this machine's clock counts instructions, as an emulator's does that was
 * told to (QEMU -icount shift=0): then a chain of divisions takes one nanosecond an
 * instruction, and so does a chain of additions. No core does that: a dependent
 * division takes many cycles and an addition one. Needs a counter of user-mode
 * instructions among @counters; without one the answer is false.
 */
bool instruction_clock_detect(struct counters *counters);

/* The judgement alone: instructions and nanoseconds of the two loops. */
bool instruction_clock_judge(const double instructions[2], const double nanoseconds[2]);

#endif /* INSTRUCTION_CLOCK_H */
