// SPDX-License-Identifier: GPL-2.0-only
/*
 * Instructions as text: all that stands at patch sites, and any bytes whatever.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "site/text.h"

#define ROUNDS 1000000

static struct instruction text_of(enum architecture architecture, uint64_t address,
				  const void *bytes, size_t count)
{
	struct instruction instruction;

	memset(&instruction, 0xa5, sizeof(instruction));
	instruction_text(architecture, address, bytes, count, &instruction);
	return instruction;
}

struct row {
	uint32_t word;
	const char *text;
};

static void check_rows(enum architecture architecture, const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct instruction instruction = text_of(architecture, 0x1000, &rows[i].word, 4);

		assert_string_equal(instruction.text, rows[i].text);
		assert_int_equal(instruction.length, 4);
		assert_false(instruction.has_target);
	}
}

#define CHECK_ROWS(architecture, rows) \
	check_rows(architecture, rows, sizeof(rows) / sizeof((rows)[0]))

static void test_arm64(void **state)
{
	static const struct row rows[] = {
		{ 0xd503201f, "nop" },
		{ 0xaa1e03e9, "mov x9, x30" },
		{ 0xd503245f, "bti c" },
		{ 0xd503249f, "bti j" },
		{ 0xd50324df, "bti jc" },
		{ 0xd503233f, "paciasp" },
		{ 0xd4200080, "brk #0x4" }, /* a kprobe */
		{ 0xd4210000, "brk #0x800" }, /* BUG() */
		{ 0x91000210, "add x16, x16, #0x0" },
		{ 0x913ee210, "add x16, x16, #0xfb8" },
		{ 0xd61f0200, "br x16" },
		{ 0xa9bf7bfd, ".inst 0xa9bf7bfd" }, /* stp x29, x30, [sp, #-16]! */
		{ 0x910003fd, ".inst 0x910003fd" }, /* mov x29, sp: an add with sp */
		{ 0xd63f0200, ".inst 0xd63f0200" }, /* blr x16 */
		{ 0x54000040, ".inst 0x54000040" }, /* b.eq */
		{ 0, ".inst 0x00000000" },
		{ 0xffffffff, ".inst 0xffffffff" },
	};

	(void)state;
	CHECK_ROWS(ARCHITECTURE_ARM64, rows);
}

static void assert_leads(enum architecture architecture, uint64_t address, const void *bytes,
			 size_t count, const char *text, uint64_t target)
{
	struct instruction instruction = text_of(architecture, address, bytes, count);

	assert_string_equal(instruction.text, text);
	assert_true(instruction.has_target);
	assert_int_equal(instruction.target, target);
}

/* The site of a function that the function tracer follows, on a kernel with KASLR. */
static void test_arm64_branches(void **state)
{
	const uint64_t site = UINT64_C(0xffffa814e2b0fb8c);
	uint32_t word = 0x97fcfd0b;
	struct instruction instruction;

	(void)state;
	assert_leads(ARCHITECTURE_ARM64, site, &word, 4, "bl", UINT64_C(0xffffa814e2a4efb8));
	word = 0x17fcfd0b;
	assert_leads(ARCHITECTURE_ARM64, site, &word, 4, "b", UINT64_C(0xffffa814e2a4efb8));
	word = 0x95ffffff;
	assert_leads(ARCHITECTURE_ARM64, 0, &word, 4, "bl", 0x7fffffc);
	word = 0x96000000;
	assert_leads(ARCHITECTURE_ARM64, 0, &word, 4, "bl", -UINT64_C(0x8000000));
	word = 0x9032b9d0;
	instruction = text_of(ARCHITECTURE_ARM64, UINT64_C(0xffffa8147d4c8408), &word, 4);
	assert_string_equal(instruction.text, "adrp x16, 0xffffa814e2c00000");
	assert_false(instruction.has_target);
	word = 0xf0fffff0;
	instruction = text_of(ARCHITECTURE_ARM64, 0x5678, &word, 4);
	assert_string_equal(instruction.text, "adrp x16, 0x4000");
}

static void test_riscv64(void **state)
{
	static const struct row rows[] = {
		{ 0x00000013, "nop" },
		{ 0x00100073, "ebreak" },
		{ 0xfffca297, "auipc t0, 0xfffca" },
		{ 0x480282e7, "jalr t0, 1152(t0)" },
		{ 0xf3e282e7, "jalr t0, -194(t0)" },
		{ 0x800280e7, "jalr ra, -2048(t0)" },
		{ 0x00030067, "jalr zero, 0(t1)" },
		{ 0x00000fb7, ".insn 0x00000fb7" }, /* lui */
		{ 0x000292e7, ".insn 0x000292e7" }, /* no jalr: its function is 1 */
		{ 0xffffffff, ".insn 0xffffffff" },
	};
	static const struct {
		uint16_t half;
		const char *text;
	} halves[] = {
		{ 0x0001, "c.nop" },        { 0x9002, "c.ebreak" }, { 0x1141, ".insn 0x1141" },
		{ 0x0000, ".insn 0x0000" }, { 0xa297, ".insn" },
	};

	(void)state;
	CHECK_ROWS(ARCHITECTURE_RISCV64, rows);
	for (size_t i = 0; i + 1 < sizeof(halves) / sizeof(halves[0]); i++) {
		struct instruction instruction =
			text_of(ARCHITECTURE_RISCV64, 0, &halves[i].half, 2);

		assert_string_equal(instruction.text, halves[i].text);
		assert_int_equal(instruction.length, 2);
	}
	/* Half of an instruction of four bytes. */
	assert_int_equal(text_of(ARCHITECTURE_RISCV64, 0, &halves[4].half, 2).length, 0);
}

