// SPDX-License-Identifier: GPL-2.0-only
#include "site/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void instruction_set(struct instruction *instruction, unsigned int length, const char *format, ...)
{
	va_list arguments;

	instruction->length = length;
	va_start(arguments, format);
	vsnprintf(instruction->text, sizeof(instruction->text), format, arguments);
	va_end(arguments);
}

uint64_t instruction_bytes(const uint8_t *bytes, unsigned int length)
{
	uint64_t value = 0;

	for (unsigned int i = 0; i < length; i++)
		value |= (uint64_t)bytes[i] << (8 * i);
	return value;
}

void instruction_text(enum architecture architecture, uint64_t address, const uint8_t *bytes,
		      size_t count, struct instruction *instruction)
{
	memset(instruction, 0, sizeof(*instruction));
	switch (architecture) {
	case ARCHITECTURE_ARM64:
		instruction_text_arm64(address, bytes, count, instruction);
		break;
	case ARCHITECTURE_RISCV64:
		instruction_text_riscv64(address, bytes, count, instruction);
		break;
	case ARCHITECTURE_X86_64:
		instruction_text_x86_64(address, bytes, count, instruction);
		break;
	}
}
