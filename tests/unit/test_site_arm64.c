// SPDX-License-Identifier: GPL-2.0-only
/*
 * arm64 patch sites. The words of the first tests were read from Debian's 7.2 kernel,
 * booted with KASLR, one state of getppid each.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "site_vector.h"

#define GETPPID UINT64_C(0xffffa814e2b0fb88)
#define FTRACE_CALLER UINT64_C(0xffffa814e2a4efb8)
#define MOV_X9_X30 0xaa1e03e9
#define NOP 0xd503201f
#define BTI_C 0xd503245f
#define BRK 0xd4200080

static struct site decode(const struct site_bytes *bytes)
{
	struct site site;

	site_decode(ARCHITECTURE_ARM64, bytes, &site);
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
}

static void assert_no_target(const struct site *site, enum site_kind kind)
{
	assert_int_equal(site->kind, kind);
	assert_int_equal(site->target, 0);
	assert_int_equal(site->first_target, 0);
	assert_false(site->via_plt);
}

static void test_disabled(void **state)
{
	struct site site = decode_words(0xe3cc1108, 0xffffa814, MOV_X9_X30, NOP);

	(void)state;
	assert_no_target(&site, SITE_DISABLED);
	assert_int_equal(site.address, GETPPID + 4);
	assert_true(site.has_literal);
	assert_int_equal(site.literal, UINT64_C(0xffffa814e3cc1108)); /* ftrace_nop_ops */
	/* In the image, before ftrace_init() wrote the mov. */
	site = decode_words(0xe3cc1108, 0xffffa814, NOP, NOP);
	assert_no_target(&site, SITE_DISABLED);
}

static void test_enabled(void **state)
{
	static const struct {
		uint32_t literal;
		const char *state;
	} rows[] = {
		{ 0xe5472ce8, "function tracer: global_ops" },
		{ 0xe54784a0, "function_graph: graph_ops" },
		{ 0xe547fae0, "fprobe: fprobe_ftrace_ops" },
		{ 0xe3cc11d0, "two ops: ftrace_list_ops" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct site site =
			decode_words(rows[i].literal, 0xffffa814, MOV_X9_X30, 0x97fcfd0b);

		assert_call(&site, FTRACE_CALLER);
		assert_int_equal(site.address, GETPPID + 4);
		assert_true(site.has_literal);
		if (site.literal != (UINT64_C(0xffffa814) << 32 | rows[i].literal))
			fail_msg("%s: another literal", rows[i].state);
	}
}

static void test_kprobe(void **state)
{
	struct site site = decode_words(0xe3cc1108, 0xffffa814, BRK, NOP);

	(void)state;
	assert_no_target(&site, SITE_BREAKPOINT);
	assert_true(site.has_literal);
	/* What stands behind it stays known. */
	site = decode_words(0xe5472ce8, 0xffffa814, BRK, 0x97fcfd0b);
	assert_int_equal(site.kind, SITE_BREAKPOINT);
	assert_int_equal(site.address, GETPPID + 4);
	assert_int_equal(site.target, FTRACE_CALLER);
	/* In the place of a landing pad. */
	site = decode_words(0xe3cc1108, 0xffffa814, BRK, MOV_X9_X30);
	assert_no_target(&site, SITE_BREAKPOINT);
	assert_int_equal(site.address, GETPPID + 8);
	/* Another brk, such as a BUG(), is no kprobe. */
	site = decode_words(0xe3cc1108, 0xffffa814, 0xd4210000, NOP);
	assert_no_target(&site, SITE_UNKNOWN);
}

/* The words of a module's PLT slot as a KASLR boot left them. */
static void test_plt(void **state)
{
	static const uint32_t plt[] = { 0x9032b9d0, 0x913ee210, 0xd61f0200 };
	const uint64_t function = UINT64_C(0xffffa8147d4c8000);
	const uint64_t slot = function + 4 + 0x404;
	/* adrp: 0x65738 pages up; add: 0xfb8 */
	const uint64_t target = (slot & ~UINT64_C(0xfff)) + (UINT64_C(0x65738) << 12) + 0xfb8;
	struct site_bytes bytes = site_vector(function, 0, 0, MOV_X9_X30, 0x94000101);
	struct site site;

	(void)state;
	site_vector_target(&bytes, slot, plt, 3);
	site = decode(&bytes);
	assert_int_equal(site.kind, SITE_CALL);
	assert_int_equal(site.first_target, slot);
	assert_true(site.via_plt);
	assert_int_equal(site.target, target);
	/* The low bits say it: the slot leads to ftrace_caller's place in its page. */
	assert_int_equal(site.target & 0xfff, FTRACE_CALLER & 0xfff);
}

static void test_plt_downwards(void **state)
{
	/* adrp x16 with all ones: one page down; add x16, x16, #4 */
	static const uint32_t plt[] = { 0xf0fffff0, 0x91001210, 0xd61f0200 };
	struct site_bytes bytes = site_vector(GETPPID, 0, 0, MOV_X9_X30, 0x94000101);
	struct site site;

	(void)state;
	site_vector_target(&bytes, GETPPID + 4 + 0x404, plt, 3);
	site = decode(&bytes);
	assert_true(site.via_plt);
	assert_int_equal(site.target, ((GETPPID + 0x408) & ~UINT64_C(0xfff)) - 0x1000 + 4);
}

static void test_what_is_no_plt(void **state)
{
	static const uint32_t words[][3] = {
		{ 0x9032b9d1, 0x913ee210, 0xd61f0200 }, /* adrp x17 */
		{ 0x9032b9d0, 0x913ee211, 0xd61f0200 }, /* add x17 */
		{ 0x9032b9d0, 0x913ee210, 0xd61f0220 }, /* br x17 */
		{ 0x1032b9d0, 0x913ee210, 0xd61f0200 }, /* adr, not adrp */
		{ 0x9032b9d0, 0x917ee210, 0xd61f0200 }, /* add, shifted */
		{ 0, 0, 0 },
	};
	static const uint32_t plt[] = { 0x9032b9d0, 0x913ee210, 0xd61f0200 };
	const uint64_t target = GETPPID + 4 + 0x404;
	struct site_bytes bytes = site_vector(GETPPID, 0, 0, MOV_X9_X30, 0x94000101);
	struct site site;

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		site_vector_target(&bytes, target, words[i], 3);
		site = decode(&bytes);
		assert_call(&site, target);
	}
	/* Bytes of another place, or not read at all, say nothing about this one. */
	site_vector_target(&bytes, target + 4, plt, 3);
	site = decode(&bytes);
	assert_call(&site, target);
	site_vector_target(&bytes, target, plt, 3);
	bytes.target_valid = false;
	site = decode(&bytes);
	assert_call(&site, target);
}

