/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KNOWN_LOOP_H
#define KNOWN_LOOP_H

/* Loops whose instructions are known: how many a turn is made of. */
#define SUBTRACT_LOOP_INSTRUCTIONS 2
#define DIVIDE_LOOP_INSTRUCTIONS 5

static inline void subtract_loop(unsigned long turns)
{
	__asm__ volatile("1:	decq	%0\n"
			 "	jnz	1b\n"
			 : "+r"(turns)
			 :
			 : "cc");
}

/* Each division waits for the one before it; the quotient alternates, 1 and the value. */
static inline void divide_loop(unsigned long turns)
{
	unsigned long value = ~0UL;

	__asm__ volatile("1:	xorl	%%edx, %%edx\n"
			 "	movq	%2, %%rax\n"
			 "	divq	%1\n"
			 "	movq	%%rax, %1\n"
			 "	loop	1b\n"
			 : "+c"(turns), "+r"(value)
			 : "r"(~0UL)
			 : "rax", "rdx", "cc");
}

#endif /* KNOWN_LOOP_H */
