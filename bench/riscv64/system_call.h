/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYSTEM_CALL_H
#define SYSTEM_CALL_H

#include "bench/system_calls.h"

/*
 * arch/riscv/include/asm/syscall_wrapper.h, SYSCALL_DEFINEx and SYSCALL_DEFINE0: with
 * arguments and without.
 */
#define SYSTEM_CALL_HANDLER(name) "__riscv_sys_" #name
#define SYSTEM_CALL_HANDLER_PLAIN(name) "__riscv_sys_" #name

#define SYSTEM_CALL "	ecall\n"
#define NO_CALL ""

/*
 * Each defines a loop of @calls (at least 1) turns. The kernel keeps all registers but a0,
 * which the call returns in (do_trap_ecall_u, arch/riscv/kernel/traps.c).
 */

/* Three instructions a turn, the call included. */
#define DEFINE_PLAIN_LOOP(name, call)                             \
	static inline void name(long number, unsigned long calls) \
	{                                                         \
		register long a7 __asm__("a7") = number;          \
                                                                  \
		__asm__ volatile("1:\n" call "	addi	%0, %0, -1\n" \
				 "	bnez	%0, 1b\n"                 \
				 : "+r"(calls)                    \
				 : "r"(a7)                        \
				 : "a0", "memory");               \
	}

/* The arguments behind the first one. */
#define OTHER_ARGUMENTS(call)                                  \
	register long a1 __asm__("a1") = (call)->arguments[1]; \
	register long a2 __asm__("a2") = (call)->arguments[2]; \
	register long a3 __asm__("a3") = (call)->arguments[3]; \
	register long a4 __asm__("a4") = (call)->arguments[4]; \
	register long a5 __asm__("a5") = (call)->arguments[5]

/* Four instructions. */
#define DEFINE_CALL_LOOP(name, call)                                                            \
	static inline void name(const struct system_call *made, unsigned long calls)            \
	{                                                                                       \
		register long a7 __asm__("a7") = made->number;                                  \
		OTHER_ARGUMENTS(made);                                                          \
                                                                                                \
		__asm__ volatile("1:	mv	a0, %1\n" call "	addi	%0, %0, -1\n"             \
				 "	bnez	%0, 1b\n"                                               \
				 : "+r"(calls)                                                  \
				 : "r"(made->arguments[0]), "r"(a7), "r"(a1), "r"(a2), "r"(a3), \
				   "r"(a4), "r"(a5)                                             \
				 : "a0", "memory");                                             \
	}

/* Eight instructions, seven where @between is empty: a0 is what the first one returned. */
#define DEFINE_PAIR_LOOP(name, call, between)                                                \
	static inline void name(const struct system_call_pair *pair, unsigned long calls)    \
	{                                                                                    \
		OTHER_ARGUMENTS(&pair->first);                                               \
                                                                                             \
		__asm__ volatile("1:	mv	a0, %1\n"                                            \
				 "	mv	a7, %2\n" call between                       \
				 "	mv	a7, %4\n" call "	addi	%0, %0, -1\n"          \
				 "	bnez	%0, 1b\n"                                            \
				 : "+r"(calls)                                               \
				 : "r"(pair->first.arguments[0]), "r"(pair->first.number),   \
				   "r"(pair->argument), "r"(pair->number), "r"(a1), "r"(a2), \
				   "r"(a3), "r"(a4), "r"(a5)                                 \
				 : "a0", "a7", "memory");                                    \
	}

DEFINE_PLAIN_LOOP(plain_loop, SYSTEM_CALL)
DEFINE_PLAIN_LOOP(plain_loop_without_call, NO_CALL)
DEFINE_CALL_LOOP(call_loop, SYSTEM_CALL)
DEFINE_CALL_LOOP(call_loop_without_call, NO_CALL)
DEFINE_PAIR_LOOP(pair_loop, SYSTEM_CALL, "	mv	a0, %3\n")
DEFINE_PAIR_LOOP(pair_loop_without_call, NO_CALL, "	mv	a0, %3\n")
DEFINE_PAIR_LOOP(chain_loop, SYSTEM_CALL, "")
DEFINE_PAIR_LOOP(chain_loop_without_call, NO_CALL, "")

#endif /* SYSTEM_CALL_H */
