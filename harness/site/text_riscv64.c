// SPDX-License-Identifier: GPL-2.0-only
/*
 * Encodings: The RISC-V Instruction Set Manual, Volume I, chapters 2 (RV32I) and 28 (C).
 */
#include "site/site.h"
#include "site/text.h"

static const char *const registers[32] = {
	"zero", "ra", "sp", "gp", "tp",  "t0",  "t1", "t2", "s0", "s1", "a0",
	"a1",   "a2", "a3", "a4", "a5",  "a6",  "a7", "s2", "s3", "s4", "s5",
	"s6",   "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6",
};

static void compressed(uint16_t half, struct instruction *instruction)
{
	if (half == 0x0001)
		instruction_set(instruction, 2, "c.nop");
	else if (half == 0x9002)
		instruction_set(instruction, 2, "c.ebreak");
	else
		instruction_set(instruction, 2, ".insn 0x%04x", half);
}

static void word_text(uint32_t word, struct instruction *instruction)
{
	const char *rd = registers[word >> 7 & 31];
	const char *rs1 = registers[word >> 15 & 31];

	if (word == 0x00000013)
		instruction_set(instruction, 4, "nop");
	else if (word == 0x00100073)
		instruction_set(instruction, 4, "ebreak");
	else if ((word & 0x7f) == 0x17)
		instruction_set(instruction, 4, "auipc %s, 0x%x", rd, word >> 12);
	else if ((word & 0x707f) == 0x67)
		instruction_set(instruction, 4, "jalr %s, %d(%s)", rd,
				(int)site_sign_extend(word >> 20, 12), rs1);
	else
		instruction_set(instruction, 4, ".insn 0x%08x", word);
}

void instruction_text_riscv64(uint64_t address, const uint8_t *bytes, size_t count,
			      struct instruction *instruction)
{
	(void)address; /* a target takes two instructions: auipc alone names none */
	if (count < 2)
		return;
	if ((bytes[0] & 3) != 3)
		compressed((uint16_t)instruction_bytes(bytes, 2), instruction);
	else if (count >= 4)
		word_text((uint32_t)instruction_bytes(bytes, 4), instruction);
}
