// SPDX-License-Identifier: GPL-2.0-only
/*
 * x86-64 patch sites. The bytes of the first tests were read from Debian's 7.2 kernel,
 * one state of getppid each.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "site/site.h"

#define GETPPID UINT64_C(0xffffffff81389a20)

static const uint8_t endbr64[] = { 0xf3, 0x0f, 0x1e, 0xfa };

/* Five bytes at the function, or behind its ENDBR64. */
static struct site_bytes make(bool endbr, const uint8_t *five)
{
	struct site_bytes bytes = { .function = GETPPID, .valid = (UINT64_C(1) << SITE_BYTES) - 1 };
	uint8_t *at = bytes.bytes + SITE_BEFORE;

	memset(bytes.bytes, 0x90, sizeof(bytes.bytes));
	if (endbr) {
		memcpy(at, endbr64, sizeof(endbr64));
		at += sizeof(endbr64);
	}
	memcpy(at, five, 5);
	return bytes;
}

static struct site decode(const struct site_bytes *bytes)
{
	struct site site;

	site_decode(ARCHITECTURE_X86_64, bytes, &site);
	return site;
}

static void assert_decodes(const uint8_t *five, enum site_kind kind, uint64_t target_behind_endbr)
{
	struct site_bytes with = make(true, five), without = make(false, five);
	struct site site = decode(&with);

	assert_int_equal(site.kind, kind);
	assert_int_equal(site.address, GETPPID + 4);
	assert_int_equal(site.target, target_behind_endbr);
	assert_int_equal(site.first_target, target_behind_endbr);
	assert_false(site.has_literal);
	assert_false(site.via_plt);
	/* Without IBT: the same four bytes earlier. */
	site = decode(&without);
	assert_int_equal(site.kind, kind);
	assert_int_equal(site.address, GETPPID);
	assert_int_equal(site.target, target_behind_endbr ? target_behind_endbr - 4 : 0);
}

/* vfs_read of 7.2, and what 6.12 writes: nobody branches to it by a pointer. */
static void test_sealed(void **state)
{
	static const uint8_t sealed[][4] = { { 0x0f, 0x1f, 0x40, 0xd6 },
					     { 0x66, 0x0f, 0x1f, 0x00 } };
	static const uint8_t call[] = { 0xe8, 0xd7, 0x65, 0x07, 0x3f };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct site_bytes bytes = make(true, call);
		struct site site;

		memcpy(bytes.bytes + SITE_BEFORE, sealed[i], sizeof(sealed[i]));
		site = decode(&bytes);
		assert_int_equal(site.kind, SITE_CALL);
		assert_int_equal(site.address, GETPPID + 4);
		assert_int_equal(site.target, UINT64_C(0xffffffffc0400000));
	}
}

static void test_disabled(void **state)
{
	(void)state;
	assert_decodes((const uint8_t[]){ 0x0f, 0x1f, 0x44, 0x00, 0x00 }, SITE_DISABLED, 0);
}

static void test_enabled(void **state)
{
	(void)state;
	/* The function tracer's own trampoline. */
	assert_decodes((const uint8_t[]){ 0xe8, 0xd7, 0x65, 0x07, 0x3f }, SITE_CALL,
		       UINT64_C(0xffffffffc0400000));
	/* Two ops: ftrace_caller. */
	assert_decodes((const uint8_t[]){ 0xe8, 0xe7, 0x4a, 0xfa, 0xff }, SITE_CALL,
		       UINT64_C(0xffffffff8132e510));
	/* A kprobe goes through ftrace here. */
	assert_decodes((const uint8_t[]){ 0xe8, 0xd7, 0x95, 0x07, 0x3f }, SITE_CALL,
		       UINT64_C(0xffffffffc0403000));
}

static void test_direct_call_by_jump(void **state)
{
	(void)state;
	assert_decodes((const uint8_t[]){ 0xe9, 0xd7, 0x65, 0x07, 0x3f }, SITE_JUMP,
		       UINT64_C(0xffffffffc0400000));
}

static void test_being_patched(void **state)
{
	(void)state;
	assert_decodes((const uint8_t[]){ 0xcc, 0x1f, 0x44, 0x00, 0x00 }, SITE_BREAKPOINT, 0);
	assert_decodes((const uint8_t[]){ 0xcc, 0xd7, 0x65, 0x07, 0x3f }, SITE_BREAKPOINT, 0);
}

static void test_from_end_to_end(void **state)
{
	(void)state;
	assert_decodes((const uint8_t[]){ 0xe8, 0x00, 0x00, 0x00, 0x00 }, SITE_CALL, GETPPID + 9);
	assert_decodes((const uint8_t[]){ 0xe8, 0xff, 0xff, 0xff, 0xff }, SITE_CALL, GETPPID + 8);
	assert_decodes((const uint8_t[]){ 0xe8, 0xff, 0xff, 0xff, 0x7f }, SITE_CALL,
		       GETPPID + 9 + 0x7fffffff);
	assert_decodes((const uint8_t[]){ 0xe8, 0x00, 0x00, 0x00, 0x80 }, SITE_CALL,
		       GETPPID + 9 - UINT64_C(0x80000000));
}

static void test_what_is_no_site(void **state)
{
	(void)state;
	assert_decodes((const uint8_t[]){ 0x0f, 0x1f, 0x44, 0x00, 0x01 }, SITE_UNKNOWN, 0);
	assert_decodes((const uint8_t[]){ 0x0f, 0x1f, 0x40, 0x00, 0x00 }, SITE_UNKNOWN, 0);
	assert_decodes((const uint8_t[]){ 0x66, 0x0f, 0x1f, 0x44, 0x00 }, SITE_UNKNOWN, 0);
	assert_decodes((const uint8_t[]){ 0x55, 0x48, 0x89, 0xe5, 0x53 }, SITE_UNKNOWN, 0);
	assert_decodes((const uint8_t[]){ 0xff, 0x15, 0x00, 0x00, 0x00 }, SITE_UNKNOWN, 0);
	assert_decodes((const uint8_t[]){ 0, 0, 0, 0, 0 }, SITE_UNKNOWN, 0);
}

/* Nothing before the function matters; every byte of the site does. */
static void test_unreadable_bytes(void **state)
{
	struct site_bytes bytes = make(true, (const uint8_t[]){ 0xe8, 0xd7, 0x65, 0x07, 0x3f });
	const uint64_t all = bytes.valid;

	(void)state;
	bytes.valid = all & ~UINT64_C(0xffff);
	assert_int_equal(decode(&bytes).kind, SITE_CALL);
	for (unsigned int at = SITE_BEFORE; at < SITE_BEFORE + 9; at++) {
		struct site site;

		bytes.valid = all & ~(UINT64_C(1) << at);
		site = decode(&bytes);
		assert_int_equal(site.kind, SITE_UNKNOWN);
		assert_int_equal(site.target, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sealed),          cmocka_unit_test(test_disabled),
		cmocka_unit_test(test_enabled),         cmocka_unit_test(test_direct_call_by_jump),
		cmocka_unit_test(test_being_patched),   cmocka_unit_test(test_from_end_to_end),
		cmocka_unit_test(test_what_is_no_site), cmocka_unit_test(test_unreadable_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
