// SPDX-License-Identifier: GPL-2.0-only
#include <linux/errno.h>

#include "lies.h"
#include "symbol.h"

#define NOP 0xd503201f

unsigned int patch_site_size(void)
{
	return sizeof(u32);
}

int patch_instruction(unsigned long ip, u32 instruction)
{
	int (*patch)(void *address, u32 instruction) =
		(void *)symbol_address("aarch64_insn_patch_text_nosync");

	return patch ? patch((void *)ip, instruction) : -EOPNOTSUPP;
}

int patch_site_nop(unsigned long ip)
{
	return patch_instruction(ip, NOP);
}

int patch_literal(unsigned long address, u64 value)
{
	int (*patch)(void *address, u64 value) =
		(void *)symbol_address("aarch64_insn_write_literal_u64");

	return patch ? patch((void *)address, value) : -EOPNOTSUPP;
}
