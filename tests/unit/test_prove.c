// SPDX-License-Identifier: GPL-2.0-only
/*
 * From a decoded site and its owners to the path: every combination, in words.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "site/prove.h"

static const struct kernel_abilities arm64 = { ARCHITECTURE_ARM64, true, true, true, true, false };
static const struct kernel_abilities riscv64 = {
	ARCHITECTURE_RISCV64, true, true, true, true, false
};
static const struct kernel_abilities riscv64_global = {
	ARCHITECTURE_RISCV64, false, true, true, true, false
};
static const struct kernel_abilities x86_64 = {
	ARCHITECTURE_X86_64, false, true, true, true, false
};
static const struct kernel_abilities *const everyone[] = {
	&arm64,
	&riscv64,
	&riscv64_global,
	&x86_64,
};

#define EVERYONE (sizeof(everyone) / sizeof(everyone[0]))

static const enum site_owner owners[] = {
	OWNER_UNKNOWN,
	OWNER_TRAMPOLINE,
	OWNER_DIRECT_OPS,
	OWNER_RELEVANT_OPS,
	OWNER_IRRELEVANT_OPS,
	OWNER_FTRACE_CALLER,
	OWNER_LIST_OPS,
	OWNER_NOP_OPS,
	OWNER_GRAPH_OPS,
	OWNER_FPROBE_OPS,
	OWNER_FOREIGN_OPS,
	OWNER_FOREIGN_DIRECT_OPS,
	OWNER_FOREIGN_DIRECT_CALL,
	OWNER_BPF_TRAMPOLINE,
	OWNER_OPS_TRAMPOLINE,
};

#define OWNER_COUNT (sizeof(owners) / sizeof(owners[0]))

static const struct site call = { .kind = SITE_CALL, .has_literal = true };
static const struct site call_without_literal = { .kind = SITE_CALL };
static const struct site jump = { .kind = SITE_JUMP };

static void test_what_needs_no_owner(void **state)
{
	static const struct {
		enum site_kind kind;
		enum path path;
	} rows[] = {
		{ SITE_DISABLED, PATH_NOP },
		{ SITE_BREAKPOINT, PATH_BREAKPOINT },
		{ SITE_UNKNOWN, PATH_UNKNOWN },
	};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const struct site site = { .kind = rows[i].kind, .has_literal = true };

		for (size_t k = 0; k < EVERYONE; k++) {
			for (size_t t = 0; t < OWNER_COUNT; t++)
				assert_int_equal(site_path(everyone[k], &site, owners[t], true,
							   owners[t], t & 1),
						 rows[i].path);
		}
	}
}

/* A kernel without patch sites: whatever looks like one there is not understood. */
static void test_no_site(void **state)
{
	static const struct {
		enum site_kind kind;
		enum path path;
	} rows[] = {
		{ SITE_UNKNOWN, PATH_NO_SITE },  { SITE_BREAKPOINT, PATH_BREAKPOINT },
		{ SITE_DISABLED, PATH_UNKNOWN }, { SITE_CALL, PATH_UNKNOWN },
		{ SITE_JUMP, PATH_UNKNOWN },
	};

	(void)state;
	for (size_t k = 0; k < EVERYONE; k++) {
		struct kernel_abilities without = *everyone[k];

		without.no_sites = true;
		for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
			const struct site site = { .kind = rows[i].kind };

			for (size_t t = 0; t < OWNER_COUNT; t++)
				assert_int_equal(site_path(&without, &site, owners[t], true,
							   OWNER_UNKNOWN, false),
						 rows[i].path);
		}
	}
}

/* Whatever the literal says: the site itself leads there, to whosever direct call. */
static void test_direct(void **state)
{
	static const enum site_owner direct[] = { OWNER_TRAMPOLINE, OWNER_BPF_TRAMPOLINE,
						  OWNER_FOREIGN_DIRECT_CALL };

	(void)state;
	for (size_t d = 0; d < 3; d++) {
		assert_true(site_owner_is_direct_call(direct[d]));
		assert_int_equal(site_path(&riscv64, &call, direct[d], false, OWNER_UNKNOWN, false),
				 PATH_DIRECT);
	}
	assert_false(site_owner_is_direct_call(OWNER_FOREIGN_DIRECT_OPS));
	for (size_t k = 0; k < EVERYONE; k++) {
		for (size_t l = 0; l < OWNER_COUNT; l++) {
			assert_int_equal(site_path(everyone[k], &call, OWNER_TRAMPOLINE, true,
						   owners[l], true),
					 PATH_DIRECT);
			assert_int_equal(site_path(everyone[k], &jump, OWNER_TRAMPOLINE, true,
						   owners[l], true),
					 PATH_DIRECT);
		}
	}
}

