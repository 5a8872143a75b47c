// SPDX-License-Identifier: GPL-2.0-only
#include <linux/errno.h>
#include <linux/kconfig.h>
#include <linux/mutex.h>

#include "lies.h"
#include "symbol.h"

#define NOP 0x00000013

/* With CALL_OPS only the jalr changes, without it the auipc, too (ftrace_make_nop). */
unsigned int patch_site_size(void)
{
	return IS_ENABLED(CONFIG_DYNAMIC_FTRACE_WITH_CALL_OPS) ? sizeof(u32) : 2 * sizeof(u32);
}

/* patch_insn_write() wants text_mutex held. */
static int patch_bytes(unsigned long address, const void *bytes, size_t length)
{
	int (*patch)(void *address, const void *bytes, size_t length) =
		(void *)symbol_address("patch_text_nosync");
	struct mutex *lock = (void *)symbol_address("text_mutex");
	int err;

	if (!patch || !lock)
		return -EOPNOTSUPP;
	mutex_lock(lock);
	err = patch((void *)address, bytes, length);
	mutex_unlock(lock);
	return err;
}

int patch_instruction(unsigned long ip, u32 instruction)
{
	return patch_bytes(ip, &instruction, sizeof(instruction));
}

int patch_site_nop(unsigned long ip)
{
	const u32 nops[2] = { NOP, NOP };

	return patch_bytes(ip, nops, patch_site_size());
}

int patch_literal(unsigned long address, u64 value)
{
	return patch_bytes(address, &value, sizeof(value));
}
