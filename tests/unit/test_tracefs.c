// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where tracefs is, and that all who read of it find it there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "attach/look.h"
#include "config/tracefs.h"
#include "fake_root.h"
#include "machine/environment.h"

#define DEBUGFS "/sys/kernel/debug/tracing"
#define LINE "tracee [tracetoll] (2) \n"

static struct fake_root root;

static int set_up(void **state)
{
	(void)state;
	fake_root_make(&root);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	fake_root_remove(&root);
	return 0;
}

static void test_folder(void **state)
{
	(void)state;
	assert_string_equal(tracefs_folder(root.path, "trace"), TRACEFS_PATH);
	fake_root_write(&root, DEBUGFS "/trace", "");
	assert_string_equal(tracefs_folder(root.path, "trace"), DEBUGFS);
	/* Both: the one that is mounted by itself. */
	fake_root_write(&root, TRACEFS_PATH "/trace", "");
	assert_string_equal(tracefs_folder(root.path, "trace"), TRACEFS_PATH);
	assert_string_equal(tracefs_folder(root.path, "another"), TRACEFS_PATH);
}

/* What a proof reads of it: both ops of the tracee. */
static void look(const char *file, bool read)
{
	struct evidence evidence = { .function.symbol = "tracee+0x0/0x18 [tracetoll]" };

	if (file)
		fake_root_write(&root, file, LINE);
	look_into_book(root.path, &evidence);
	assert_int_equal(evidence.book.read, read);
	assert_int_equal(evidence.book.ops, read ? 2 : 0);
}

static void test_proof(void **state)
{
	(void)state;
	look(NULL, false);
	look(DEBUGFS "/enabled_functions", true);
}

static void test_proof_as_usual(void **state)
{
	(void)state;
	look(TRACEFS_PATH "/enabled_functions", true);
}

static void test_environment(void **state)
{
	json_t *environment, *tracing;

	(void)state;
	fake_root_write(&root, DEBUGFS "/current_tracer", "function\n");
	environment = environment_collect(root.path, 0, false);
	tracing = json_object_get(environment, "tracing");
	assert_string_equal(json_string_value(json_object_get(tracing, "current_tracer")),
			    "function");
	json_decref(environment);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_folder, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_proof, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_proof_as_usual, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_environment, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
