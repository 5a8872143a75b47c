/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Included: the shortest trampoline, for whoever has one.
 *
 * Entered with x30 = patch site + 4 and x9 = the caller's return address
 * (arch/arm64/kernel/entry-ftrace.S, ftrace_caller). Swaps them back and goes on in
 * the tracee. "ret", not "br": it pops what the site's BL pushed on the
 * return stack. The landing pad is for "br x17", the way of a far direct call.
 */
	.macro	shortest_trampoline name, leave=ret
SYM_CODE_START(\name)
	hint	34			// bti c, in a form every assembler takes
	mov	x10, x30
	mov	x30, x9
	\leave	x10
SYM_CODE_END(\name)
	.endm
