// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory that runs out while a file is read is no fault of the file's: wherever it happens, neither
 * is the file refused nor a line of it left out.
 */
#include <errno.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "result/reader.h"

/* How many allocations the library still gets; jansson's hooks take no argument. */
static size_t allowance = SIZE_MAX;

static void *allocate(size_t size)
{
	if (!allowance)
		return NULL;
	allowance--;
	return malloc(size);
}

/* All allocations from number @allowed on fail. Returns what reading came to. */
static int read_with(size_t allowed, const char *path, bool lean)
{
	struct result result;
	struct result_error error;
	int failed;

	allowance = allowed;
	failed = lean ? result_read_lean_path(path, &result, &error)
		      : result_read_path(path, &result, &error);
	allowance = SIZE_MAX;
	if (!failed) {
		assert_false(result.torn);
		assert_true(result.ended);
		result_free(&result);
	}
	return failed;
}

static void read_until_it_suffices(const char *path, bool lean)
{
	size_t allowed = 0;
	int failed;

	while ((failed = read_with(allowed, path, lean))) {
		assert_int_equal(failed, -ENOMEM);
		allowed++;
	}
	assert_true(allowed > 100);
}

static void test_is_never_the_files_fault(void **state)
{
	(void)state;
	read_until_it_suffices(TEST_DATA "/nothing-but-invalid.jsonl", false);
	read_until_it_suffices(TEST_DATA "/nothing-but-invalid.jsonl", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_is_never_the_files_fault),
	};

	json_set_alloc_funcs(allocate, free);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
