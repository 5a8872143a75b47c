// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who is behind a literal and a target, and where site and enabled_functions differ.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "site/behind.h"

static void test_literals(void **state)
{
	static const struct {
		const char *symbol, *func;
		uint64_t direct_call;
		enum site_owner owner;
	} rows[] = {
		{ "ftrace_list_ops", "arch_ftrace_ops_list_func", 0, OWNER_LIST_OPS },
		{ "ftrace_nop_ops", "ftrace_stub", 0, OWNER_NOP_OPS },
		/* A kernel that has no names for data. */
		{ "", "arch_ftrace_ops_list_func", 0, OWNER_LIST_OPS },
		{ "", "ftrace_ops_list_func", 0, OWNER_LIST_OPS },
		{ "global_ops", "function_trace_call", 0, OWNER_RELEVANT_OPS },
		{ "graph_ops", "ftrace_graph_func", 0, OWNER_RELEVANT_OPS },
		{ "relevant+0xd0 [tracetoll]", "empty_callback [tracetoll]", 0,
		  OWNER_RELEVANT_OPS },
		/* On the heap. */
		{ "", "function_trace_call", 0, OWNER_RELEVANT_OPS },
		{ "", "call_direct_funcs", 0xffff800078000000, OWNER_DIRECT_OPS },
		{ "direct_ops [tracetoll]", "call_direct_funcs", 0xffff800078000000,
		  OWNER_DIRECT_OPS },
		{ "", "", 0xffff800078000000, OWNER_DIRECT_OPS },
		{ "", "", 0, OWNER_UNKNOWN },
		/* In the middle of one it is no ops. */
		{ "ftrace_list_ops+0x8", "", 0, OWNER_RELEVANT_OPS },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		enum site_owner owner =
			behind_literal(rows[i].symbol, rows[i].func, rows[i].direct_call);

		if (owner != rows[i].owner)
			fail_msg("'%s', '%s': %s", rows[i].symbol, rows[i].func,
				 site_owner_name(owner));
	}
}

static void test_targets(void **state)
{
	static const struct {
		struct behind_target target;
		enum site_owner owner;
		bool named;
	} rows[] = {
		{ { ARCHITECTURE_ARM64, "ftrace_caller", false, false },
		  OWNER_FTRACE_CALLER,
		  true },
		{ { ARCHITECTURE_X86_64, "ftrace_regs_caller", false, false },
		  OWNER_FTRACE_CALLER,
		  true },
		{ { ARCHITECTURE_ARM64, "bpf_trampoline_6442536467 [bpf]", false, false },
		  OWNER_TRAMPOLINE,
		  true },
		{ { ARCHITECTURE_RISCV64, "tracetoll_trampoline [tracetoll]", false, false },
		  OWNER_TRAMPOLINE,
		  true },
		{ { ARCHITECTURE_X86_64, "ftrace_trampoline [__builtin__ftrace]", false, false },
		  OWNER_UNKNOWN,
		  false },
		{ { ARCHITECTURE_X86_64, "", false, false }, OWNER_UNKNOWN, false },
		{ { ARCHITECTURE_X86_64, "", false, true }, OWNER_TRAMPOLINE, true },
		{ { ARCHITECTURE_ARM64, "", false, false }, OWNER_UNKNOWN, true },
		{ { ARCHITECTURE_ARM64, "", true, false }, OWNER_TRAMPOLINE, true },
		{ { ARCHITECTURE_ARM64, "", false, true }, OWNER_TRAMPOLINE, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool named;
		enum site_owner owner = behind_target(&rows[i].target, &named);

		if (owner != rows[i].owner || named != rows[i].named)
			fail_msg("row %zu: %s, %snamed", i, site_owner_name(owner),
				 named ? "" : "not ");
	}
}

static const char *contradiction(enum site_kind kind, enum path path, bool listed, unsigned int ops,
				 bool direct)
{
	struct enabled_function book = { .found = true, .ops = ops, .direct = direct };
	static char text[128];

	behind_contradiction(kind, path, listed ? &book : NULL, text, sizeof(text));
	return text;
}

static void test_agreement(void **state)
{
	static const struct {
		enum site_kind kind;
		enum path path;
		bool listed;
		unsigned int ops;
		bool direct;
	} rows[] = {
		{ SITE_DISABLED, PATH_NOP, false, 0, false },
		{ SITE_CALL, PATH_CALLOPS_FUNC, true, 1, false },
		{ SITE_CALL, PATH_CALLOPS_DIRECT, true, 1, true },
		{ SITE_CALL, PATH_DIRECT, true, 1, true },
		{ SITE_JUMP, PATH_DIRECT, true, 1, true },
		{ SITE_CALL, PATH_LIST, true, 2, false },
		/* Alone, but with a flag that wants the list. */
		{ SITE_CALL, PATH_LIST, true, 1, false },
		{ SITE_CALL, PATH_LIST_DIRECT, true, 2, true },
		{ SITE_CALL, PATH_GLOBAL, true, 1, false },
		{ SITE_CALL, PATH_GLOBAL, true, 9, true },
		{ SITE_CALL, PATH_TRAMP, true, 1, false },
		/* A kprobe is not in the list; whoever is with it, may be. */
		{ SITE_BREAKPOINT, PATH_BREAKPOINT, false, 0, false },
		{ SITE_BREAKPOINT, PATH_BREAKPOINT, true, 1, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(contradiction(rows[i].kind, rows[i].path, rows[i].listed,
						  rows[i].ops, rows[i].direct),
				    "");
}

static void test_contradictions(void **state)
{
	(void)state;
	assert_string_equal(contradiction(SITE_DISABLED, PATH_NOP, true, 3, false),
			    "the site is disabled, but enabled_functions counts 3 ops");
	assert_string_equal(contradiction(SITE_CALL, PATH_CALLOPS_FUNC, false, 0, false),
			    "the site is enabled, but enabled_functions does not list it");
	assert_string_equal(contradiction(SITE_CALL, PATH_CALLOPS_FUNC, true, 2, false),
			    "enabled_functions counts 2 ops, but callops-func is the path of one");
	assert_string_equal(contradiction(SITE_CALL, PATH_TRAMP, true, 2, false),
			    "enabled_functions counts 2 ops, but tramp is the path of one");
	assert_string_equal(contradiction(SITE_CALL, PATH_DIRECT, true, 1, false),
			    "the site takes a direct call, but enabled_functions has none");
	assert_string_equal(contradiction(SITE_CALL, PATH_CALLOPS_FUNC, true, 1, true),
			    "enabled_functions has a direct call, but the site does not take it");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_literals),
		cmocka_unit_test(test_targets),
		cmocka_unit_test(test_agreement),
		cmocka_unit_test(test_contradictions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
