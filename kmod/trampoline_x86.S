/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/linkage.h>
#include <asm/ibt.h>
#include <asm/nospec-branch.h>

/*
 * Entered by "call" with the tracee's return address on top of the stack.
 * CALL_DEPTH_ACCOUNT and RET are what the mitigations demand of every callee.
 */
	.macro	shortest_trampoline name
SYM_FUNC_START(\name)
	ENDBR
	CALL_DEPTH_ACCOUNT
	RET
SYM_FUNC_END(\name)
	.endm

/*
 * Calls a C function first, with the registers kept that carry arguments: rax tells
 * how many vector registers do, r10 is the static chain.
 */
	.macro	c_trampoline name, function
SYM_FUNC_START(\name)
	ENDBR
	CALL_DEPTH_ACCOUNT
	pushq	%rbp
	movq	%rsp, %rbp
	pushq	%rdi
	pushq	%rsi
	pushq	%rdx
	pushq	%rcx
	pushq	%r8
	pushq	%r9
	pushq	%rax
	pushq	%r10
	call	\function
	popq	%r10
	popq	%rax
	popq	%r9
	popq	%r8
	popq	%rcx
	popq	%rdx
	popq	%rsi
	popq	%rdi
	popq	%rbp
	RET
SYM_FUNC_END(\name)
	.endm

	.text
	shortest_trampoline tracetoll_trampoline_shortest
	shortest_trampoline tracetoll_trampoline_return
	c_trampoline tracetoll_trampoline_c, tracetoll_called_by_c
	c_trampoline tracetoll_trampoline_count_a, tracetoll_called_by_count_a
	c_trampoline tracetoll_trampoline_count_b, tracetoll_called_by_count_b
