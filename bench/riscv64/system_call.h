/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SYSTEM_CALL_H
#define SYSTEM_CALL_H

/* arch/riscv/include/asm/syscall_wrapper.h: SYSCALL_DEFINEx and, without arguments, SYSCALL_DEFINE0
 */
#define SYSTEM_CALL_HANDLER(name) "__riscv_sys_" #name
#define SYSTEM_CALL_HANDLER_PLAIN(name) "__riscv_sys_" #name

/* @calls (at least 1) system calls without arguments: three instructions each. */
static inline void system_call_loop(long number, unsigned long calls)
{
	register long a7 __asm__("a7") = number;

	__asm__ volatile("1:	ecall\n"
			 "	addi	%0, %0, -1\n"
			 "	bnez	%0, 1b\n"
			 : "+r"(calls)
			 : "r"(a7)
			 : "a0", "memory");
}

#endif /* SYSTEM_CALL_H */
