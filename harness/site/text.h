/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/dispatch.h"

/* One instruction of a patch site, as an assembler would take it. */
struct instruction {
	unsigned int length; /* in bytes, 1 to 5; 0 if @count was too small for any */
	char text[48]; /* "mov x9, x30"; without its target if it has one: "bl" */
	bool has_target; /* it branches to `target`, whatever the registers hold */
	uint64_t target;
};

/*
 * The instruction in the @count bytes at @address. Knows what stands at patch sites, in
 * the ways to a tracer and in module PLTs; anything else comes out as .inst, .insn or
 * .byte with its value. Pure, for any bytes, on any host.
 */
void instruction_text(enum architecture architecture, uint64_t address, const uint8_t *bytes,
		      size_t count, struct instruction *instruction);

/* One architecture a file; @instruction is zeroed before. */
void instruction_text_arm64(uint64_t address, const uint8_t *bytes, size_t count,
			    struct instruction *instruction);
void instruction_text_riscv64(uint64_t address, const uint8_t *bytes, size_t count,
			      struct instruction *instruction);
void instruction_text_x86_64(uint64_t address, const uint8_t *bytes, size_t count,
			     struct instruction *instruction);

/* For them: sets length and text; the text is a format. */
__attribute__((format(printf, 3, 4))) void
instruction_set(struct instruction *instruction, unsigned int length, const char *format, ...);

/* The little-endian number in @length bytes, at most 8. */
uint64_t instruction_bytes(const uint8_t *bytes, unsigned int length);

#endif /* TEXT_H */
