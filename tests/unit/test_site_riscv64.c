// SPDX-License-Identifier: GPL-2.0-only
/*
 * riscv64 patch sites. The words of the first tests were read from Debian's 7.2 kernel,
 * one state of getppid each.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "site_vector.h"

#define GETPPID UINT64_C(0xffffffff80057a70)
#define FTRACE_CALLER UINT64_C(0xffffffff80021ef0)
#define AUIPC 0xfffca297
#define JALR 0x480282e7
#define NOP 0x00000013
#define C_NOPS 0x00010001
#define EBREAK 0x00100073

static struct site decode(const struct site_bytes *bytes)
{
	struct site site;

	site_decode(ARCHITECTURE_RISCV64, bytes, &site);
	return site;
}

static struct site decode_words(uint32_t low, uint32_t high, uint32_t first, uint32_t second)
{
	struct site_bytes bytes = site_vector(GETPPID, low, high, first, second);

	return decode(&bytes);
}

static void assert_call(const struct site *site, uint64_t target)
{
	assert_int_equal(site->kind, SITE_CALL);
	assert_int_equal(site->target, target);
	assert_int_equal(site->first_target, target);
	assert_false(site->via_plt);
	assert_int_equal(site->address, GETPPID + 4);
}

static void assert_no_target(const struct site *site, enum site_kind kind)
{
	assert_int_equal(site->kind, kind);
	assert_int_equal(site->target, 0);
	assert_int_equal(site->first_target, 0);
}

static void test_disabled(void **state)
{
	struct site site = decode_words(0x81218a30, 0xffffffff, AUIPC, NOP);

	(void)state;
	assert_no_target(&site, SITE_DISABLED);
	assert_int_equal(site.address, GETPPID + 4);
	assert_true(site.has_literal);
	assert_int_equal(site.literal, UINT64_C(0xffffffff81218a30)); /* ftrace_nop_ops */
}

static void test_enabled(void **state)
{
	struct site site = decode_words(0x820ee5b8, 0xffffffff, AUIPC, JALR);

	(void)state;
	assert_call(&site, FTRACE_CALLER);
	assert_int_equal(site.literal, UINT64_C(0xffffffff820ee5b8));
	site = decode_words(0x81218af8, 0xffffffff, AUIPC, JALR);
	assert_call(&site, FTRACE_CALLER);
	assert_int_equal(site.literal, UINT64_C(0xffffffff81218af8)); /* ftrace_list_ops */
}

static void test_kprobe(void **state)
{
	struct site site = decode_words(0x81218a30, 0xffffffff, EBREAK, NOP);

	(void)state;
	assert_no_target(&site, SITE_BREAKPOINT);
	assert_true(site.has_literal);
	site = decode_words(0x820ee5b8, 0xffffffff, EBREAK, JALR);
	assert_no_target(&site, SITE_BREAKPOINT);
	/* c.ebreak replaces the lower half of the auipc, whose upper half stays. */
	site = decode_words(0x81218a30, 0xffffffff, (AUIPC & 0xffff0000) | 0x9002, NOP);
	assert_no_target(&site, SITE_BREAKPOINT);
}

/* Before 6.16 both words are patched: nops, or a pair that leads to anywhere. */
static void test_before_call_ops(void **state)
{
	struct site site = decode_words(0, 0, NOP, NOP);

	(void)state;
	assert_no_target(&site, SITE_DISABLED);
	site = decode_words(0, 0, C_NOPS, C_NOPS);
	assert_no_target(&site, SITE_DISABLED);
	/* Straight to a trampoline in the module area, 0x7ffe1234 above the function. */
	site = decode_words(0, 0, 0x7ffe1297, 0x234282e7);
	assert_call(&site, GETPPID + 0x7ffe1234);
	/* Half of a pair is no state that a CPU would execute as a site. */
	site = decode_words(0, 0, NOP, C_NOPS);
	assert_no_target(&site, SITE_UNKNOWN);
	site = decode_words(0, 0, NOP, JALR);
	assert_no_target(&site, SITE_UNKNOWN);
}

static void test_pair_from_end_to_end(void **state)
{
	static const struct {
		uint32_t auipc, jalr;
		int64_t distance;
	} rows[] = {
		{ 0x00000297, 0x000282e7, 0 },
		{ 0x00000297, 0x7ff282e7, 0x7ff },
		{ 0x00000297, 0x800282e7, -0x800 },
		{ 0x00001297, 0xfff282e7, 0xfff },
		{ 0xfffff297, 0x000282e7, -0x1000 },
		{ 0x7ffff297, 0x7ff282e7, INT64_C(0x7ffff7ff) },
		{ 0x80000297, 0x800282e7, -INT64_C(0x80000800) },
		{ 0x80000297, 0x000282e7, -INT64_C(0x80000000) },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct site site = decode_words(1, 2, rows[i].auipc, rows[i].jalr);

		assert_call(&site, GETPPID + (uint64_t)rows[i].distance);
	}
}

static void test_what_is_no_site(void **state)
{
	static const uint32_t words[][2] = {
		{ 0xfffca317, JALR }, /* auipc t1 */
		{ AUIPC, 0x480302e7 }, /* jalr t0, t1 */
		{ AUIPC, 0x480280e7 }, /* jalr ra, t0 */
		{ AUIPC, 0x48028067 }, /* jalr zero, t0 */
		{ 0x00000517, 0x000500e7 }, /* auipc a0: a function that is not patchable */
		{ 0x1141e406, 0xe022e406 }, /* c.addi sp; c.sd ra */
		{ AUIPC, EBREAK }, /* a kprobe at the site is -EINVAL */
		{ AUIPC, C_NOPS },          { 0, 0 }, { 0xffffffff, 0xffffffff },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct site site = decode_words(1, 2, words[i][0], words[i][1]);

		assert_no_target(&site, SITE_UNKNOWN);
	}
}

static void test_unreadable_bytes(void **state)
{
	struct site_bytes bytes = site_vector(GETPPID, 1, 2, AUIPC, JALR);
	const uint64_t all = bytes.valid;
	struct site site;

	(void)state;
	bytes.valid = all & ~UINT64_C(0xffff);
	site = decode(&bytes);
	assert_call(&site, FTRACE_CALLER);
	assert_false(site.has_literal);
	for (unsigned int at = 8; at < 16; at++) {
		bytes.valid = all & ~(UINT64_C(1) << at);
		site = decode(&bytes);
		assert_false(site.has_literal);
		assert_int_equal(site.kind, SITE_CALL);
	}
	for (unsigned int at = 16; at < 24; at++) {
		bytes.valid = all & ~(UINT64_C(1) << at);
		site = decode(&bytes);
		assert_no_target(&site, SITE_UNKNOWN);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_disabled),
		cmocka_unit_test(test_enabled),
		cmocka_unit_test(test_kprobe),
		cmocka_unit_test(test_before_call_ops),
		cmocka_unit_test(test_pair_from_end_to_end),
		cmocka_unit_test(test_what_is_no_site),
		cmocka_unit_test(test_unreadable_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
