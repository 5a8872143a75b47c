// SPDX-License-Identifier: GPL-2.0-only
#include <linux/unaligned.h>

#include "site.h"

#define ENDBR64 0xfa1e0ff3
/* What seals it (gen_endbr_poison), before and since 6.15. */
#define SEALED_NOP 0x001f0f66
#define SEALED_NOPL 0xd6401f0f

/* call or jmp rel32, behind ENDBR64 where the kernel has IBT. */
unsigned long tracetoll_branch_target(unsigned long function, const u8 *code)
{
	const u32 first = get_unaligned_le32(code);
	const bool landing = first == ENDBR64 || first == SEALED_NOP || first == SEALED_NOPL;
	const unsigned int offset = landing ? 4 : 0;

	if (code[offset] != 0xe8 && code[offset] != 0xe9)
		return 0;
	return function + offset + 5 + (long)(s32)get_unaligned_le32(code + offset + 1);
}
