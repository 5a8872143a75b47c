// SPDX-License-Identifier: GPL-2.0-only
/*
 * The checks of whom a site leads to.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "played_claim.h"

static void test_literal(void **state)
{
	struct played played;

	(void)state;
	/* Another of our own ops, somebody else's, and the right one of the wrong kind. */
	play(&played, "ops1+irr10", DISPATCH_ARM64_CALL_OPS);
	played.before.literal.index = 1;
	played.after.literal.index = 1;
	assert_only(&played, "literal");
	play(&played, "ops1", DISPATCH_ARM64_CALL_OPS);
	good_name(&played.after.literal, 0x9000, OWNER_UNKNOWN, 0, "global_ops+0x0/0x100");
	assert_only(&played, "literal");
	play(&played, "graph", DISPATCH_ARM64_CALL_OPS);
	played.before.literal.owner = OWNER_RELEVANT_OPS;
	assert_only(&played, "literal");
	play(&played, "none", DISPATCH_RISCV64_CALL_OPS);
	played.after.literal.owner = OWNER_RELEVANT_OPS;
	assert_only(&played, "literal");
	/* Where there are no literals, what lies before a function is nobody's. */
	play(&played, "ops1", DISPATCH_GLOBAL);
	played.after.literal.owner = OWNER_RELEVANT_OPS;
	assert_string_equal(failing(&played, (char[CHECK_REASON_SIZE]){ 0 }), "");
}

static void test_trampoline(void **state)
{
	struct played played;

	(void)state;
	/* The site branches to another one. */
	play(&played, "direct", DISPATCH_ARM64_CALL_OPS);
	good_name(&played.before.target, 0x7000, OWNER_TRAMPOLINE, TRAMPOLINE_BRANCH, "other");
	played.after.target = played.before.target;
	assert_only(&played, "trampoline");
	/* The literal is right, and its direct call is not. */
	play(&played, "direct", DISPATCH_RISCV64_CALL_OPS);
	strcpy(played.before.book.direct_symbol, "other+0x0/0x8 [other]");
	assert_only(&played, "trampoline");
	/* The module was asked for another kind. */
	play(&played, "direct-br", DISPATCH_RISCV64_CALL_OPS);
	played.before.trampoline.index = TRAMPOLINE_RETURN;
	assert_only(&played, "trampoline");
}

static void test_reach(void **state)
{
	struct played played;
	char text[CHECK_REASON_SIZE];

	(void)state;
	/* A far one labelled near takes the long way; that its path were right is not enough. */
	play(&played, "direct", DISPATCH_ARM64_CALL_OPS);
	played.before.trampoline.address = GOOD_FAR_TRAMPOLINE;
	played.before.target.address = GOOD_FAR_TRAMPOLINE;
	played.after = played.before;
	assert_only(&played, "reach");
	assert_non_null(claim_placement(&played.claim, &played.before, text, sizeof(text)));
	/* A near one labelled far. */
	play(&played, "direct-far", DISPATCH_ARM64_CALL_OPS);
	played.before.trampoline.address = GOOD_TRAMPOLINE;
	played.before.behind.address = GOOD_TRAMPOLINE;
	played.after = played.before;
	assert_only(&played, "reach");
	/* Elsewhere, and behind a list, the way is the same from any distance. */
	play(&played, "direct+ops1", DISPATCH_ARM64_CALL_OPS);
	played.before.trampoline.address = GOOD_FAR_TRAMPOLINE;
	assert_null(claim_placement(&played.claim, &played.before, text, sizeof(text)));
	play(&played, "direct", DISPATCH_RISCV64_CALL_OPS);
	played.before.trampoline.address = GOOD_FAR_TRAMPOLINE;
	assert_null(claim_placement(&played.claim, &played.before, text, sizeof(text)));
}

/* The literal of what BPF and tracefs attach. */
static void test_brought_literal(void **state)
{
	static const unsigned int wanted[] = { BRINGS_DIRECT, BRINGS_FPROBE, BRINGS_GRAPH,
					       BRINGS_TRACER };
	struct played played;

	(void)state;
	for (enum dispatch d = DISPATCH_ARM64_CALL_OPS; d <= DISPATCH_RISCV64_CALL_OPS; d++) {
		for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
			play_brought(&played, wanted[i], d);
			played.after.literal.owner = OWNER_RELEVANT_OPS;
			assert_only(&played, "literal");
		}
		/* Under a breakpoint: somebody's who was not asked for, and one who is gone. */
		play_brought(&played, BRINGS_KPROBE, d);
		played.before.literal.owner = OWNER_FOREIGN_DIRECT_OPS;
		assert_only(&played, "literal");
		play(&played, "kprobe+fentry", d);
		played.before.literal.owner = OWNER_NOP_OPS;
		assert_only(&played, "literal");
		play(&played, "fentry+ops1", d);
		played.before.literal.owner = OWNER_FOREIGN_DIRECT_OPS;
		assert_only(&played, "literal");
	}
}

