// SPDX-License-Identifier: GPL-2.0-only
/*
 * Encodings: Arm Architecture Reference Manual for A-profile (DDI 0487), C6.2.
 */
#include <inttypes.h>

#include "site/site.h"
#include "site/text.h"

#define LENGTH 4

static const struct {
	uint32_t word;
	const char *text;
} whole_words[] = {
	{ 0xd503201f, "nop" },     { 0xaa1e03e9, "mov x9, x30" }, { 0xd503241f, "bti" },
	{ 0xd503245f, "bti c" },   { 0xd503249f, "bti j" },       { 0xd50324df, "bti jc" },
	{ 0xd503233f, "paciasp" }, { 0xd503237f, "pacibsp" },
};

static bool branch(uint64_t address, uint32_t word, struct instruction *instruction)
{
	if ((word & 0x7c000000) != 0x14000000)
		return false;
	instruction_set(instruction, LENGTH, word >> 31 ? "bl" : "b");
	instruction->has_target = true;
	instruction->target = address + (uint64_t)(4 * site_sign_extend(word, 26));
	return true;
}

/* What a PLT consists of (get_plt_entry): adrp, add and br by x16. */
static bool plt(uint64_t address, uint32_t word, struct instruction *instruction)
{
	unsigned int rd = word & 31, rn = word >> 5 & 31;

	if ((word & 0x9f000000) == 0x90000000) {
		uint64_t pages = (uint64_t)(word >> 5 & 0x7ffff) << 2 | (word >> 29 & 3);

		address = (address & ~UINT64_C(0xfff)) +
			  (uint64_t)(site_sign_extend(pages, 21) * 4096);
		instruction_set(instruction, LENGTH, "adrp x%u, 0x%" PRIx64, rd, address);
	} else if ((word & 0xffc00000) == 0x91000000 && rd != 31 && rn != 31) {
		instruction_set(instruction, LENGTH, "add x%u, x%u, #0x%x", rd, rn,
				word >> 10 & 0xfff);
	} else if ((word & 0xfffffc1f) == 0xd61f0000) {
		instruction_set(instruction, LENGTH, "br x%u", rn);
	} else {
		return false;
	}
	return true;
}

void instruction_text_arm64(uint64_t address, const uint8_t *bytes, size_t count,
			    struct instruction *instruction)
{
	uint32_t word;

	if (count < LENGTH)
		return;
	word = (uint32_t)instruction_bytes(bytes, LENGTH);
	for (size_t i = 0; i < sizeof(whole_words) / sizeof(whole_words[0]); i++) {
		if (word != whole_words[i].word)
			continue;
		instruction_set(instruction, LENGTH, "%s", whole_words[i].text);
		return;
	}
	if ((word & 0xffe0001f) == 0xd4200000)
		instruction_set(instruction, LENGTH, "brk #0x%x", word >> 5 & 0xffff);
	else if (!branch(address, word, instruction) && !plt(address, word, instruction))
		instruction_set(instruction, LENGTH, ".inst 0x%08x", word);
}
