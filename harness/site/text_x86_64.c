// SPDX-License-Identifier: GPL-2.0-only
/*
 * Encodings: Intel 64 and IA-32 Architectures Software Developer's Manual, Volume 2.
 */
#include "site/site.h"
#include "site/text.h"

static const struct {
	uint64_t bytes;
	unsigned int length;
	const char *text;
} whole[] = {
	{ 0xfa1e0ff3, 4, "endbr64" },
	{ 0x0000441f0f, 5, "nopl 0x0(%rax,%rax,1)" },
	{ 0xcc, 1, "int3" },
	{ 0x90, 1, "nop" },
	{ 0xc3, 1, "ret" },
	{ 0x001f0f66, 4, "nopw (%rax)" },
	{ 0xd6401f0f, 4, "nopl -0x2a(%rax)" },
};

void instruction_text_x86_64(uint64_t address, const uint8_t *bytes, size_t count,
			     struct instruction *instruction)
{
	if (!count)
		return;
	for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++) {
		if (count < whole[i].length ||
		    instruction_bytes(bytes, whole[i].length) != whole[i].bytes)
			continue;
		instruction_set(instruction, whole[i].length, "%s", whole[i].text);
		return;
	}
	if (count >= 5 && (bytes[0] == 0xe8 || bytes[0] == 0xe9)) {
		uint64_t displacement = instruction_bytes(bytes + 1, 4);

		instruction_set(instruction, 5, bytes[0] == 0xe8 ? "call" : "jmp");
		instruction->has_target = true;
		instruction->target = address + 5 + (uint64_t)site_sign_extend(displacement, 32);
	} else {
		instruction_set(instruction, 1, ".byte 0x%02x", bytes[0]);
	}
}
