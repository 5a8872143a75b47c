/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KNOWN_LOOP_H
#define KNOWN_LOOP_H

/* Loops whose instructions are known: how many a turn is made of. */
#define SUBTRACT_LOOP_INSTRUCTIONS 2
#define DIVIDE_LOOP_INSTRUCTIONS 3

static inline void subtract_loop(unsigned long turns)
{
	__asm__ volatile("1:	addi	%0, %0, -1\n"
			 "	bnez	%0, 1b\n"
			 : "+r"(turns));
}

/* Each division waits for the one before it. */
static inline void divide_loop(unsigned long turns)
{
	unsigned long value = ~0UL;

	__asm__ volatile("1:	divu	%1, %2, %1\n"
			 "	addi	%0, %0, -1\n"
			 "	bnez	%0, 1b\n"
			 : "+r"(turns), "+r"(value)
			 : "r"(~0UL));
}

#endif /* KNOWN_LOOP_H */
