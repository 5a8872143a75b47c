/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/linkage.h>
#include <asm/asm.h>

/*
 * Entered with t0 = the instruction behind the patch site and ra = the caller's
 * return address, untouched. "jr t0" is a return-stack hint: it pops what the
 * site's "jalr t0" pushed. "jr t1" is none.
 */
	.macro	jump_trampoline name, register
SYM_CODE_START(\name)
	mv	t1, t0
	jr	\register
SYM_CODE_END(\name)
	.endm

/* clang passes arguments of local functions in these, too (mcount-dyn.S, SAVE_ABI_REGS). */
	.macro	more_arguments what, offset
#ifdef CONFIG_CC_IS_CLANG
	\what	t2, \offset(sp)
	\what	t3, \offset+8(sp)
	\what	t4, \offset+16(sp)
	\what	t5, \offset+24(sp)
	\what	t6, \offset+32(sp)
#endif
	.endm

	.macro	arguments what
	\what	a0, 0(sp)
	\what	a1, 8(sp)
	\what	a2, 16(sp)
	\what	a3, 24(sp)
	\what	a4, 32(sp)
	\what	a5, 40(sp)
	\what	a6, 48(sp)
	\what	a7, 56(sp)
	more_arguments \what, 64
	.endm

/*
 * Calls a C function first. Two frame records, as a function that was called by the tracee
 * would leave them, so that a backtrace shows the tracee and its caller. The stack
 * stays 16-byte aligned.
 */
	.macro	c_trampoline name, function
SYM_CODE_START(\name)
	addi	sp, sp, -16
	sd	s0, 0(sp)
	sd	ra, 8(sp)
	addi	s0, sp, 16
	addi	sp, sp, -128
	sd	s0, 112(sp)
	sd	t0, 120(sp)
	addi	s0, sp, 128
	arguments sd
	call	\function
	arguments ld
	ld	t0, 120(sp)
	addi	sp, sp, 128
	ld	s0, 0(sp)
	ld	ra, 8(sp)
	addi	sp, sp, 16
	jr	t0
SYM_CODE_END(\name)
	.endm

	.text
SYM_CODE_START(tracetoll_trampoline_shortest)
	jr	t0
SYM_CODE_END(tracetoll_trampoline_shortest)

	jump_trampoline tracetoll_trampoline_return, t0
	jump_trampoline tracetoll_trampoline_branch, t1
	c_trampoline tracetoll_trampoline_c, tracetoll_called_by_c
	c_trampoline tracetoll_trampoline_count_a, tracetoll_called_by_count_a
	c_trampoline tracetoll_trampoline_count_b, tracetoll_called_by_count_b
