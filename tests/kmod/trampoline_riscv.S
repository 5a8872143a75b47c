/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/linkage.h>

/* As ftrace_stub_direct_tramp: t0 = the instruction behind the patch site. */
	.text
SYM_CODE_START(lies_trampoline)
	jr	t0
SYM_CODE_END(lies_trampoline)
