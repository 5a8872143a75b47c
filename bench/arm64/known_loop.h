/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KNOWN_LOOP_H
#define KNOWN_LOOP_H

/* Loops whose instructions are known: how many a turn is made of. */
#define SUBTRACT_LOOP_INSTRUCTIONS 2
#define DIVIDE_LOOP_INSTRUCTIONS 3

static inline void subtract_loop(unsigned long turns)
{
	__asm__ volatile("1:	subs	%0, %0, #1\n"
			 "	b.ne	1b\n"
			 : "+r"(turns)
			 :
			 : "cc");
}

/* Each division waits for the one before it. */
static inline void divide_loop(unsigned long turns)
{
	unsigned long value = ~0UL;

	__asm__ volatile("1:	udiv	%1, %2, %1\n"
			 "	subs	%0, %0, #1\n"
			 "	b.ne	1b\n"
			 : "+r"(turns), "+r"(value)
			 : "r"(~0UL)
			 : "cc");
}

#endif /* KNOWN_LOOP_H */
