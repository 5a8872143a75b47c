// SPDX-License-Identifier: GPL-2.0-only
/*
 * Any bytes decode to something consistent: a million random sites an architecture, with a
 * fixed seed. Half of them have words of real sites in them, so that every branch is taken.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "site/site.h"

#define SITES 1000000

/* Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8(14), 2003. */
static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static const uint32_t words_of_sites[] = {
	/* arm64: mov x9, nop, BL, bti c, brk; a PLT's adrp, add, br */
	0xaa1e03e9,
	0xd503201f,
	0x97fcfd0b,
	0xd503245f,
	0xd4200080,
	0x9032b9d0,
	0x913ee210,
	0xd61f0200,
	/* riscv64: auipc t0, jalr t0, nop, ebreak, two c.nops */
	0xfffca297,
	0x480282e7,
	0x00000013,
	0x00100073,
	0x00010001,
	/* x86-64: endbr64, nop5, call, jmp, int3 */
	0xfa1e0ff3,
	0x00441f0f,
	0x0765d7e8,
	0x0765d7e9,
	0x001f0fcc,
	0,
};

static void place_word(uint8_t *at, uint32_t word)
{
	for (unsigned int i = 0; i < 4; i++)
		at[i] = (uint8_t)(word >> 8 * i);
}

static void make_site(uint64_t *state, struct site_bytes *bytes)
{
	const size_t count = sizeof(words_of_sites) / sizeof(words_of_sites[0]);
	uint64_t choice = next_random(state);

	for (size_t i = 0; i < SITE_BYTES; i++)
		bytes->bytes[i] = (uint8_t)(next_random(state) >> 24);
	for (size_t i = 0; i < SITE_TARGET_BYTES; i++)
		bytes->target_bytes[i] = (uint8_t)(next_random(state) >> 24);
	if (choice & 1) {
		for (size_t i = 0; i < 3; i++)
			place_word(bytes->bytes + SITE_BEFORE + 4 * i,
				   words_of_sites[next_random(state) % count]);
		for (size_t i = 0; i < 3; i++)
			place_word(bytes->target_bytes + 4 * i, words_of_sites[5 + i]);
	}
	bytes->function = next_random(state);
	bytes->valid = choice & 6 ? UINT64_MAX >> 16 : next_random(state);
	bytes->target_valid = choice & 8;
	/* Where the golden BL leads, so that PLTs are followed, or anywhere. */
	bytes->target = choice & 16 ? bytes->function + 4 - UINT64_C(0xc0bd4) : next_random(state);
}

static void assert_consistent(const struct site_bytes *bytes, const struct site *site)
{
	bool leads = site->kind == SITE_CALL || site->kind == SITE_JUMP;

	assert_true(site->kind <= SITE_BREAKPOINT);
	/* Behind a breakpoint there may be a branch, too. */
	if (!leads && site->kind != SITE_BREAKPOINT) {
		assert_int_equal(site->target, 0);
		assert_int_equal(site->first_target, 0);
		assert_false(site->via_plt);
	}
	if (site->via_plt)
		assert_int_equal(site->first_target, bytes->target);
	else
		assert_int_equal(site->first_target, site->target);
	/* The site lies in the function's first bytes, which were all there. */
	if (site->kind != SITE_UNKNOWN) {
		uint64_t offset = site->address - bytes->function;

		assert_true(offset <= 8);
		assert_true(bytes->valid >> SITE_BEFORE & 1);
	}
	if (!site->has_literal)
		assert_int_equal(site->literal, 0);
}

