// SPDX-License-Identifier: GPL-2.0-only
/*
 * What two attachments leave behind, as the kernel's rule says: the one that goes decides.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "verify/order.h"

#define OPS TRACETOLL_ATTACHMENT_OPS
#define RCU TRACETOLL_ATTACHMENT_RCU
#define RECURSION TRACETOLL_ATTACHMENT_RECURSION
#define STUB TRACETOLL_ATTACHMENT_STUB
#define DIRECT TRACETOLL_ATTACHMENT_DIRECT
#define FPROBE TRACETOLL_ATTACHMENT_FPROBE

static void assert_paths(enum tracetoll_attachment first, enum tracetoll_attachment second,
			 unsigned int removed, enum path arm64, enum path riscv64, enum path global,
			 enum path x86_64)
{
	const struct order order = { first, second, removed };

	assert_int_equal(order_expected_path(&order, DISPATCH_ARM64_CALL_OPS), arm64);
	assert_int_equal(order_expected_path(&order, DISPATCH_RISCV64_CALL_OPS), riscv64);
	assert_int_equal(order_expected_path(&order, DISPATCH_GLOBAL), global);
	assert_int_equal(order_expected_path(&order, DISPATCH_X86_64), x86_64);
}

static void test_two_are_a_list(void **state)
{
	(void)state;
	assert_paths(OPS, OPS, 0, PATH_LIST, PATH_LIST, PATH_GLOBAL, PATH_LIST);
	assert_paths(STUB, RCU, 0, PATH_LIST, PATH_LIST, PATH_GLOBAL, PATH_LIST);
	assert_paths(OPS, FPROBE, 0, PATH_LIST, PATH_LIST, PATH_GLOBAL, PATH_LIST);
	assert_paths(DIRECT, OPS, 0, PATH_LIST_DIRECT, PATH_LIST_DIRECT, PATH_GLOBAL,
		     PATH_LIST_DIRECT);
	assert_paths(RCU, DIRECT, 0, PATH_LIST_DIRECT, PATH_LIST_DIRECT, PATH_GLOBAL,
		     PATH_LIST_DIRECT);
}

static void test_who_goes_decides(void **state)
{
	(void)state;
	/* A plain one goes: whoever stays is named, also who asked for protection. */
	assert_paths(OPS, OPS, 1, PATH_CALLOPS_FUNC, PATH_CALLOPS_FUNC, PATH_GLOBAL, PATH_TRAMP);
	assert_paths(OPS, RCU, 1, PATH_CALLOPS_FUNC, PATH_CALLOPS_FUNC, PATH_GLOBAL, PATH_TRAMP);
	assert_paths(RECURSION, STUB, 2, PATH_CALLOPS_FUNC, PATH_CALLOPS_FUNC, PATH_GLOBAL,
		     PATH_TRAMP);
	assert_paths(FPROBE, DIRECT, 2, PATH_CALLOPS_FUNC, PATH_CALLOPS_FUNC, PATH_GLOBAL,
		     PATH_TRAMP);
	/* One that asked for protection goes: nobody is named. */
	assert_paths(OPS, RCU, 2, PATH_LIST, PATH_LIST, PATH_GLOBAL, PATH_TRAMP);
	assert_paths(RECURSION, OPS, 1, PATH_LIST, PATH_LIST, PATH_GLOBAL, PATH_TRAMP);
	assert_paths(RCU, FPROBE, 1, PATH_LIST, PATH_LIST, PATH_GLOBAL, PATH_TRAMP);
}

static void test_a_direct_call_that_stays(void **state)
{
	(void)state;
	assert_paths(DIRECT, OPS, 2, PATH_DIRECT, PATH_CALLOPS_DIRECT, PATH_DIRECT, PATH_DIRECT);
	assert_paths(FPROBE, DIRECT, 1, PATH_DIRECT, PATH_CALLOPS_DIRECT, PATH_DIRECT, PATH_DIRECT);
	assert_paths(DIRECT, RCU, 2, PATH_DIRECT, PATH_LIST_DIRECT, PATH_DIRECT, PATH_DIRECT);
	assert_paths(RECURSION, DIRECT, 1, PATH_DIRECT, PATH_LIST_DIRECT, PATH_DIRECT, PATH_DIRECT);
}

static void test_what_is_hit(void **state)
{
	const struct order both = { OPS, DIRECT, 0 }, direct = { OPS, DIRECT, 1 };
	const struct order fprobe = { FPROBE, RCU, 2 }, stub = { OPS, STUB, 1 };
	struct counts counts;

	(void)state;
	order_expect(&counts, &both, PATH_LIST_DIRECT);
	assert_int_equal(counts.relevant[0], 1);
	assert_int_equal(counts.trampoline_a, 1);
	assert_int_equal(counts_hits(&counts), 2);
	order_expect(&counts, &direct, PATH_DIRECT);
	assert_int_equal(counts.trampoline_a, 1);
	assert_int_equal(counts_hits(&counts), 1);
	order_expect(&counts, &fprobe, PATH_LIST);
	assert_int_equal(counts.fprobe_entry, 1);
	assert_int_equal(counts.fprobe_exit, 1);
	assert_int_equal(counts_hits(&counts), 2);
	/* The second one is ops 1, also when it is alone. */
	order_expect(&counts, &stub, PATH_CALLOPS_FUNC);
	assert_int_equal(counts.relevant[1], 1);
	order_expect(&counts, &stub, PATH_LIST);
	assert_int_equal(counts_hits(&counts), 0);
}

static void test_what_cannot_be_tried(void **state)
{
	const struct kernel_abilities all = { .direct_calls = true, .fprobe = true };
	const struct kernel_abilities none = { 0 };

	(void)state;
	for (int first = 0; first < TRACETOLL_ATTACHMENT_COUNT; first++) {
		for (int second = 0; second < TRACETOLL_ATTACHMENT_COUNT; second++) {
			const struct order order = { (enum tracetoll_attachment)first,
						     (enum tracetoll_attachment)second, 0 };
			const int two_fprobes = first == FPROBE && second == FPROBE;
			const int wants = first == DIRECT || second == DIRECT || first == FPROBE ||
					  second == FPROBE;

			assert_int_equal(order_unavailable(&order, &all) != NULL, two_fprobes);
			assert_int_equal(order_unavailable(&order, &none) != NULL, wants);
			assert_int_equal(order_is_refused(&order),
					 first == DIRECT && second == DIRECT);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_two_are_a_list),
		cmocka_unit_test(test_who_goes_decides),
		cmocka_unit_test(test_a_direct_call_that_stays),
		cmocka_unit_test(test_what_is_hit),
		cmocka_unit_test(test_what_cannot_be_tried),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
