// SPDX-License-Identifier: GPL-2.0-only
/*
 * What `verify` makes of what it found: each right answer passes, and each of the wrong
 * ones that a broken kernel or module could give fails with words that say which.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "verify/convention.h"
#include "verify/counts.h"
#include "verify/frame.h"

#define CALLS 280

static char reason[COUNTS_REASON_SIZE];

static struct configuration parse(const char *name)
{
	struct configuration configuration;

	assert_int_equal(configuration_parse(name, &configuration), 0);
	return configuration;
}

/* The counters of a machine on which all is right. */
static struct counts right_counts(const struct counts *per_call)
{
	struct counts found = *per_call;

	for (unsigned int i = 0; i < found.relevant_ops; i++)
		found.relevant[i] *= CALLS;
	for (unsigned int i = 0; i < found.irrelevant_ops; i++)
		found.irrelevant[i] *= CALLS;
	found.trampoline_a *= CALLS;
	found.trampoline_b *= CALLS;
	found.fprobe_entry *= CALLS;
	found.fprobe_exit *= CALLS;
	return found;
}

static void assert_wrong(const struct counts *per_call, const struct counts *found,
			 const char *words)
{
	strcpy(reason, "");
	assert_false(counts_judge(per_call, CALLS, found, reason, sizeof(reason)));
	assert_non_null(strstr(reason, words));
}

static void test_every_ops_counts(void **state)
{
	const struct configuration ops10 = parse("ops10");
	struct counts per_call, found;

	(void)state;
	counts_expect(&per_call, &ops10, PATH_LIST);
	found = right_counts(&per_call);
	assert_true(counts_judge(&per_call, CALLS, &found, reason, sizeof(reason)));
	for (unsigned int i = 0; i < 10; i++) {
		char words[32];

		snprintf(words, sizeof(words), "relevant ops %u: ", i);
		found = right_counts(&per_call);
		found.relevant[i]--; /* a call was lost, */
		assert_wrong(&per_call, &found, words);
		found.relevant[i] = CALLS + 1; /* or doubled, */
		assert_wrong(&per_call, &found, words);
		found.relevant[i] = 0; /* or it was never called. */
		assert_wrong(&per_call, &found, words);
	}
}

static void test_irrelevant_ops_never_count(void **state)
{
	const struct configuration irr10 = parse("ops1+irr10");
	struct counts per_call, found;

	(void)state;
	counts_expect(&per_call, &irr10, PATH_CALLOPS_FUNC);
	found = right_counts(&per_call);
	assert_true(counts_judge(&per_call, CALLS, &found, reason, sizeof(reason)));
	found.irrelevant[9] = 1;
	assert_wrong(&per_call, &found, "irrelevant ops 9: 1 hits, expected are 0");
}

static void test_stubs_are_left_out_by_the_list_only(void **state)
{
	const struct configuration stub2 = parse("stub2");
	struct counts per_call, found;

	(void)state;
	counts_expect(&per_call, &stub2, PATH_LIST);
	found = right_counts(&per_call);
	assert_true(counts_judge(&per_call, CALLS, &found, reason, sizeof(reason)));
	assert_int_equal(counts_hits(&found), 0);
	found.relevant[1] = CALLS;
	assert_wrong(&per_call, &found, "relevant ops 1: 280 hits, expected are 0");
	counts_expect(&per_call, &stub2, PATH_GLOBAL);
	assert_int_equal(per_call.relevant[0], 0);
	counts_expect(&per_call, &stub2, PATH_CALLOPS_FUNC);
	assert_int_equal(per_call.relevant[0], 1);
	counts_expect(&per_call, &stub2, PATH_TRAMP);
	assert_int_equal(per_call.relevant[0], 1);
}

static void test_trampolines_and_fprobes_count_each_for_themselves(void **state)
{
	const struct configuration direct = parse("direct"), graph = parse("graph");
	struct configuration_row row = *direct.row;
	struct configuration counting = direct;
	struct counts per_call, found;

	(void)state;
	counts_expect(&per_call, &direct, PATH_DIRECT);
	assert_false(counts_can_tell(&per_call));
	row.trampoline = (enum trampoline)TRACETOLL_TRAMPOLINE_COUNT_A;
	counting.row = &row;
	counts_expect(&per_call, &counting, PATH_DIRECT);
	assert_true(counts_can_tell(&per_call));
	found = right_counts(&per_call);
	assert_true(counts_judge(&per_call, CALLS, &found, reason, sizeof(reason)));
	found.trampoline_b = 1;
	assert_wrong(&per_call, &found, "count-b: 1 hits");
	found = right_counts(&per_call);
	found.trampoline_a--;
	assert_wrong(&per_call, &found, "count-a: 279 hits");

	counts_expect(&per_call, &graph, PATH_CALLOPS_FUNC);
	found = right_counts(&per_call);
	assert_true(counts_judge(&per_call, CALLS, &found, reason, sizeof(reason)));
	found.fprobe_exit--; /* a return that nobody saw */
	assert_wrong(&per_call, &found, "exit: 279 hits, expected are 280");
	found = right_counts(&per_call);
	found.fprobe_entry = 0;
	assert_wrong(&per_call, &found, "entry: 0 hits");
}

static void test_a_stack_wants_hits(void **state)
{
	struct counts found = { .relevant_ops = 1 };

	(void)state;
	assert_false(counts_judge_stack(&found, reason, sizeof(reason)));
	found.relevant[0] = CALLS;
	assert_true(counts_judge_stack(&found, reason, sizeof(reason)));
	found.misaligned = 1;
	assert_false(counts_judge_stack(&found, reason, sizeof(reason)));
	assert_non_null(strstr(reason, "1 of 280 hits"));
}

