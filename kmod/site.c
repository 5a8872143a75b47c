// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads the patch site: bytes and names, no judgement.
 */
#include <linux/kallsyms.h>
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

void tracetoll_name_address(struct tracetoll_symbol *symbol)
{
	char text[KSYM_SYMBOL_LEN];

	sprint_symbol(text, symbol->address);
	memset(symbol->name, 0, sizeof(symbol->name));
	strscpy(symbol->name, text, sizeof(symbol->name));
	tracetoll_find_owner(symbol);
	tracetoll_find_ops(symbol);
}
