// SPDX-License-Identifier: GPL-2.0-only
#include <linux/unaligned.h>

#include "site.h"

#define ENDBR64 0xfa1e0ff3

/* call or jmp rel32, behind ENDBR64 where the kernel has IBT. */
unsigned long tracetoll_branch_target(unsigned long function, const u8 *code)
{
	unsigned int offset = get_unaligned_le32(code) == ENDBR64 ? 4 : 0;

	if (code[offset] != 0xe8 && code[offset] != 0xe9)
		return 0;
	return function + offset + 5 + (long)(s32)get_unaligned_le32(code + offset + 1);
}
