// SPDX-License-Identifier: GPL-2.0-only
/*
 * x86-64 patch sites (arch/x86/kernel/ftrace.c): five bytes at the function, or
 * behind its ENDBR64 where the kernel was built with IBT.
 */
#include "site/site.h"

#define ENDBR64 0xfa1e0ff3U
/* What seals it where nobody branches to by a pointer: gen_endbr_poison(), before and since 6.15.
 */
#define SEALED_NOP 0x001f0f66U /* osp nopl (%rax) */
#define SEALED_NOPL 0xd6401f0fU /* nopl -42(%rax) */
#define NOP5_LOW 0x00441f0fU /* 0f 1f 44 00, and a last 00 */
#define CALL 0xe8U
#define JMP 0xe9U
#define INT3 0xccU

void site_decode_x86_64(const struct site_bytes *bytes, struct site *site)
{
	uint32_t first, low, high;
	int offset = 0;
	uint64_t displacement;

	if (!site_read_u32(bytes, 0, &first))
		return;
	if (first == ENDBR64 || first == SEALED_NOP || first == SEALED_NOPL)
		offset = 4;
	if (!site_read_u32(bytes, offset, &low) || !site_read_u32(bytes, offset + 1, &high))
		return;
	site->address = bytes->function + (uint64_t)offset;
	displacement = (uint64_t)site_sign_extend(high, 32);
	switch (low & 0xff) {
	case CALL:
		site->kind = SITE_CALL;
		break;
	case JMP:
		site->kind = SITE_JUMP;
		break;
	case INT3:
		site->kind = SITE_BREAKPOINT;
		return;
	default:
		if (low == NOP5_LOW && high >> 24 == 0)
			site->kind = SITE_DISABLED;
		return;
	}
	site->target = site->address + 5 + displacement;
}