static void test_x86_64(void **state)
{
	static const struct {
		uint8_t bytes[5];
		unsigned int length;
		const char *text;
	} rows[] = {
		{ { 0xf3, 0x0f, 0x1e, 0xfa, 0xe8 }, 4, "endbr64" },
		{ { 0x0f, 0x1f, 0x44, 0x00, 0x00 }, 5, "nopl 0x0(%rax,%rax,1)" },
		{ { 0xcc, 0x1f, 0x44, 0x00, 0x00 }, 1, "int3" },
		{ { 0x90, 0x90, 0x90, 0x90, 0x90 }, 1, "nop" },
		{ { 0xc3, 0xcc, 0xcc, 0xcc, 0xcc }, 1, "ret" },
		{ { 0x0f, 0x1f, 0x44, 0x00, 0x01 }, 1, ".byte 0x0f" },
		{ { 0xf3, 0x0f, 0x1e, 0xfb, 0x00 }, 1, ".byte 0xf3" }, /* endbr32 */
		{ { 0x55, 0x48, 0x89, 0xe5, 0x00 }, 1, ".byte 0x55" },
	};
	/* With two ops at __do_sys_getppid, ffffffff81389a20: ftrace_caller. */
	static const uint8_t call[] = { 0xe8, 0xe7, 0x4a, 0xfa, 0xff };
	static const uint8_t jump[] = { 0xe9, 0xd7, 0x65, 0x07, 0x3f };
	const uint64_t site = UINT64_C(0xffffffff81389a24);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct instruction instruction = text_of(ARCHITECTURE_X86_64, 0, rows[i].bytes, 5);

		assert_string_equal(instruction.text, rows[i].text);
		assert_int_equal(instruction.length, rows[i].length);
		assert_false(instruction.has_target);
	}
	assert_leads(ARCHITECTURE_X86_64, site, call, 5, "call", UINT64_C(0xffffffff8132e510));
	assert_leads(ARCHITECTURE_X86_64, site, jump, 5, "jmp", UINT64_C(0xffffffffc0400000));
	/* Cut off, it is a byte. */
	assert_string_equal(text_of(ARCHITECTURE_X86_64, site, call, 4).text, ".byte 0xe8");
}

static void test_too_few_bytes(void **state)
{
	static const uint8_t bytes[8] = { 0x97, 0xa2, 0xfc, 0xff };
	const enum architecture all[] = { ARCHITECTURE_ARM64, ARCHITECTURE_RISCV64,
					  ARCHITECTURE_X86_64 };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct instruction instruction = text_of(all[i], 0, bytes, 0);

		assert_int_equal(instruction.length, 0);
		assert_string_equal(instruction.text, "");
	}
	for (size_t count = 1; count < 4; count++) {
		assert_int_equal(text_of(ARCHITECTURE_ARM64, 0, bytes, count).length, 0);
		assert_int_equal(text_of(ARCHITECTURE_RISCV64, 0, bytes, count).length, 0);
	}
}

/* Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8(14), 2003. */
static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static void assert_sound(const struct instruction *instruction, size_t count)
{
	size_t length = strnlen(instruction->text, sizeof(instruction->text));

	assert_true(instruction->length <= count);
	assert_true(length < sizeof(instruction->text) - 1);
	assert_int_equal(instruction->length > 0, length > 0);
	for (size_t i = 0; i < length; i++)
		assert_true(instruction->text[i] >= ' ' && instruction->text[i] <= '~');
	if (!instruction->has_target)
		assert_int_equal(instruction->target, 0);
}

/* Any bytes, at any address, in a buffer of exactly their size. */
static void test_fuzz(void **state)
{
	static const uint8_t starts[] = { 0xe8, 0xe9, 0x0f, 0xf3, 0xcc, 0x97, 0xe7, 0x13 };
	uint64_t seed = 0x2545f4914f6cdd1d;
	unsigned int known = 0;

	(void)state;
	for (unsigned int i = 0; i < ROUNDS; i++) {
		uint64_t choice = next_random(&seed), value = next_random(&seed);
		size_t count = choice % 9;
		enum architecture architecture = (enum architecture)(choice >> 8) % 3;
		uint8_t bytes[8];
		uint8_t *exact = bytes + 8 - count;
		struct instruction instruction;

		memcpy(bytes, &value, sizeof(bytes));
		if (count && choice & 0x10000)
			exact[0] = starts[choice >> 20 & 7];
		instruction = text_of(architecture, next_random(&seed), exact, count);
		assert_sound(&instruction, count);
		known += instruction.text[0] && instruction.text[0] != '.';
	}
	assert_true(known > ROUNDS / 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arm64),         cmocka_unit_test(test_arm64_branches),
		cmocka_unit_test(test_riscv64),       cmocka_unit_test(test_x86_64),
		cmocka_unit_test(test_too_few_bytes), cmocka_unit_test(test_fuzz),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
