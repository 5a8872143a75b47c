// SPDX-License-Identifier: GPL-2.0-only
/*
 * The checks of what ftrace holds, on the tracee and in the whole system.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "played_claim.h"

static void test_book(void **state)
{
	struct played played;

	(void)state;
	play(&played, "ops10", DISPATCH_ARM64_CALL_OPS);
	played.before.book.ops = 9;
	assert_only(&played, "book");
	play(&played, "ops2", DISPATCH_ARM64_CALL_OPS);
	played.after.book.direct = true;
	assert_only(&played, "book");
	/* The second look need not ask again. */
	play(&played, "ops10", DISPATCH_ARM64_CALL_OPS);
	memset(&played.after.book, 0, sizeof(played.after.book));
	assert_string_equal(failing(&played, (char[CHECK_REASON_SIZE]){ 0 }), "");
	/* Those who were there before count with ours. */
	played.baseline.evidence.book.ops = 1;
	assert_only(&played, "book");
	played.before.book.ops = 11;
	assert_string_equal(failing(&played, (char[CHECK_REASON_SIZE]){ 0 }), "");
}

static void test_system(void **state)
{
	struct played played;

	(void)state;
	/* One joined elsewhere in the system; one of ours was altered; one went. */
	play(&played, "ops2", DISPATCH_ARM64_CALL_OPS);
	played.after.ops_in_system++;
	strcpy(played.after.foreign, "function_trace_call+0x0/0x10");
	assert_only(&played, "system");
	play(&played, "ops1+irr10", DISPATCH_ARM64_CALL_OPS);
	played.before.sound--;
	assert_only(&played, "system");
	play(&played, "direct", DISPATCH_ARM64_CALL_OPS);
	played.before.sound = 0;
	played.before.ops_in_system = 0;
	assert_only(&played, "system");
	/* Those of the start are no surprise. */
	play(&played, "ops2", DISPATCH_ARM64_CALL_OPS);
	played.baseline.evidence.ops_in_system = 3;
	assert_only(&played, "system");
	played.before.ops_in_system += 3;
	played.after.ops_in_system += 3;
	assert_string_equal(failing(&played, (char[CHECK_REASON_SIZE]){ 0 }), "");
}

static void test_flags(void **state)
{
	struct played played;

	(void)state;
	/* On the same path, by ops of which none is called; or by others. */
	play(&played, "ops2", DISPATCH_ARM64_CALL_OPS);
	played.before.ops_flags = OPS_STUB;
	played.after.ops_flags = OPS_STUB;
	assert_only(&played, "flags");
	play(&played, "ops1-recursion", DISPATCH_RISCV64_CALL_OPS);
	played.after.ops_flags = OPS_RCU;
	assert_only(&played, "flags");
	play(&played, "stub2", DISPATCH_GLOBAL);
	played.before.ops_flags = 0;
	assert_only(&played, "flags");
}

/* One graph_ops stands for all who want to know of returns. */
static void test_dirty_by_another_graph(void **state)
{
	struct played played;
	char reason[CHECK_REASON_SIZE];

	(void)state;
	play(&played, "graph", DISPATCH_ARM64_CALL_OPS);
	played.baseline.dirty = true;
	played.baseline.evidence.book.ops = 1;
	played.baseline.evidence.ops_in_system = 1;
	played.baseline.evidence.graph_users = 1;
	played.before.graph_users = 2;
	played.after.graph_users = 2;
	assert_string_equal(failing(&played, reason), "");
	played.baseline.dirty = false;
	assert_string_equal(failing(&played, reason), "book");
	/* One that joins elsewhere: the list is as long as before. */
	play(&played, "graph", DISPATCH_RISCV64_CALL_OPS);
	played.after.graph_users = 2;
	assert_only(&played, "graph");
	/* It had not been there at the start, so that it cannot be ours that was shared. */
	play(&played, "graph", DISPATCH_ARM64_CALL_OPS);
	played.baseline.evidence.ops_in_system = 1;
	assert_only(&played, "system");
}

/* What BPF and tracefs bring counts as one of each kind. */
static void test_brought_books(void **state)
{
	static const unsigned int wanted[] = { BRINGS_DIRECT, BRINGS_FPROBE, BRINGS_GRAPH,
					       BRINGS_TRACER };
	struct played played;

	(void)state;
	for (enum dispatch d = 0; d < DISPATCH_NO_SITE; d++) {
		for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
			play_brought(&played, wanted[i], d);
			assert_int_equal(played.before.book.ops, 1);
			played.before.book.ops = 2;
			assert_only(&played, "book");
			play_brought(&played, wanted[i], d);
			played.after.ops_in_system++;
			assert_only(&played, "system");
		}
		/* A direct call that was not asked for, and one that is not there. */
		play_brought(&played, BRINGS_FPROBE, d);
		played.before.book.direct = true;
		assert_only(&played, "book");
		play_brought(&played, BRINGS_DIRECT, d);
		played.before.book.direct = false;
		assert_only(&played, "book");
	}
	/* A kprobe is an ops on x86 only. */
	play_brought(&played, BRINGS_KPROBE, DISPATCH_X86_64);
	assert_int_equal(played.before.book.ops, 1);
	play_brought(&played, BRINGS_KPROBE, DISPATCH_ARM64_CALL_OPS);
	assert_int_equal(played.before.book.ops, 0);
}

static bool may_be_there_before(unsigned int brings, enum dispatch dispatch)
{
	struct played played;

	play_brought(&played, brings, dispatch);
	played.baseline.evidence.ops_in_system = 1;
	played.baseline.evidence.graph_users = brings & BRINGS_GRAPH ? 1 : 0;
	played.before.graph_users += played.baseline.evidence.graph_users;
	played.after.graph_users = played.before.graph_users;
	/* One more than at the start is right in any case. */
	played.before.ops_in_system = 2;
	played.after.ops_in_system = 2;
	assert_holds(&played);
	played.after.ops_in_system = 3;
	assert_only(&played, "system");
	played.after.ops_in_system = 1;
	return !*failing(&played, (char[CHECK_REASON_SIZE]){ 0 });
}

/* Of some kinds of ops the system has one, which others may use, too. */
static void test_what_is_shared(void **state)
{
	(void)state;
	for (enum dispatch d = 0; d < DISPATCH_NO_SITE; d++) {
		assert_true(may_be_there_before(BRINGS_FPROBE, d));
		assert_true(may_be_there_before(BRINGS_GRAPH, d));
		assert_false(may_be_there_before(BRINGS_TRACER, d));
		assert_int_equal(may_be_there_before(BRINGS_DIRECT, d), d == DISPATCH_X86_64);
	}
	assert_true(may_be_there_before(BRINGS_KPROBE, DISPATCH_X86_64));
}

static void test_brought_graph(void **state)
{
	struct played played;

	(void)state;
	play_brought(&played, BRINGS_GRAPH, DISPATCH_X86_64);
	played.after.graph_users = 2;
	assert_only(&played, "graph");
	played.after.graph_users = 0;
	assert_only(&played, "graph");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_book),          cmocka_unit_test(test_system),
		cmocka_unit_test(test_flags),         cmocka_unit_test(test_dirty_by_another_graph),
		cmocka_unit_test(test_brought_books), cmocka_unit_test(test_what_is_shared),
		cmocka_unit_test(test_brought_graph),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
