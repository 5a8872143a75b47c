/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYSTEM_CALL_H
#define SYSTEM_CALL_H

#include "bench/system_calls.h"

/*
 * arch/arm64/include/asm/syscall_wrapper.h, __SYSCALL_DEFINEx and SYSCALL_DEFINE0: with
 * arguments and without.
 */
#define SYSTEM_CALL_HANDLER(name) "__arm64_sys_" #name
#define SYSTEM_CALL_HANDLER_PLAIN(name) "__arm64_sys_" #name

#define SYSTEM_CALL "	svc	#0\n"
#define NO_CALL ""

/*
 * Each defines a loop of @calls (at least 1) turns. The kernel keeps all registers but x0,
 * which the call returns in (el0_svc, arch/arm64/kernel/syscall.c).
 */

/* Three instructions a turn, the call included. */
#define DEFINE_PLAIN_LOOP(name, call)                             \
	static inline void name(long number, unsigned long calls) \
	{                                                         \
		register long x8 __asm__("x8") = number;          \
                                                                  \
		__asm__ volatile("1:\n" call "	subs	%0, %0, #1\n" \
				 "	b.ne	1b\n"                     \
				 : "+r"(calls)                    \
				 : "r"(x8)                        \
				 : "x0", "cc", "memory");         \
	}

/* The arguments behind the first one. */
#define OTHER_ARGUMENTS(call)                                  \
	register long x1 __asm__("x1") = (call)->arguments[1]; \
	register long x2 __asm__("x2") = (call)->arguments[2]; \
	register long x3 __asm__("x3") = (call)->arguments[3]; \
	register long x4 __asm__("x4") = (call)->arguments[4]; \
	register long x5 __asm__("x5") = (call)->arguments[5]

/* Four instructions. */
#define DEFINE_CALL_LOOP(name, call)                                                            \
	static inline void name(const struct system_call *made, unsigned long calls)            \
	{                                                                                       \
		register long x8 __asm__("x8") = made->number;                                  \
		OTHER_ARGUMENTS(made);                                                          \
                                                                                                \
		__asm__ volatile("1:	mov	x0, %1\n" call "	subs	%0, %0, #1\n"             \
				 "	b.ne	1b\n"                                                   \
				 : "+r"(calls)                                                  \
				 : "r"(made->arguments[0]), "r"(x8), "r"(x1), "r"(x2), "r"(x3), \
				   "r"(x4), "r"(x5)                                             \
				 : "x0", "cc", "memory");                                       \
	}

/* Eight instructions, seven where @between is empty: x0 is what the first one returned. */
#define DEFINE_PAIR_LOOP(name, call, between)                                                \
	static inline void name(const struct system_call_pair *pair, unsigned long calls)    \
	{                                                                                    \
		OTHER_ARGUMENTS(&pair->first);                                               \
                                                                                             \
		__asm__ volatile("1:	mov	x0, %1\n"                                           \
				 "	mov	x8, %2\n" call between                       \
				 "	mov	x8, %4\n" call "	subs	%0, %0, #1\n"          \
				 "	b.ne	1b\n"                                                \
				 : "+r"(calls)                                               \
				 : "r"(pair->first.arguments[0]), "r"(pair->first.number),   \
				   "r"(pair->argument), "r"(pair->number), "r"(x1), "r"(x2), \
				   "r"(x3), "r"(x4), "r"(x5)                                 \
				 : "x0", "x8", "cc", "memory");                              \
	}

DEFINE_PLAIN_LOOP(plain_loop, SYSTEM_CALL)
DEFINE_PLAIN_LOOP(plain_loop_without_call, NO_CALL)
DEFINE_CALL_LOOP(call_loop, SYSTEM_CALL)
DEFINE_CALL_LOOP(call_loop_without_call, NO_CALL)
DEFINE_PAIR_LOOP(pair_loop, SYSTEM_CALL, "	mov	x0, %3\n")
DEFINE_PAIR_LOOP(pair_loop_without_call, NO_CALL, "	mov	x0, %3\n")
DEFINE_PAIR_LOOP(chain_loop, SYSTEM_CALL, "")
DEFINE_PAIR_LOOP(chain_loop_without_call, NO_CALL, "")

#endif /* SYSTEM_CALL_H */
