/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef INSTRUCTION_CLOCK_H
#define INSTRUCTION_CLOCK_H

#include <stdbool.h>

/*
 * Whether this machine's clock counts instructions, as an emulator's does that was
 * told to (QEMU -icount shift=0): then a chain of divisions takes one nanosecond an
 * instruction, and so does a chain of subtractions. No core does that: a division that
 * waits for the one before takes many cycles, and a subtraction one.
 */
bool instruction_clock_detect(void);

/* The judgement alone: nanoseconds an instruction of the two loops. */
bool instruction_clock_judge(double subtract_ns, double divide_ns);

#endif /* INSTRUCTION_CLOCK_H */