static void test_swaps(void **state)
{
	(void)state;
	assert_true(counts_judge_swap(100, 99, 1, reason, sizeof(reason)));
	assert_false(counts_judge_swap(100, 50, 49, reason, sizeof(reason))); /* one lost */
	assert_false(counts_judge_swap(100, 50, 51, reason, sizeof(reason))); /* one doubled */
	assert_false(counts_judge_swap(100, 100, 0, reason, sizeof(reason))); /* never swapped */
	assert_false(counts_judge_swap(100, 0, 100, reason, sizeof(reason)));
	assert_false(counts_judge_swap(0, 0, 0, reason, sizeof(reason))); /* never called */
	assert_non_null(strstr(reason, "0 calls"));
}

static struct tracetoll_call right_call(void)
{
	return (struct tracetoll_call){
		.saved_registers = 11,
		.return_address = 0xffff800080001000,
		.return_address_expected = 0xffff800080001000,
		.return_value = 42,
		.return_value_expected = 42,
	};
}

static void assert_registers_wrong(const struct tracetoll_call *call, const char *words)
{
	assert_false(convention_judge_registers(call, reason, sizeof(reason)));
	assert_non_null(strstr(reason, words));
}

static void test_registers(void **state)
{
	struct tracetoll_call call = right_call();

	(void)state;
	assert_true(convention_judge_registers(&call, reason, sizeof(reason)));
	for (unsigned int bit = 0; bit < 32; bit++) {
		call = right_call();
		call.wrong_arguments = 1U << bit;
		assert_registers_wrong(&call, "arguments");
		call = right_call();
		call.wrong_found = 1U << bit;
		assert_registers_wrong(&call, "the tracee found");
		call = right_call();
		call.wrong_saved = 1U << bit;
		assert_registers_wrong(&call, "its caller");
	}
	call = right_call();
	call.return_value++;
	assert_registers_wrong(&call, "the return value is 0x2b, expected is 0x2a");
	/* Nobody looked: that all is right is not known. */
	call = right_call();
	call.saved_registers = 0;
	assert_registers_wrong(&call, "no register");
}

static void test_return_addresses(void **state)
{
	static const char handler[] = "return_to_handler+0x0/0x60";
	static const char caller[] = "tracetoll_registers_caller+0x44/0x80 [tracetoll]";
	struct tracetoll_call call = right_call();

	(void)state;
	assert_true(convention_judge_return(&call, caller, false, reason, sizeof(reason)));
	/* With an exit handler the caller's own is the wrong one: it was not hooked. */
	assert_false(convention_judge_return(&call, caller, true, reason, sizeof(reason)));
	call.return_address = 0xffff800080000000;
	assert_true(convention_judge_return(&call, handler, true, reason, sizeof(reason)));
	assert_false(convention_judge_return(&call, handler, false, reason, sizeof(reason)));
	assert_non_null(strstr(reason, handler));
	assert_false(convention_judge_return(&call, "return_to_handler+0x4/0x60", true, reason,
					     sizeof(reason)));
	call.return_address = 0;
	call.return_address_expected = 0;
	assert_false(convention_judge_return(&call, "", false, reason, sizeof(reason)));
	assert_non_null(strstr(reason, "nowhere"));
}

static void test_traced_calls(void **state)
{
	(void)state;
	assert_int_equal(convention_traced_calls(TRACETOLL_CALL_REGISTERS, 8), 1);
	assert_int_equal(convention_traced_calls(TRACETOLL_CALL_NESTED, 8), 2);
	assert_int_equal(convention_traced_calls(TRACETOLL_CALL_RECURSIVE, 8), 8);
	assert_int_equal(convention_traced_calls(TRACETOLL_CALL_RECURSIVE, 1), 1);
}

static void test_frames(void **state)
{
	struct frame frame = { .type = "__arch_ftrace_regs", .size = 112 };
	char detail[COUNTS_REASON_SIZE];

	(void)state;
	assert_true(frame_judge(&frame, ARCHITECTURE_ARM64, detail, reason, sizeof(reason)));
	assert_string_equal(detail, "112 bytes");
	frame.size = 104;
	assert_false(frame_judge(&frame, ARCHITECTURE_ARM64, detail, reason, sizeof(reason)));
	assert_non_null(strstr(reason, "104 bytes, no multiple of 16"));
	assert_true(frame_judge(&frame, ARCHITECTURE_RISCV64, detail, reason, sizeof(reason)));
	assert_string_equal(detail, "104 bytes, 112 on the stack");
	frame.size = 168; /* struct pt_regs of x86-64, whose kernel aligns to words */
	assert_true(frame_judge(&frame, ARCHITECTURE_X86_64, detail, reason, sizeof(reason)));
	frame.size = 164;
	assert_false(frame_judge(&frame, ARCHITECTURE_X86_64, detail, reason, sizeof(reason)));
	frame.size = 0;
	assert_false(frame_judge(&frame, ARCHITECTURE_RISCV64, detail, reason, sizeof(reason)));
}

static void test_no_btf(void **state)
{
	struct frame frame;

	(void)state;
	assert_int_equal(frame_read("/nonexistent/btf", &frame), -ENOENT);
	assert_true(frame_read("/dev/null", &frame) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_ops_counts),
		cmocka_unit_test(test_irrelevant_ops_never_count),
		cmocka_unit_test(test_stubs_are_left_out_by_the_list_only),
		cmocka_unit_test(test_trampolines_and_fprobes_count_each_for_themselves),
		cmocka_unit_test(test_a_stack_wants_hits),
		cmocka_unit_test(test_swaps),
		cmocka_unit_test(test_registers),
		cmocka_unit_test(test_return_addresses),
		cmocka_unit_test(test_traced_calls),
		cmocka_unit_test(test_frames),
		cmocka_unit_test(test_no_btf),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
