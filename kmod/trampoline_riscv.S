/* SPDX-License-Identifier: GPL-2.0-only */
#include <linux/linkage.h>

/*
 * Entered with t0 = the instruction behind the patch site and ra = the caller's
 * return address, untouched. "jr t0" is a return-stack hint: it pops what the
 * site's "jalr t0" pushed.
 */
	.text
SYM_CODE_START(tracetoll_trampoline)
	jr	t0
SYM_CODE_END(tracetoll_trampoline)
