/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/linkage.h>
#include <asm/assembler.h>
#include "shortest_arm64.S"

/*
 * Calls a C function first. Two frame records, as a function that was called by the tracee
 * would leave them, so that a backtrace shows the tracee and its caller. x9 to x17 are
 * free at a function's entry; the stack stays 16-byte aligned.
 */
	.macro	c_trampoline name, function
SYM_CODE_START(\name)
	hint	34			// bti c, in a form every assembler takes
	stp	x29, x9, [sp, #-16]!
	mov	x29, sp
	stp	x29, x30, [sp, #-96]!
	mov	x29, sp
	stp	x0, x1, [sp, #16]
	stp	x2, x3, [sp, #32]
	stp	x4, x5, [sp, #48]
	stp	x6, x7, [sp, #64]
	str	x8, [sp, #80]
	bl	\function
	ldp	x0, x1, [sp, #16]
	ldp	x2, x3, [sp, #32]
	ldp	x4, x5, [sp, #48]
	ldp	x6, x7, [sp, #64]
	ldr	x8, [sp, #80]
	ldp	x29, x10, [sp], #96
	ldp	x29, x30, [sp], #16
	ret	x10
SYM_CODE_END(\name)
	.endm

	.text
	shortest_trampoline tracetoll_trampoline_shortest
	shortest_trampoline tracetoll_trampoline_return
#ifndef CONFIG_ARM64_BTI_KERNEL
	shortest_trampoline tracetoll_trampoline_branch, br
#endif
	c_trampoline tracetoll_trampoline_c, tracetoll_called_by_c
	c_trampoline tracetoll_trampoline_count_a, tracetoll_called_by_count_a
	c_trampoline tracetoll_trampoline_count_b, tracetoll_called_by_count_b