static void test_literals_behind_ftrace_caller(void **state)
{
	static const struct {
		enum site_owner literal;
		enum path path, path_with_direct;
	} rows[OWNER_COUNT] = {
		{ OWNER_UNKNOWN, PATH_UNKNOWN, PATH_UNKNOWN },
		{ OWNER_TRAMPOLINE, PATH_UNKNOWN, PATH_UNKNOWN },
		{ OWNER_DIRECT_OPS, PATH_CALLOPS_DIRECT, PATH_CALLOPS_DIRECT },
		{ OWNER_RELEVANT_OPS, PATH_CALLOPS_FUNC, PATH_CALLOPS_FUNC },
		/* It traces another function: that it stands here is nothing we know. */
		{ OWNER_IRRELEVANT_OPS, PATH_UNKNOWN, PATH_UNKNOWN },
		{ OWNER_FTRACE_CALLER, PATH_UNKNOWN, PATH_UNKNOWN },
		{ OWNER_LIST_OPS, PATH_LIST, PATH_LIST_DIRECT },
		/* Enabled for nobody: the moment of a change. */
		{ OWNER_NOP_OPS, PATH_UNKNOWN, PATH_UNKNOWN },
		{ OWNER_GRAPH_OPS, PATH_CALLOPS_FUNC, PATH_CALLOPS_FUNC },
		{ OWNER_FPROBE_OPS, PATH_CALLOPS_FUNC, PATH_CALLOPS_FUNC },
		{ OWNER_FOREIGN_OPS, PATH_CALLOPS_FUNC, PATH_CALLOPS_FUNC },
		{ OWNER_FOREIGN_DIRECT_OPS, PATH_CALLOPS_DIRECT, PATH_CALLOPS_DIRECT },
		{ OWNER_FOREIGN_DIRECT_CALL, PATH_UNKNOWN, PATH_UNKNOWN },
		{ OWNER_BPF_TRAMPOLINE, PATH_UNKNOWN, PATH_UNKNOWN },
		{ OWNER_OPS_TRAMPOLINE, PATH_UNKNOWN, PATH_UNKNOWN },
	};

	(void)state;
	for (size_t i = 0; i < OWNER_COUNT; i++) {
		for (size_t k = 0; k < 2; k++) {
			assert_int_equal(site_path(everyone[k], &call, OWNER_FTRACE_CALLER, true,
						   rows[i].literal, false),
					 rows[i].path);
			assert_int_equal(site_path(everyone[k], &call, OWNER_FTRACE_CALLER, true,
						   rows[i].literal, true),
					 rows[i].path_with_direct);
		}
	}
}

static void test_a_literal_that_cannot_be_read(void **state)
{
	(void)state;
	assert_int_equal(site_path(&arm64, &call_without_literal, OWNER_FTRACE_CALLER, true,
				   OWNER_RELEVANT_OPS, false),
			 PATH_UNKNOWN);
	/* Without CALL_OPS there is none to be read. */
	for (int direct = 0; direct < 2; direct++) {
		assert_int_equal(site_path(&riscv64_global, &call_without_literal,
					   OWNER_FTRACE_CALLER, true, OWNER_UNKNOWN, direct),
				 PATH_GLOBAL);
		/* Bytes before the function are no literal there, whatever they look like. */
		assert_int_equal(site_path(&riscv64_global, &call, OWNER_FTRACE_CALLER, true,
					   OWNER_LIST_OPS, direct),
				 PATH_GLOBAL);
	}
}

static void test_x86(void **state)
{
	(void)state;
	assert_int_equal(site_path(&x86_64, &call_without_literal, OWNER_FTRACE_CALLER, true,
				   OWNER_UNKNOWN, false),
			 PATH_LIST);
	assert_int_equal(site_path(&x86_64, &call_without_literal, OWNER_FTRACE_CALLER, true,
				   OWNER_UNKNOWN, true),
			 PATH_LIST_DIRECT);
	/* A trampoline that the kernel made for one ops: by the ops, or having no symbol. */
	assert_int_equal(site_path(&x86_64, &call_without_literal, OWNER_OPS_TRAMPOLINE, true,
				   OWNER_UNKNOWN, false),
			 PATH_TRAMP);
	assert_int_equal(site_path(&arm64, &call, OWNER_OPS_TRAMPOLINE, true, OWNER_UNKNOWN, false),
			 PATH_UNKNOWN);
	assert_int_equal(site_path(&x86_64, &call_without_literal, OWNER_UNKNOWN, false,
				   OWNER_UNKNOWN, false),
			 PATH_TRAMP);
}

static void test_owners_by_func(void **state)
{
	(void)state;
	assert_int_equal(site_owner_of_ops("ftrace_graph_func+0x0/0x58", 0), OWNER_GRAPH_OPS);
	assert_int_equal(site_owner_of_ops("fprobe_ftrace_entry+0x0/0x58", 0), OWNER_FPROBE_OPS);
	assert_int_equal(site_owner_of_ops("function_trace_call+0x0/0x58", 0), OWNER_FOREIGN_OPS);
	assert_int_equal(site_owner_of_ops("call_direct_funcs+0x0/0x58", 0x1000),
			 OWNER_FOREIGN_DIRECT_OPS);
	assert_int_equal(site_owner_of_ops("", 0), OWNER_FOREIGN_OPS);
}

