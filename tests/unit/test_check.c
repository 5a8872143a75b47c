// SPDX-License-Identifier: GPL-2.0-only
/*
 * The checks between a measurement and its name: each finds the one thing that it stands
 * against, by itself, and no check objects to what is as it should be.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "good_evidence.h"
#include "site/check.h"

static const struct kernel_abilities abilities_of[DISPATCH_COUNT] = {
	[DISPATCH_ARM64_CALL_OPS] = { ARCHITECTURE_ARM64, true, true, true, true },
	[DISPATCH_RISCV64_CALL_OPS] = { ARCHITECTURE_RISCV64, true, true, true, true },
	[DISPATCH_GLOBAL] = { ARCHITECTURE_RISCV64, false, true, true, true },
	[DISPATCH_X86_64] = { ARCHITECTURE_X86_64, false, true, true, true },
};

/* A claim with all that it rests on, and the evidence on both sides of a sample. */
struct played {
	struct configuration configuration;
	struct baseline baseline;
	struct claim claim;
	struct evidence before, after;
};

static void play(struct played *played, const char *name, enum dispatch dispatch)
{
	const struct kernel_abilities *abilities = &abilities_of[dispatch];
	struct configuration none;

	memset(played, 0, sizeof(*played));
	assert_int_equal(configuration_parse(name, &played->configuration), 0);
	assert_int_equal(configuration_parse("none", &none), 0);
	good_evidence(&none, abilities, &played->baseline.evidence);
	good_evidence(&played->configuration, abilities, &played->before);
	played->after = played->before;
	played->claim = (struct claim){
		.configuration = &played->configuration,
		.abilities = abilities,
		.baseline = &played->baseline,
	};
	played->claim.expected = claim_expected_path(&played->claim, &played->before);
}

static const char *failing(const struct played *played, char *reason)
{
	struct check_list list;
	const struct check *check;

	check_list_all(&list);
	check = check_list_failing(&list, &played->claim, &played->before, &played->after, reason,
				   CHECK_REASON_SIZE);
	return check ? check->name : "";
}

/* The first check to object is @name, and without it none does: no other stands there. */
static void assert_only(const struct played *played, const char *name)
{
	char reason[CHECK_REASON_SIZE];
	struct check_list list;

	assert_string_equal(failing(played, reason), name);
	assert_true(strlen(reason) > 10);
	check_list_all(&list);
	assert_true(check_list_remove(&list, name));
	assert_null(check_list_failing(&list, &played->claim, &played->before, &played->after,
				       reason, sizeof(reason)));
	assert_string_equal(reason, "");
}

static void test_what_is_right_holds(void **state)
{
	struct configuration all[64];
	size_t count = configuration_all(all, 64);
	char reason[CHECK_REASON_SIZE];
	struct played played;

	(void)state;
	assert_true(count > 10 && count <= 64);
	for (enum dispatch d = 0; d < DISPATCH_COUNT; d++) {
		for (size_t i = 0; i < count; i++) {
			if (configuration_unavailable(&all[i], &abilities_of[d]))
				continue;
			play(&played, all[i].name, d);
			if (*failing(&played, reason))
				fail_msg("%s under dispatch %d: %s", all[i].name, (int)d, reason);
		}
	}
}

static void test_names(void **state)
{
	struct check_list list;
	size_t count;

	(void)state;
	check_list_all(&list);
	count = list.count;
	for (size_t i = 0; i < count; i++)
		assert_true(strlen(list.checks[i]->why) > 10);
	assert_false(check_list_remove(&list, "no such check"));
	assert_int_equal(list.count, count);
	while (list.count)
		assert_true(check_list_remove(&list, list.checks[0]->name));
}

static void test_path(void **state)
{
	struct played played;
	char reason[CHECK_REASON_SIZE];

	(void)state;
	for (int after = 0; after < 2; after++) {
		play(&played, "ops1", DISPATCH_RISCV64_CALL_OPS);
		(after ? &played.after : &played.before)->path = PATH_LIST;
		assert_only(&played, "path");
		failing(&played, reason);
		assert_non_null(strstr(reason, "expected is callops-func"));
	}
}

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

