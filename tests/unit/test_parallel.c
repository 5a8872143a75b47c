// SPDX-License-Identifier: GPL-2.0-only
/*
 * Work in several threads: everything once, and of all errors the first.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "result/parallel.h"

#define COUNT 1000

struct calls {
	int made[COUNT];
	size_t bad; /* from this index on, all fail */
};

static int each(void *context, size_t index)
{
	struct calls *calls = context;

	calls->made[index]++;
	return index >= calls->bad ? -(int)(index + 1) : 0;
}

static void test_each_once(void **state)
{
	struct calls calls = { .bad = COUNT };
	size_t at;

	(void)state;
	assert_int_equal(parallel_each(COUNT, each, &calls, &at), 0);
	for (size_t i = 0; i < COUNT; i++)
		assert_int_equal(calls.made[i], 1);
	assert_int_equal(parallel_each(0, each, &calls, &at), 0);
	assert_int_equal(calls.made[0], 1);
}

static void test_first_error(void **state)
{
	(void)state;
	for (size_t bad = 0; bad < COUNT; bad += 7) {
		struct calls calls = { .bad = bad };
		size_t at;

		assert_int_equal(parallel_each(COUNT, each, &calls, &at), -(int)(bad + 1));
		assert_int_equal(at, bad);
		for (size_t i = 0; i <= bad; i++)
			assert_int_equal(calls.made[i], 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_once),
		cmocka_unit_test(test_first_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
