// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bitops.h>
#include <linux/unaligned.h>

#include "site.h"

/* auipc t0 at the function, jalr t0,(t0) behind it (to_auipc_t0, to_jalr_t0). */
unsigned long tracetoll_branch_target(unsigned long function, const u8 *code)
{
	u32 auipc = get_unaligned_le32(code);
	u32 jalr = get_unaligned_le32(code + 4);

	if ((auipc & 0xfff) != 0x297 || (jalr & 0xfffff) != 0x282e7)
		return 0;
	return function + (long)(s32)(auipc & 0xfffff000) + (long)((s32)jalr >> 20);
}
