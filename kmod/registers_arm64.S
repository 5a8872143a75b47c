/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/linkage.h>
#include <asm/assembler.h>

#include "registers.h"

#define RETURN_ADDRESS TRACETOLL_OFFSET_RETURN_ADDRESS
#define STACK TRACETOLL_OFFSET_STACK
#define ENTERED TRACETOLL_OFFSET_ENTERED
#define RETURN_VALUE TRACETOLL_OFFSET_RETURN_VALUE

	.macro	landing_pad
#ifdef CONFIG_ARM64_BTI_KERNEL
	hint	34			// bti c
#endif
	.endm

/*
 * What gcc makes of -fpatchable-function-entry=total,before (TRACETOLL_PATCH_SITE, from
 * the kernel's own makefile): nops, of them some before the function's name, and the
 * address of the first one in a section. Those behind the name follow the landing pad.
 */
	.macro	patchable_function, name, total, before=0
	.balign	8
	.if	\before
.Lsite_\name:
	.rept	\before
	nop
	.endr
	.endif
SYM_START(\name, SYM_L_GLOBAL, SYM_A_NONE)
	landing_pad
	.if	\before == 0
.Lsite_\name:
	.endif
	.rept	\total - \before
	nop
	.endr
	.pushsection __patchable_function_entries, "awo", %progbits, .Lsite_\name
	.p2align 3
	.8byte	.Lsite_\name
	.popsection
	.endm

/* Only x9 to x17 are free: what else there is, is what is looked at. */
	.macro	keep_registers
	adr_l	x16, tracetoll_registers_found
	stp	x0, x1, [x16, #TRACETOLL_OFFSET_ARGUMENTS]
	stp	x2, x3, [x16, #TRACETOLL_OFFSET_ARGUMENTS + 16]
	stp	x4, x5, [x16, #TRACETOLL_OFFSET_ARGUMENTS + 32]
	stp	x6, x7, [x16, #TRACETOLL_OFFSET_ARGUMENTS + 48]
	str	x8, [x16, #TRACETOLL_OFFSET_ARGUMENTS + 64]
	keep_saved_registers x16
	str	x30, [x16, #RETURN_ADDRESS]
	mov	x17, sp
	str	x17, [x16, #STACK]
	ldr	x17, [x16, #ENTERED]
	add	x17, x17, #1
	str	x17, [x16, #ENTERED]
	.endm

	.macro	keep_saved_registers, to
	stp	x19, x20, [\to, #TRACETOLL_OFFSET_SAVED]
	stp	x21, x22, [\to, #TRACETOLL_OFFSET_SAVED + 16]
	stp	x23, x24, [\to, #TRACETOLL_OFFSET_SAVED + 32]
	stp	x25, x26, [\to, #TRACETOLL_OFFSET_SAVED + 48]
	stp	x27, x28, [\to, #TRACETOLL_OFFSET_SAVED + 64]
	str	x29, [\to, #TRACETOLL_OFFSET_SAVED + 80]
	.endm

	.text
	patchable_function tracetoll_registers_tracee, TRACETOLL_PATCH_SITE
	keep_registers
	ldr	x0, =TRACETOLL_REGISTERS_VALUE
	ret
SYM_FUNC_END(tracetoll_registers_tracee)

SYM_FUNC_START(tracetoll_verify_redirect_target)
	keep_registers
	ldr	x0, =TRACETOLL_REDIRECTED_VALUE
	ret
SYM_FUNC_END(tracetoll_verify_redirect_target)

SYM_FUNC_START(tracetoll_verify_return)
	ret
SYM_FUNC_END(tracetoll_verify_return)

/*
 * x29 holds no frame while the tracee runs: whoever unwinds through it checks that a
 * frame lies on the stack (unwind_next_frame_record) and ends there.
 */
#define FRAME 112
SYM_FUNC_START(tracetoll_registers_caller)
	stp	x29, x30, [sp, #-FRAME]!
	stp	x19, x20, [sp, #16]
	stp	x21, x22, [sp, #32]
	stp	x23, x24, [sp, #48]
	stp	x25, x26, [sp, #64]
	stp	x27, x28, [sp, #80]
	str	x1, [sp, #96]

	mov	x16, x0
	ldp	x19, x20, [x16, #TRACETOLL_OFFSET_SAVED]
	ldp	x21, x22, [x16, #TRACETOLL_OFFSET_SAVED + 16]
	ldp	x23, x24, [x16, #TRACETOLL_OFFSET_SAVED + 32]
	ldp	x25, x26, [x16, #TRACETOLL_OFFSET_SAVED + 48]
	ldp	x27, x28, [x16, #TRACETOLL_OFFSET_SAVED + 64]
	ldr	x29, [x16, #TRACETOLL_OFFSET_SAVED + 80]
	ldp	x0, x1, [x16, #TRACETOLL_OFFSET_ARGUMENTS]
	ldp	x2, x3, [x16, #TRACETOLL_OFFSET_ARGUMENTS + 16]
	ldp	x4, x5, [x16, #TRACETOLL_OFFSET_ARGUMENTS + 32]
	ldp	x6, x7, [x16, #TRACETOLL_OFFSET_ARGUMENTS + 48]
	ldr	x8, [x16, #TRACETOLL_OFFSET_ARGUMENTS + 64]
	bl	tracetoll_registers_tracee
SYM_INNER_LABEL(tracetoll_registers_return, SYM_L_GLOBAL)
	ldr	x16, [sp, #96]
	str	x0, [x16, #RETURN_VALUE]
	keep_saved_registers x16

	ldp	x19, x20, [sp, #16]
	ldp	x21, x22, [sp, #32]
	ldp	x23, x24, [sp, #48]
	ldp	x25, x26, [sp, #64]
	ldp	x27, x28, [sp, #80]
	ldp	x29, x30, [sp], #FRAME
	ret
SYM_FUNC_END(tracetoll_registers_caller)
	.ltorg