static void fuzz(enum architecture architecture, uint64_t seed, unsigned int kinds)
{
	struct site_bytes bytes, before;
	unsigned int seen = 0;
	unsigned int plts = 0;

	memset(&bytes, 0, sizeof(bytes));
	for (unsigned int i = 0; i < SITES; i++) {
		struct site site, again;

		make_site(&seed, &bytes);
		before = bytes;
		memset(&site, 0xa5, sizeof(site));
		site_decode(architecture, &bytes, &site);
		assert_consistent(&bytes, &site);
		seen |= 1U << site.kind;
		plts += site.via_plt;
		if (i % 1000)
			continue;
		/* Pure: the bytes are left alone, and they decide alone. */
		assert_memory_equal(&bytes, &before, sizeof(bytes));
		memset(&again, 0x5a, sizeof(again));
		site_decode(architecture, &bytes, &again);
		assert_int_equal(site.kind, again.kind);
		assert_int_equal(site.target, again.target);
		assert_int_equal(site.literal, again.literal);
	}
	/* The test is worth something only if it came everywhere. */
	assert_int_equal(seen, kinds);
	if (architecture == ARCHITECTURE_ARM64)
		assert_true(plts > 100);
}

#define KIND(kind) (1U << (kind))

static void test_arm64(void **state)
{
	(void)state;
	fuzz(ARCHITECTURE_ARM64, 0x9e3779b97f4a7c15,
	     KIND(SITE_UNKNOWN) | KIND(SITE_DISABLED) | KIND(SITE_CALL) | KIND(SITE_BREAKPOINT));
}

static void test_riscv64(void **state)
{
	(void)state;
	fuzz(ARCHITECTURE_RISCV64, 0xd1342543de82ef95,
	     KIND(SITE_UNKNOWN) | KIND(SITE_DISABLED) | KIND(SITE_CALL) | KIND(SITE_BREAKPOINT));
}

static void test_x86_64(void **state)
{
	(void)state;
	fuzz(ARCHITECTURE_X86_64, 0xbf58476d1ce4e5b9,
	     KIND(SITE_UNKNOWN) | KIND(SITE_DISABLED) | KIND(SITE_CALL) | KIND(SITE_JUMP) |
		     KIND(SITE_BREAKPOINT));
}

/* site_read_u32() and site_read_u64() at every offset, also outside. */
static void test_reads_stay_inside(void **state)
{
	struct site_bytes bytes = { .valid = UINT64_MAX };
	uint64_t wide;
	uint32_t word;

	(void)state;
	for (unsigned int i = 0; i < SITE_BYTES; i++)
		bytes.bytes[i] = (uint8_t)i;
	for (int offset = -100; offset < 100; offset++) {
		bool inside = offset >= -SITE_BEFORE;

		assert_int_equal(site_read_u32(&bytes, offset, &word),
				 inside && offset + 4 <= SITE_BYTES - SITE_BEFORE);
		assert_int_equal(site_read_u64(&bytes, offset, &wide),
				 inside && offset + 8 <= SITE_BYTES - SITE_BEFORE);
	}
	assert_true(site_read_u32(&bytes, 0, &word));
	assert_int_equal(word, 0x13121110);
	assert_true(site_read_u64(&bytes, -8, &wide));
	assert_int_equal(wide, UINT64_C(0x0f0e0d0c0b0a0908));
}

static void test_sign_extend(void **state)
{
	(void)state;
	assert_true(site_sign_extend(0x1ffffff, 26) == 0x1ffffff);
	assert_true(site_sign_extend(0x2000000, 26) == -0x2000000);
	assert_true(site_sign_extend(0xfffffff, 26) == -1); /* bits above are ignored */
	assert_true(site_sign_extend(1, 1) == -1);
	assert_true(site_sign_extend(0, 1) == 0);
	assert_true(site_sign_extend(0x80000000, 32) == INT32_MIN);
	assert_true(site_sign_extend(UINT64_MAX >> 1, 64) == INT64_MAX);
	assert_true(site_sign_extend(UINT64_MAX, 64) == -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arm64),       cmocka_unit_test(test_riscv64),
		cmocka_unit_test(test_x86_64),      cmocka_unit_test(test_reads_stay_inside),
		cmocka_unit_test(test_sign_extend),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
