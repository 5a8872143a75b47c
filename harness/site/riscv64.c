// SPDX-License-Identifier: GPL-2.0-only
/*
 * riscv64 patch sites (arch/riscv/kernel/ftrace.c). Since 6.16 an auipc that never
 * changes and behind it a nop or a jalr; before, both words are patched together.
 */
#include "site/site.h"

#define NOP 0x00000013U
#define EBREAK 0x00100073U
#define C_EBREAK 0x9002U
#define C_NOP 0x0001U

#define AUIPC_T0_MASK 0x00000fffU
#define AUIPC_T0 0x00000297U
#define JALR_T0_MASK 0x000fffffU
#define JALR_T0 0x000282e7U

/* Two nops as the compiler leaves them before 6.16: of four or of two bytes. */
static bool are_nops(uint32_t first, uint32_t second)
{
	const uint32_t compressed = C_NOP << 16 | C_NOP;

	return (first == NOP && second == NOP) || (first == compressed && second == compressed);
}

void site_decode_riscv64(const struct site_bytes *bytes, struct site *site)
{
	uint32_t auipc, jalr;

	if (!site_read_u32(bytes, 0, &auipc) || !site_read_u32(bytes, 4, &jalr))
		return;
	site->address = bytes->function + 4;
	site->has_literal = site_read_u64(bytes, -8, &site->literal);
	if (auipc == EBREAK || (auipc & 0xffff) == C_EBREAK) {
		/* It stands in the auipc: where a jalr behind it leads cannot be told. */
		site->kind = SITE_BREAKPOINT;
		return;
	}
	if (are_nops(auipc, jalr)) {
		site->kind = SITE_DISABLED;
		return;
	}
	if ((auipc & AUIPC_T0_MASK) != AUIPC_T0)
		return;
	if (jalr == NOP) {
		site->kind = SITE_DISABLED;
	} else if ((jalr & JALR_T0_MASK) == JALR_T0) {
		site->kind = SITE_CALL;
		site->target = bytes->function +
			       (uint64_t)site_sign_extend(auipc & 0xfffff000U, 32) +
			       (uint64_t)site_sign_extend(jalr >> 20, 12);
	}
}