/* The right kind of ops, and another callee. */
static void test_behind(void **state)
{
	static const enum dispatch dispatches[] = { DISPATCH_ARM64_CALL_OPS,
						    DISPATCH_RISCV64_CALL_OPS, DISPATCH_X86_64 };
	static const unsigned int wanted[] = { BRINGS_FPROBE, BRINGS_GRAPH, BRINGS_TRACER };
	struct played played;

	(void)state;
	for (size_t i = 0; i < sizeof(dispatches) / sizeof(dispatches[0]); i++) {
		for (size_t k = 0; k < sizeof(wanted) / sizeof(wanted[0]); k++) {
			play_brought(&played, wanted[k], dispatches[i]);
			good_func(&played.after.behind, "klp_ftrace_handler+0x0/0x100");
			assert_only(&played, "behind");
			/* Its start, and its whole name. */
			strcpy(played.after.behind.symbol, played.before.behind.symbol);
			strcpy(strchr(played.after.behind.symbol, '+'), "+0x8/0x100");
			assert_only(&played, "behind");
			/* Where nobody knows ftrace's list. */
			played.before.system_known = false;
			played.after.system_known = false;
			assert_holds(&played);
		}
		play(&played, "ops1", dispatches[i]);
		good_func(&played.before.behind, "function_trace_call+0x0/0x100");
		assert_only(&played, "behind");
	}
	play_brought(&played, BRINGS_KPROBE, DISPATCH_X86_64);
	good_func(&played.before.behind, "function_trace_call+0x0/0x100");
	assert_only(&played, "behind");
	/* A list asks all: nobody is behind it alone. */
	play(&played, "fentry+ops1", DISPATCH_ARM64_CALL_OPS);
	assert_int_equal(played.before.behind.address, 0);
	assert_holds(&played);
}

static void lead_elsewhere(struct evidence_name *name, enum site_owner owner, const char *symbol)
{
	good_name(name, GOOD_BPF_TRAMPOLINE + 0x1000, owner, 0, symbol);
}

/* BPF's direct call, by whichever way: its trampoline, and no other. */
static void test_bpf_trampoline(void **state)
{
	static const char unnamed[] = "0xffffffff02015000";
	struct played played;

	(void)state;
	play_brought(&played, BRINGS_DIRECT, DISPATCH_RISCV64_CALL_OPS);
	lead_elsewhere(&played.before.behind, OWNER_UNKNOWN, "somebody+0x0/0x10");
	assert_only(&played, "behind");
	/* riscv64 does not name it: that it is a direct call of an ops must do. */
	play_brought(&played, BRINGS_DIRECT, DISPATCH_RISCV64_CALL_OPS);
	lead_elsewhere(&played.before.behind, OWNER_FOREIGN_DIRECT_CALL, unnamed);
	strcpy(played.before.book.direct_symbol, unnamed);
	assert_holds(&played);
	/* The literal's, and the book's. */
	strcpy(played.before.book.direct_symbol, "0xffffffff02016000");
	assert_only(&played, "trampoline");
	play_brought(&played, BRINGS_DIRECT, DISPATCH_X86_64);
	strcpy(played.before.book.direct_symbol, "bpf_trampoline_7+0x0/0x100 [bpf]");
	assert_only(&played, "trampoline");
	play(&played, "fentry+ops1", DISPATCH_X86_64);
	strcpy(played.before.book.direct_symbol, "somebody+0x0/0x10");
	assert_only(&played, "trampoline");
	/* The literal's, and the site's. */
	play_brought(&played, BRINGS_DIRECT, DISPATCH_ARM64_CALL_OPS);
	lead_elsewhere(&played.after.behind, OWNER_BPF_TRAMPOLINE, "bpf_trampoline_7+0x0/0x100");
	assert_only(&played, "trampoline");
	/* Under a breakpoint. */
	play(&played, "kprobe+fentry", DISPATCH_ARM64_CALL_OPS);
	lead_elsewhere(&played.after.behind, OWNER_UNKNOWN, "somebody+0x0/0x10");
	memset(&played.after.book, 0, sizeof(played.after.book));
	assert_only(&played, "behind");
}

/* On arm64 the way of BPF's direct call follows from where its trampoline lies. */
static void test_distance_of_bpf(void **state)
{
	struct played played;

	(void)state;
	play_brought(&played, BRINGS_DIRECT, DISPATCH_ARM64_CALL_OPS);
	assert_int_equal(played.claim.expected, PATH_DIRECT);
	played.before.behind.address = GOOD_FAR_TRAMPOLINE;
	assert_int_equal(claim_expected_path(&played.claim, &played.before), PATH_CALLOPS_DIRECT);
	/* And by no other way, in either case. */
	played.before.target = played.before.behind;
	played.after = played.before;
	played.claim.expected = claim_expected_path(&played.claim, &played.before);
	assert_only(&played, "path");
	played.before.path = PATH_CALLOPS_DIRECT;
	played.after.path = PATH_CALLOPS_DIRECT;
	assert_holds(&played);
	/* Nothing changes for the module's, nor for others where nothing is far. */
	play(&played, "direct", DISPATCH_ARM64_CALL_OPS);
	played.before.behind.address = GOOD_FAR_TRAMPOLINE;
	assert_int_equal(claim_expected_path(&played.claim, &played.before), PATH_DIRECT);
	play_brought(&played, BRINGS_DIRECT, DISPATCH_X86_64);
	played.before.target.address = GOOD_FAR_TRAMPOLINE;
	assert_int_equal(claim_expected_path(&played.claim, &played.before), PATH_DIRECT);
	/* Late in a list, and under a breakpoint, the distance does not matter. */
	play(&played, "kprobe+fentry", DISPATCH_ARM64_CALL_OPS);
	played.before.behind.address = GOOD_FAR_TRAMPOLINE;
	assert_int_equal(claim_expected_path(&played.claim, &played.before), PATH_BREAKPOINT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_literal),         cmocka_unit_test(test_trampoline),
		cmocka_unit_test(test_reach),           cmocka_unit_test(test_brought_literal),
		cmocka_unit_test(test_behind),          cmocka_unit_test(test_bpf_trampoline),
		cmocka_unit_test(test_distance_of_bpf),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