static void test_body_and_kprobe(void **state)
{
	struct played played;

	(void)state;
	play(&played, "ops1", DISPATCH_ARM64_CALL_OPS);
	played.before.bytes.bytes[SITE_BEFORE + 8] ^= 1;
	played.after.bytes = played.before.bytes;
	assert_only(&played, "body");
	/* Another function than at the start. */
	play(&played, "ops1", DISPATCH_ARM64_CALL_OPS);
	played.before.bytes.function += 64;
	played.after.bytes = played.before.bytes;
	assert_only(&played, "body");
	/* Deeper in the body than is read. */
	play(&played, "ops1", DISPATCH_ARM64_CALL_OPS);
	strcpy(played.after.kprobe, "k tracetoll_tracee+0x40");
	assert_only(&played, "kprobe");
	strcpy(played.baseline.evidence.kprobe, "k tracetoll_tracee+0x40");
	assert_string_equal(failing(&played, (char[CHECK_REASON_SIZE]){ 0 }), "");
}

static void test_what_changed(void **state)
{
	struct played played;

	(void)state;
	play(&played, "ops2", DISPATCH_ARM64_CALL_OPS);
	played.after.bytes.bytes[SITE_BEFORE - 1] ^= 1;
	assert_only(&played, "unchanged");
	play(&played, "ops2", DISPATCH_ARM64_CALL_OPS);
	played.after.updates++;
	assert_only(&played, "updates");
	played.after.updates_known = false;
	assert_string_equal(failing(&played, (char[CHECK_REASON_SIZE]){ 0 }), "");
}

/* What cannot be seen is no reason to object, but it is told. */
static void test_what_cannot_be_seen(void **state)
{
	struct played played;
	char reason[CHECK_REASON_SIZE];
	struct evidence *start = &played.baseline.evidence;
	const struct kernel_abilities *arm64 = &abilities_of[DISPATCH_ARM64_CALL_OPS];
	size_t count = 0;

	(void)state;
	play(&played, "none", DISPATCH_ARM64_CALL_OPS);
	assert_null(evidence_missing(arm64, start, 0));
	start->book.read = false;
	start->system_known = false;
	start->updates_known = false;
	start->kprobes_known = false;
	good_name(&start->literal, 0x1234, OWNER_UNKNOWN, 0, "0x0000000000001234");
	while (evidence_missing(arm64, start, count))
		count++;
	assert_int_equal(count, 5);
	assert_non_null(strstr(evidence_missing(arm64, start, 3), "mount debugfs"));
	start->updates_known = true;
	assert_non_null(strstr(evidence_missing(arm64, start, 2), "mount debugfs"));
	/* Without names a literal that nobody changed is nobody's. */
	played.before.literal = start->literal;
	played.after.literal = start->literal;
	assert_string_equal(failing(&played, reason), "");
	played.after.literal.address++;
	assert_only(&played, "literal");
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

/* Beside somebody else's ops the path is what it is, and all else is checked. */
static void test_dirty(void **state)
{
	struct played played;

	(void)state;
	play(&played, "ops1", DISPATCH_ARM64_CALL_OPS);
	played.baseline.dirty = true;
	played.baseline.evidence.book.ops = 1;
	played.baseline.evidence.ops_in_system = 1;
	played.before.path = PATH_LIST;
	good_literal(&played.before, &played.configuration);
	played.before.book.ops = 2;
	played.before.ops_in_system = 2;
	played.after = played.before;
	played.claim.expected = claim_expected_path(&played.claim, &played.before);
	assert_int_equal(played.claim.expected, PATH_LIST);
	assert_string_equal(failing(&played, (char[CHECK_REASON_SIZE]){ 0 }), "");
	played.after.path = PATH_CALLOPS_FUNC;
	assert_only(&played, "path");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_right_holds),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_path),
		cmocka_unit_test(test_literal),
		cmocka_unit_test(test_trampoline),
		cmocka_unit_test(test_reach),
		cmocka_unit_test(test_book),
		cmocka_unit_test(test_system),
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_body_and_kprobe),
		cmocka_unit_test(test_what_changed),
		cmocka_unit_test(test_dirty),
		cmocka_unit_test(test_what_cannot_be_seen),
		cmocka_unit_test(test_dirty_by_another_graph),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
