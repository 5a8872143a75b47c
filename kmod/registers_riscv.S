/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/linkage.h>

#include "registers.h"

/*
 * What gcc makes of -fpatchable-function-entry=total,before (TRACETOLL_PATCH_SITE, from
 * the kernel's own makefile): nops, of them some before the function's name, and the
 * address of the first one in a section. With the C extension they are short ones.
 */
	.macro	patchable_function, name, total, before=0
	.balign	8
.Lsite_\name:
	.rept	\before
	nop
	.endr
SYM_START(\name, SYM_L_GLOBAL, SYM_A_NONE)
	.rept	\total - \before
	nop
	.endr
	.pushsection __patchable_function_entries, "awo", @progbits, .Lsite_\name
	.p2align 3
	.8byte	.Lsite_\name
	.popsection
	.endm

#define ARGUMENT(n) (TRACETOLL_OFFSET_ARGUMENTS + 8 * n)

/* Only t0 to t6 are free: what else there is, is what is looked at. */
	.macro	keep_registers
	la	t1, tracetoll_registers_found
	sd	a0, ARGUMENT(0)(t1)
	sd	a1, ARGUMENT(1)(t1)
	sd	a2, ARGUMENT(2)(t1)
	sd	a3, ARGUMENT(3)(t1)
	sd	a4, ARGUMENT(4)(t1)
	sd	a5, ARGUMENT(5)(t1)
	sd	a6, ARGUMENT(6)(t1)
	sd	a7, ARGUMENT(7)(t1)
	keep_saved_registers t1
	sd	ra, TRACETOLL_OFFSET_RETURN_ADDRESS(t1)
	sd	sp, TRACETOLL_OFFSET_STACK(t1)
	ld	t2, TRACETOLL_OFFSET_ENTERED(t1)
	addi	t2, t2, 1
	sd	t2, TRACETOLL_OFFSET_ENTERED(t1)
	.endm

/* insn of s0 to s11 and words in a row: sd to keep, ld to load. */
	.macro	saved_registers, insn, base, offset
	\insn	s0, (\offset)(\base)
	\insn	s1, (\offset + 8)(\base)
	\insn	s2, (\offset + 16)(\base)
	\insn	s3, (\offset + 24)(\base)
	\insn	s4, (\offset + 32)(\base)
	\insn	s5, (\offset + 40)(\base)
	\insn	s6, (\offset + 48)(\base)
	\insn	s7, (\offset + 56)(\base)
	\insn	s8, (\offset + 64)(\base)
	\insn	s9, (\offset + 72)(\base)
	\insn	s10, (\offset + 80)(\base)
	\insn	s11, (\offset + 88)(\base)
	.endm

	.macro	keep_saved_registers, to
	saved_registers sd, \to, TRACETOLL_OFFSET_SAVED
	.endm

	.text
	patchable_function tracetoll_registers_tracee, TRACETOLL_PATCH_SITE
	keep_registers
	li	a0, TRACETOLL_REGISTERS_VALUE
	ret
SYM_FUNC_END(tracetoll_registers_tracee)

SYM_FUNC_START(tracetoll_verify_redirect_target)
	keep_registers
	li	a0, TRACETOLL_REDIRECTED_VALUE
	ret
SYM_FUNC_END(tracetoll_verify_redirect_target)

SYM_FUNC_START(tracetoll_verify_return)
	ret
SYM_FUNC_END(tracetoll_verify_return)

/*
 * s0 holds no frame while the tracee runs: whoever unwinds through it checks that a
 * frame lies on the stack (walk_stackframe) and ends there.
 */
#define FRAME 112
#define FRAME_AFTER 0
#define FRAME_RA 8
#define FRAME_SAVED 16
SYM_FUNC_START(tracetoll_registers_caller)
	addi	sp, sp, -FRAME
	sd	a1, FRAME_AFTER(sp)
	sd	ra, FRAME_RA(sp)
	saved_registers sd, sp, FRAME_SAVED

	mv	t1, a0
	saved_registers ld, t1, TRACETOLL_OFFSET_SAVED
	ld	a0, ARGUMENT(0)(t1)
	ld	a1, ARGUMENT(1)(t1)
	ld	a2, ARGUMENT(2)(t1)
	ld	a3, ARGUMENT(3)(t1)
	ld	a4, ARGUMENT(4)(t1)
	ld	a5, ARGUMENT(5)(t1)
	ld	a6, ARGUMENT(6)(t1)
	ld	a7, ARGUMENT(7)(t1)
	call	tracetoll_registers_tracee
SYM_INNER_LABEL(tracetoll_registers_return, SYM_L_GLOBAL)
	ld	t1, FRAME_AFTER(sp)
	sd	a0, TRACETOLL_OFFSET_RETURN_VALUE(t1)
	keep_saved_registers t1

	saved_registers ld, sp, FRAME_SAVED
	ld	ra, FRAME_RA(sp)
	addi	sp, sp, FRAME
	ret
SYM_FUNC_END(tracetoll_registers_caller)