/* What is no direct call and nothing of ftrace's own: never taken for either. */
static void test_targets_of_third_parties(void **state)
{
	(void)state;
	for (size_t k = 0; k < EVERYONE; k++) {
		for (size_t t = 0; t < OWNER_COUNT; t++) {
			if (site_owner_is_direct_call(owners[t]) ||
			    owners[t] == OWNER_FTRACE_CALLER || owners[t] == OWNER_OPS_TRAMPOLINE)
				continue;
			for (size_t l = 0; l < OWNER_COUNT; l++)
				assert_int_equal(site_path(everyone[k], &call, owners[t], true,
							   owners[l], l & 1),
						 PATH_UNKNOWN);
			if (everyone[k]->architecture == ARCHITECTURE_X86_64)
				continue;
			/* No symbol is no excuse where there are no such trampolines. */
			assert_int_equal(site_path(everyone[k], &call, owners[t], false,
						   OWNER_RELEVANT_OPS, false),
					 PATH_UNKNOWN);
		}
	}
}

static void test_owners_by_symbol(void **state)
{
	static const struct {
		const char *symbol;
		enum site_owner owner;
	} rows[] = {
		{ "ftrace_caller+0x0/0x9c", OWNER_FTRACE_CALLER },
		{ "ftrace_regs_caller+0x0/0x14c", OWNER_FTRACE_CALLER },
		{ "ftrace_list_ops+0x0/0x2c0", OWNER_LIST_OPS },
		{ "ftrace_nop_ops+0x0/0x2c0", OWNER_NOP_OPS },
		{ "ftrace_caller+0x4/0x9c", OWNER_UNKNOWN },
		{ "ftrace_caller+0x0", OWNER_UNKNOWN },
		{ "ftrace_caller", OWNER_UNKNOWN },
		{ "ftrace_caller_op_ptr+0x0/0x8", OWNER_UNKNOWN },
		{ "my_ftrace_caller+0x0/0x9c", OWNER_UNKNOWN },
		{ "ftrace_list_ops_2+0x0/0x2c0", OWNER_UNKNOWN },
		{ "global_ops+0x0/0x2c0", OWNER_UNKNOWN },
		{ "graph_ops+0x0/0x2c0", OWNER_GRAPH_OPS },
		{ "fprobe_ftrace_ops+0x0/0x2c0", OWNER_FPROBE_OPS },
		{ "bpf_trampoline_6442536467+0x0/0x100 [bpf]", OWNER_BPF_TRAMPOLINE },
		{ "bpf_trampoline_6442536467+0x8/0x100 [bpf]", OWNER_UNKNOWN },
		{ "bpf_trampoline_+0x0/0x100 [bpf]", OWNER_UNKNOWN },
		{ "bpf_trampoline_lookup+0x0/0x100", OWNER_UNKNOWN },
		{ "bpf_trampoline_7x+0x0/0x100", OWNER_UNKNOWN },
		{ "0xffffffffc0400000", OWNER_UNKNOWN },
		{ "", OWNER_UNKNOWN },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (site_owner_of_symbol(rows[i].symbol) != rows[i].owner)
			fail_msg("'%s' belongs to %s", rows[i].symbol,
				 site_owner_name(site_owner_of_symbol(rows[i].symbol)));
	}
}

static void test_names_of_owners(void **state)
{
	(void)state;
	for (size_t i = 0; i < OWNER_COUNT; i++) {
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(site_owner_name(owners[i]),
						site_owner_name(owners[j]));
	}
	assert_string_equal(site_owner_name(OWNER_FTRACE_CALLER), "ftrace-caller");
	assert_string_equal(site_owner_name(OWNER_UNKNOWN), "unknown");
	assert_string_equal(site_owner_name((enum site_owner)99), "unknown");
}

static void test_reach_of_a_bl(void **state)
{
	const uint64_t reach = UINT64_C(128) << 20;
	const uint64_t site = UINT64_C(0xffff800080000000);

	(void)state;
	assert_true(site_bl_reaches(site, site));
	assert_true(site_bl_reaches(site, site + reach - 4));
	assert_false(site_bl_reaches(site, site + reach));
	assert_true(site_bl_reaches(site, site - reach));
	assert_false(site_bl_reaches(site, site - reach - 4));
	/* Through the end of the address space and beyond half of it. */
	assert_true(site_bl_reaches(UINT64_MAX - 3, 0));
	assert_true(site_bl_reaches(0, UINT64_MAX - 3));
	assert_false(site_bl_reaches(0, UINT64_C(1) << 63));
	assert_false(site_bl_reaches(UINT64_C(1) << 63, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_needs_no_owner),
		cmocka_unit_test(test_no_site),
		cmocka_unit_test(test_direct),
		cmocka_unit_test(test_literals_behind_ftrace_caller),
		cmocka_unit_test(test_a_literal_that_cannot_be_read),
		cmocka_unit_test(test_x86),
		cmocka_unit_test(test_targets_of_third_parties),
		cmocka_unit_test(test_owners_by_symbol),
		cmocka_unit_test(test_owners_by_func),
		cmocka_unit_test(test_names_of_owners),
		cmocka_unit_test(test_reach_of_a_bl),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
