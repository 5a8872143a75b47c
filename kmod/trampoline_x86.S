/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/linkage.h>
#include <asm/ibt.h>
#include <asm/nospec-branch.h>

/*
 * Entered by "call" with the tracee's return address on top of the stack.
 * CALL_DEPTH_ACCOUNT and RET are what the mitigations demand of every callee.
 */
	.text
SYM_FUNC_START(tracetoll_trampoline)
	ENDBR
	CALL_DEPTH_ACCOUNT
	RET
SYM_FUNC_END(tracetoll_trampoline)
