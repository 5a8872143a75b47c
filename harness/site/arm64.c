// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64 patch sites (arch/arm64/kernel/ftrace.c): "mov x9, x30" and then a nop or a
 * BL; both one instruction later behind a BTI landing pad (ftrace_call_adjust).
 */
#include "site/site.h"

#define NOP 0xd503201fU
#define MOV_X9_X30 0xaa1e03e9U
#define BTI_C 0xd503245fU
#define BRK_KPROBE 0xd4200080U /* brk #4, KPROBES_BRK_IMM */

#define BL_MASK 0xfc000000U
#define BL 0x94000000U

/* A module's PLT slot for ftrace_caller (get_plt_entry): adrp, add, br x16. */
#define ADRP_X16_MASK 0x9f00001fU
#define ADRP_X16 0x90000010U
#define ADD_X16_MASK 0xffc003ffU
#define ADD_X16 0x91000210U
#define BR_X16 0xd61f0200U

static uint32_t target_word(const struct site_bytes *bytes, size_t index)
{
	const uint8_t *word = bytes->target_bytes + 4 * index;

	return (uint32_t)word[0] | (uint32_t)word[1] << 8 | (uint32_t)word[2] << 16 |
	       (uint32_t)word[3] << 24;
}

static void follow_plt(const struct site_bytes *bytes, struct site *site)
{
	uint32_t adrp = target_word(bytes, 0);
	uint32_t add = target_word(bytes, 1);
	uint64_t pages;

	site->first_target = site->target;
	if (!bytes->target_valid || bytes->target != site->target)
		return;
	if ((adrp & ADRP_X16_MASK) != ADRP_X16 || (add & ADD_X16_MASK) != ADD_X16 ||
	    target_word(bytes, 2) != BR_X16)
		return;
	/* ADRP: immhi is bits 23..5, immlo bits 30..29, in pages of 4 KiB. */
	pages = (uint64_t)(adrp >> 5 & 0x7ffff) << 2 | (adrp >> 29 & 3);
	site->target = (site->first_target & ~UINT64_C(0xfff)) +
		       (uint64_t)(site_sign_extend(pages, 21) * 4096) + (add >> 10 & 0xfff);
	site->via_plt = true;
}

void site_decode_arm64(const struct site_bytes *bytes, struct site *site)
{
	uint32_t first, word;
	int offset = 4;

	if (!site_read_u32(bytes, 0, &first))
		return;
	/* A breakpoint hides a landing pad; the mov behind it tells. */
	if (first == BTI_C ||
	    (first == BRK_KPROBE && site_read_u32(bytes, 4, &word) && word == MOV_X9_X30))
		offset = 8;
	site->address = bytes->function + (uint64_t)offset;
	/* ALIGN_DOWN(rec->ip - 12, 8), ftrace_rec_set_ops */
	site->has_literal = site_read_u64(bytes, -8, &site->literal);
	if (first == BRK_KPROBE)
		site->kind = SITE_BREAKPOINT;
	/* A nop stands for the mov in the image until ftrace_init() ran. */
	else if (first != MOV_X9_X30 && first != NOP && first != BTI_C)
		return;
	if (!site_read_u32(bytes, offset, &word))
		return;
	if (word == NOP && site->kind != SITE_BREAKPOINT) {
		site->kind = SITE_DISABLED;
	} else if ((word & BL_MASK) == BL) {
		if (site->kind != SITE_BREAKPOINT)
			site->kind = SITE_CALL;
		site->target = site->address + (uint64_t)(4 * site_sign_extend(word, 26));
		follow_plt(bytes, site);
	}
}
