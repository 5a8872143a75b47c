/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef INSTRUCTION_CLOCK_H
#define INSTRUCTION_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Whether this machine's clock counts instructions, as an emulator's does that was
 * told to (QEMU -icount shift=0): then a chain of divisions takes one nanosecond an
 * instruction, and so does a chain of subtractions. No core does that: a division that
 * waits for the one before takes many cycles, and a subtraction one.
 */
bool instruction_clock_detect(void);

/*
 * Whether clock_count() (bench/ARCH/clock_count.h) counts this machine's instructions, one
 * by one: instruction_clock_detect() says that the clock does, and loops of two lengths were
 * counted exactly. Never true on hardware, whose time-stamp counter counts ticks.
 */
bool instruction_clock_counts(void);

/* The judgement alone: what was counted of loops of @known and of twice as many instructions. */
bool instruction_clock_judge_count(uint64_t once, uint64_t twice, uint64_t known);

/* The judgement alone: nanoseconds an instruction of the two loops. */
bool instruction_clock_judge(double subtract_ns, double divide_ns);

#endif /* INSTRUCTION_CLOCK_H */
