/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYSTEM_CALL_H
#define SYSTEM_CALL_H

#include "bench/system_calls.h"

/*
 * arch/x86/include/asm/syscall_wrapper.h. Without arguments all aliases share one
 * address, which ftrace knows by this name alone.
 */
#define SYSTEM_CALL_HANDLER(name) "__x64_sys_" #name
#define SYSTEM_CALL_HANDLER_PLAIN(name) "__do_sys_" #name

#define SYSTEM_CALL "	syscall\n"
#define NO_CALL ""

/*
 * Each defines a loop of @calls (at least 1) turns. The kernel keeps all registers but rax,
 * which the call returns in, and the instruction's own rcx and r11
 * (entry_SYSCALL_64, arch/x86/entry/entry_64.S).
 */

/* Four instructions a turn, the call included. */
#define DEFINE_PLAIN_LOOP(name, call)                                           \
	static inline void name(long number, unsigned long calls)               \
	{                                                                       \
		__asm__ volatile("1:	movl	%k1, %%eax\n" call "	decq	%0\n" \
				 "	jnz	1b\n"                                    \
				 : "+r"(calls)                                  \
				 : "r"(number)                                  \
				 : "rax", "rcx", "r11", "cc", "memory");        \
	}

/* The arguments behind the first one. */
#define OTHER_ARGUMENTS(call)                                    \
	register long rsi __asm__("rsi") = (call)->arguments[1]; \
	register long rdx __asm__("rdx") = (call)->arguments[2]; \
	register long r10 __asm__("r10") = (call)->arguments[3]; \
	register long r8 __asm__("r8") = (call)->arguments[4];   \
	register long r9 __asm__("r9") = (call)->arguments[5]

/* Four instructions. */
#define DEFINE_CALL_LOOP(name, call)                                                          \
	static inline void name(const struct system_call *made, unsigned long calls)          \
	{                                                                                     \
		register long rdi __asm__("rdi") = made->arguments[0];                        \
		OTHER_ARGUMENTS(made);                                                        \
                                                                                              \
		__asm__ volatile("1:	movl	%k1, %%eax\n" call "	decq	%0\n"               \
				 "	jnz	1b\n"                                                  \
				 : "+r"(calls)                                                \
				 : "r"(made->number), "r"(rdi), "r"(rsi), "r"(rdx), "r"(r10), \
				   "r"(r8), "r"(r9)                                           \
				 : "rax", "rcx", "r11", "cc", "memory");                      \
	}

/* Eight instructions; @between sets the second call's first argument. */
#define DEFINE_PAIR_LOOP(name, call, between)                                                  \
	static inline void name(const struct system_call_pair *pair, unsigned long calls)      \
	{                                                                                      \
		OTHER_ARGUMENTS(&pair->first);                                                 \
                                                                                               \
		__asm__ volatile("1:	movq	%1, %%rdi\n"                                         \
				 "	movl	%k2, %%eax\n" call between                     \
				 "	movl	%k4, %%eax\n" call "	decq	%0\n"                \
				 "	jnz	1b\n"                                                   \
				 : "+r"(calls)                                                 \
				 : "r"(pair->first.arguments[0]), "r"(pair->first.number),     \
				   "r"(pair->argument), "r"(pair->number), "r"(rsi), "r"(rdx), \
				   "r"(r10), "r"(r8), "r"(r9)                                  \
				 : "rax", "rdi", "rcx", "r11", "cc", "memory");                \
	}

DEFINE_PLAIN_LOOP(plain_loop, SYSTEM_CALL)
DEFINE_PLAIN_LOOP(plain_loop_without_call, NO_CALL)
DEFINE_CALL_LOOP(call_loop, SYSTEM_CALL)
DEFINE_CALL_LOOP(call_loop_without_call, NO_CALL)
DEFINE_PAIR_LOOP(pair_loop, SYSTEM_CALL, "	movq	%3, %%rdi\n")
DEFINE_PAIR_LOOP(pair_loop_without_call, NO_CALL, "	movq	%3, %%rdi\n")
DEFINE_PAIR_LOOP(chain_loop, SYSTEM_CALL, "	movq	%%rax, %%rdi\n")
DEFINE_PAIR_LOOP(chain_loop_without_call, NO_CALL, "	movq	%%rax, %%rdi\n")

#endif /* SYSTEM_CALL_H */
