// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bitops.h>
#include <linux/unaligned.h>

#include "site.h"

/* BL at function + 4, or + 8 behind a BTI landing pad (ftrace_call_adjust). */
unsigned long tracetoll_branch_target(unsigned long function, const u8 *code)
{
	unsigned int offset;

	for (offset = 4; offset <= 8; offset += 4) {
		u32 word = get_unaligned_le32(code + offset);

		if ((word & 0xfc000000) == 0x94000000)
			return function + offset + 4 * (long)sign_extend32(word, 25);
	}
	return 0;
}
