/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYSTEM_CALL_H
#define SYSTEM_CALL_H

/*
 * arch/x86/include/asm/syscall_wrapper.h. Without arguments all aliases share one
 * address, which ftrace knows by this name alone.
 */
#define SYSTEM_CALL_HANDLER(name) "__x64_sys_" #name
#define SYSTEM_CALL_HANDLER_PLAIN(name) "__do_sys_" #name

/* @calls (at least 1) system calls without arguments: four instructions each. */
static inline void system_call_loop(long number, unsigned long calls)
{
	__asm__ volatile("1:	movl	%k1, %%eax\n"
			 "	syscall\n"
			 "	decq	%0\n"
			 "	jnz	1b\n"
			 : "+r"(calls)
			 : "r"(number)
			 : "rax", "rcx", "r11", "cc", "memory");
}

#endif /* SYSTEM_CALL_H */
