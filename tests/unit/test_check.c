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

#include "played_claim.h"

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

static void test_what_is_brought_alone_holds(void **state)
{
	char reason[CHECK_REASON_SIZE];
	struct played played;

	(void)state;
	for (enum dispatch d = 0; d < DISPATCH_NO_SITE; d++) {
		for (size_t i = 0; i < BROUGHT_ROWS; i++) {
			play_brought(&played, brought_rows[i].brings, d);
			if (*failing(&played, reason))
				fail_msg("%#x under dispatch %d: %s", brought_rows[i].brings,
					 (int)d, reason);
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

/* Each thing that only a kernel with patch sites has: the claim is of another kernel then. */
static void test_no_site(void **state)
{
	struct played played;
	char reason[CHECK_REASON_SIZE];

	(void)state;
	for (int after = 0; after < 2; after++) {
		play(&played, "none", DISPATCH_NO_SITE);
		assert_int_equal(played.claim.expected, PATH_NO_SITE);
		(after ? &played.after : &played.before)->ftrace_named = true;
		assert_only(&played, "no-site");
		failing(&played, reason);
		assert_non_null(strstr(reason, "ftrace_caller"));

		play(&played, "none", DISPATCH_NO_SITE);
		(after ? &played.after : &played.before)->book.read = true;
		assert_only(&played, "no-site");
		failing(&played, reason);
		assert_non_null(strstr(reason, "enabled_functions"));

		/* The bytes look like a site; or a probe is in them. */
		play(&played, "none", DISPATCH_NO_SITE);
		(after ? &played.after : &played.before)->path = PATH_UNKNOWN;
		assert_only(&played, "path");
		play(&played, "none", DISPATCH_NO_SITE);
		(after ? &played.after : &played.before)->kprobes = 1;
		assert_only(&played, "kprobe");
	}
	/* Where there are sites, nobody asks. */
	play(&played, "none", DISPATCH_ARM64_CALL_OPS);
	played.before.ftrace_named = true;
	assert_holds(&played);
}

/* What is not seen there is only what somebody could do. */
static void test_missing_without_sites(void **state)
{
	struct evidence evidence;
	struct configuration none;
	const struct kernel_abilities *abilities = &abilities_of[DISPATCH_NO_SITE];

	(void)state;
	assert_int_equal(configuration_parse("none", &none), 0);
	good_evidence(&none, abilities, &evidence);
	assert_null(evidence_missing(abilities, &evidence, 0));
	evidence.symbols_known = false;
	assert_non_null(strstr(evidence_missing(abilities, &evidence, 0), "symbols"));
	assert_null(evidence_missing(abilities, &evidence, 1));
	evidence.kprobes_known = false;
	assert_non_null(strstr(evidence_missing(abilities, &evidence, 0), "kprobes"));
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
	played.after.kprobes = 1;
	assert_only(&played, "kprobe");
	strcpy(played.baseline.evidence.kprobe, "k tracetoll_tracee+0x40");
	assert_string_equal(failing(&played, (char[CHECK_REASON_SIZE]){ 0 }), "");
}

/* A kprobe that was asked for must be there, alone, and on x86 too, where no breakpoint is. */
static void test_brought_kprobe(void **state)
{
	struct played played;

	(void)state;
	for (enum dispatch d = 0; d < DISPATCH_NO_SITE; d++) {
		play_brought(&played, BRINGS_KPROBE, d);
		played.before.kprobes = 0;
		played.before.kprobe[0] = '\0';
		assert_only(&played, "kprobe");
		play_brought(&played, BRINGS_KPROBE, d);
		played.after.kprobes = 2;
		assert_only(&played, "kprobe");
		/* Where the list cannot be read the path still tells. */
		play_brought(&played, BRINGS_KPROBE, d);
		played.before.kprobes = 0;
		played.before.kprobes_known = false;
		assert_holds(&played);
		played.before.path = PATH_NOP;
		assert_only(&played, "path");
	}
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
	good_lead(&played.before, &played.configuration, played.claim.abilities);
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
		cmocka_unit_test(test_what_is_brought_alone_holds),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_brought_kprobe),
		cmocka_unit_test(test_path),
		cmocka_unit_test(test_no_site),
		cmocka_unit_test(test_missing_without_sites),
		cmocka_unit_test(test_body_and_kprobe),
		cmocka_unit_test(test_what_changed),
		cmocka_unit_test(test_what_cannot_be_seen),
		cmocka_unit_test(test_dirty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
