// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "verbs/hold_options.h"

#define WORDS_MAX 16

/* The words behind "tracetoll", up to NULL; the options stay valid until the next call. */
static int parse(struct hold_options *options, struct complaint *complaint, ...)
{
	static char name[] = "hold";
	static char *words[WORDS_MAX];
	va_list more;
	int count = 0;

	words[count++] = name;
	va_start(more, complaint);
	do {
		words[count] = va_arg(more, char *);
	} while (words[count++]);
	va_end(more);
	return hold_options_parse(options, count - 1, words, complaint);
}

static void test_the_least(void **state)
{
	struct hold_options options;
	struct complaint complaint;

	(void)state;
	assert_int_equal(parse(&options, &complaint, "ops2", "--", "dd", NULL), 0);
	assert_int_equal(options.plan.configuration_count, 1);
	assert_string_equal(options.plan.configurations[0].name, "ops2");
	assert_int_equal(options.plan.workload_count, 1);
	assert_ptr_equal(options.plan.workloads[0], &options.workload);
	assert_int_equal(options.workload.kind, TRACETOLL_TRACEE_NAMED);
	assert_non_null(strstr(options.workload.tracee, "_sys_read"));
	assert_string_equal(options.workload.system_call, "read");
	assert_null(options.json);
	assert_null(options.module);
	assert_false(options.plan.allow_dirty);
	assert_string_equal(options.command[0], "dd");
	assert_null(options.command[1]);
}

static void test_all_words(void **state)
{
	struct hold_options options;
	struct complaint complaint;

	(void)state;
	assert_int_equal(parse(&options, &complaint, "--json", "file", "none", "--tracee=vfs_read",
			       "--module", "m.ko", "--allow-dirty", "--", "ls", "--help", "--",
			       "-c", NULL),
			 0);
	assert_string_equal(options.plan.configurations[0].name, "none");
	assert_string_equal(options.workload.tracee, "vfs_read");
	assert_null(options.workload.system_call);
	assert_string_equal(options.json, "file");
	assert_string_equal(options.module, "m.ko");
	assert_true(options.plan.allow_dirty);
	assert_false(options.help);
	/* What stands behind the mark is the command's, whatever it looks like. */
	assert_string_equal(options.command[0], "ls");
	assert_string_equal(options.command[1], "--help");
	assert_string_equal(options.command[2], "--");
	assert_string_equal(options.command[3], "-c");
	assert_null(options.command[4]);
}

/* The mark may be the value of an option; then it is none. */
static void test_a_mark_that_is_a_value(void **state)
{
	struct hold_options options;
	struct complaint complaint;

	(void)state;
	assert_int_equal(parse(&options, &complaint, "none", "--json", "--", "--", "ls", NULL), 0);
	assert_string_equal(options.json, "--");
	assert_string_equal(options.command[0], "ls");
	assert_true(parse(&options, &complaint, "none", "--json", "--", "ls", NULL) < 0);
	assert_int_equal(complaint.exit_code, EXIT_CODE_USAGE);
}

static void test_help_wins(void **state)
{
	struct hold_options options;
	struct complaint complaint;

	(void)state;
	assert_int_equal(parse(&options, &complaint, "none", "-h", NULL), 0);
	assert_true(options.help);
}

static void test_parsed_again(void **state)
{
	struct hold_options options;
	struct complaint complaint;

	(void)state;
	/* The first one ends in the middle of a word of short options. */
	assert_true(parse(&options, &complaint, "-xh", "none", "--", "ls", NULL) < 0);
	assert_int_equal(parse(&options, &complaint, "ops1", "--", "ls", NULL), 0);
	assert_string_equal(options.plan.configurations[0].name, "ops1");
	assert_false(options.help);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_least),
		cmocka_unit_test(test_all_words),
		cmocka_unit_test(test_a_mark_that_is_a_value),
		cmocka_unit_test(test_help_wins),
		cmocka_unit_test(test_parsed_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
