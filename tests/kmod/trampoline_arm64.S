/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/linkage.h>
#include <asm/assembler.h>

/* As ftrace_stub_direct_tramp: x30 = patch site + 4, x9 = the caller's return address. */
	.text
SYM_CODE_START(lies_trampoline)
	hint	34			// bti c
	mov	x10, x30
	mov	x30, x9
	ret	x10
SYM_CODE_END(lies_trampoline)
