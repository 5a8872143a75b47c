// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads the patch site: bytes and names, no judgement.
 */
#include <linux/kallsyms.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "attachment.h"
#include "site.h"
#include "system.h"
#include "tracetoll_ioctl.h"

void tracetoll_read_site(unsigned long function, struct tracetoll_site *site)
{
	const u8 *start = (const u8 *)function - TRACETOLL_SITE_BEFORE;
	unsigned int i;

	static_assert(TRACETOLL_SITE_BYTES <= 64, "valid is a 64-bit mask");
	static_assert(TRACETOLL_SITE_BYTES >= TRACETOLL_SITE_BEFORE + 16);

	site->function = function;
	site->valid = 0;
	memset(site->bytes, 0, sizeof(site->bytes));

	/* In words: an instruction must be read as one, it may be in transition. */
	for (i = 0; i < TRACETOLL_SITE_BYTES; i += sizeof(u32)) {
		if (!copy_from_kernel_nofault(site->bytes + i, start + i, sizeof(u32)))
			site->valid |= 0xfULL << i;
	}

	site->target = tracetoll_branch_target(function, site->bytes + TRACETOLL_SITE_BEFORE);
	memset(site->target_bytes, 0, sizeof(site->target_bytes));
	site->target_valid =
		site->target && !copy_from_kernel_nofault(site->target_bytes,
							  (const void *)(unsigned long)site->target,
							  sizeof(site->target_bytes));
}

/* Odd, so that no two sums become one: the golden ratio's (include/linux/hash.h). */
#define SUM_FACTOR 0x61C8864680B583EBULL

/* Each step can be undone, so a word that is another one is never lost. */
static u64 add_to_sum(u64 sum, u64 word)
{
	sum = (sum ^ word) * SUM_FACTOR;
	return sum ^ sum >> 32;
}

void tracetoll_sum_text(unsigned long function, struct tracetoll_text *text)
{
	const u8 *start = (const u8 *)function;
	u64 words[16];
	u32 at, i;

	text->valid = 0;
	text->sum = 0;
	for (at = 0; at < text->length; at += sizeof(words)) {
		const u32 length = min_t(u32, text->length - at, sizeof(words));

		words[(length - 1) / sizeof(u64)] = 0;
		if (copy_from_kernel_nofault(words, start + at, length)) {
			text->sum = 0;
			return;
		}
		for (i = 0; i * sizeof(u64) < length; i++)
			text->sum = add_to_sum(text->sum, words[i]);
	}
	text->valid = 1;
}

static void name_symbol(struct tracetoll_symbol *symbol)
{
	char text[KSYM_SYMBOL_LEN];

	sprint_symbol(text, symbol->address);
	strscpy(symbol->name, text, sizeof(symbol->name));
}

void tracetoll_name_address(struct tracetoll_symbol *symbol)
{
	memset(symbol->name, 0, sizeof(symbol->name));
	if (!(symbol->flags & TRACETOLL_SYMBOL_UNNAMED))
		name_symbol(symbol);
	tracetoll_find_owner(symbol);
	tracetoll_find_ops(symbol);
}
