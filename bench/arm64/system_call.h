/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYSTEM_CALL_H
#define SYSTEM_CALL_H

/* arch/arm64/include/asm/syscall_wrapper.h: __SYSCALL_DEFINEx and, without arguments,
 * SYSCALL_DEFINE0 */
#define SYSTEM_CALL_HANDLER(name) "__arm64_sys_" #name
#define SYSTEM_CALL_HANDLER_PLAIN(name) "__arm64_sys_" #name

/* @calls (at least 1) system calls without arguments: three instructions each. */
static inline void system_call_loop(long number, unsigned long calls)
{
	register long x8 __asm__("x8") = number;

	__asm__ volatile("1:	svc	#0\n"
			 "	subs	%0, %0, #1\n"
			 "	b.ne	1b\n"
			 : "+r"(calls)
			 : "r"(x8)
			 : "x0", "cc", "memory");
}

#endif /* SYSTEM_CALL_H */