static void test_bl_from_end_to_end(void **state)
{
	static const struct {
		uint32_t bl;
		int64_t distance;
	} rows[] = {
		{ 0x94000000, 0 },          { 0x94000001, 4 },
		{ 0x97ffffff, -4 },         { 0x95ffffff, 0x7fffffc }, /* 128 MiB - 4 */
		{ 0x96000000, -0x8000000 }, /* -128 MiB */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct site site = decode_words(1, 2, MOV_X9_X30, rows[i].bl);

		assert_call(&site, GETPPID + 4 + (uint64_t)rows[i].distance);
	}
}

/* clang before 21 with BTI: everything one instruction later, the literal as before. */
static void test_behind_a_landing_pad(void **state)
{
	struct site_bytes bytes = site_vector(GETPPID, 0xe3cc1108, 0xffffa814, BTI_C, MOV_X9_X30);
	struct site site;

	(void)state;
	site_vector_words(&bytes, 8, (const uint32_t[]){ NOP }, 1);
	site = decode(&bytes);
	assert_no_target(&site, SITE_DISABLED);
	assert_int_equal(site.address, GETPPID + 8);
	assert_int_equal(site.literal, UINT64_C(0xffffa814e3cc1108));
	site_vector_words(&bytes, 8, (const uint32_t[]){ 0x94000010 }, 1);
	site = decode(&bytes);
	assert_call(&site, GETPPID + 8 + 0x40);
	assert_int_equal(site.literal, UINT64_C(0xffffa814e3cc1108));
}

static void test_what_is_no_site(void **state)
{
	static const uint32_t words[][2] = {
		{ 0xd503233f, 0xa9bf7bfd }, /* paciasp; stp: a function that is not patchable */
		{ MOV_X9_X30, 0x14000010 }, /* B: ftrace writes none here */
		{ MOV_X9_X30, 0xd63f0200 }, /* blr */
		{ MOV_X9_X30, BRK }, /* a kprobe cannot stand here */
		{ 0xaa1e03ea, NOP }, /* mov x10, x30 */
		{ 0, 0 },
		{ 0xffffffff, 0xffffffff },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct site site = decode_words(1, 2, words[i][0], words[i][1]);

		assert_no_target(&site, SITE_UNKNOWN);
	}
}

/* A kernel without CALL_OPS: nothing need be mapped before the function. */
static void test_unreadable_bytes(void **state)
{
	struct site_bytes bytes = site_vector(GETPPID, 1, 2, MOV_X9_X30, 0x97fcfd0b);
	const uint64_t all = bytes.valid;
	struct site site;

	(void)state;
	bytes.valid = all & ~UINT64_C(0xffff);
	site = decode(&bytes);
	assert_call(&site, FTRACE_CALLER);
	assert_false(site.has_literal);
	assert_int_equal(site.literal, 0);
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
	bytes.valid = 0;
	site = decode(&bytes);
	assert_no_target(&site, SITE_UNKNOWN);
	assert_false(site.has_literal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_disabled),
		cmocka_unit_test(test_enabled),
		cmocka_unit_test(test_kprobe),
		cmocka_unit_test(test_plt),
		cmocka_unit_test(test_plt_downwards),
		cmocka_unit_test(test_what_is_no_plt),
		cmocka_unit_test(test_bl_from_end_to_end),
		cmocka_unit_test(test_behind_a_landing_pad),
		cmocka_unit_test(test_what_is_no_site),
		cmocka_unit_test(test_unreadable_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
