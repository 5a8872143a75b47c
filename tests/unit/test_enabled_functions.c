// SPDX-License-Identifier: GPL-2.0-only
/*
 * tracefs' enabled_functions, as t_show() in kernel/trace/ftrace.c writes it.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fake_root.h"
#include "site/enabled_functions.h"

static const char book[] =
	"__do_sys_getppid (1)           \ttramp: 0xffffffffc0400000 (function_trace_call+0x0/0x190) "
	"->function_trace_call+0x0/0x190\n"
	"tracetoll_tracee_far [tracetoll] (3)             \n"
	"tracetoll_tracee [tracetoll] (2)    D  O M \tops: 0xffff800079f1e0c0 "
	"(tracetoll_direct_ops+0x0/0x18 [tracetoll])\n"
	"\tdirect-->tracetoll_trampoline+0x0/0x18 [tracetoll]\n"
	"schedule (1)              \tops: global_ops+0x0/0x2c0 (function_trace_call+0x0/0x190)\n"
	"schedule_timeout (10) R I    \n"
	"__arm64_sys_close (1)    D   M \n"
	"\tdirect(jmp)-->bpf_trampoline_6442536467+0x0/0x100\n"
	"tracetoll_tracee (4)             \n";

struct fixture {
	struct fake_root root;
	char path[128];
};

static int set_up(void **state)
{
	static struct fixture fixture;

	fake_root_make(&fixture.root);
	snprintf(fixture.path, sizeof(fixture.path), "%s/enabled_functions", fixture.root.path);
	fake_root_write(&fixture.root, "/enabled_functions", book);
	*state = &fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	fake_root_remove(&fixture->root);
	return 0;
}

static struct enabled_function find(void **state, const char *symbol)
{
	const struct fixture *fixture = *state;
	struct enabled_function found;

	assert_int_equal(enabled_functions_find(fixture->path, symbol, &found), 0);
	return found;
}

static void test_function_of_a_module(void **state)
{
	struct enabled_function found = find(state, "tracetoll_tracee+0x0/0x18 [tracetoll]");

	assert_true(found.found);
	assert_int_equal(found.ops, 2);
	assert_true(found.direct);
	assert_string_equal(found.direct_symbol, "tracetoll_trampoline+0x0/0x18 [tracetoll]");
	/* Both lines, white space folded, and nothing of the next function. */
	assert_string_equal(found.text,
			    "tracetoll_tracee [tracetoll] (2) D O M ops: 0xffff800079f1e0c0 "
			    "(tracetoll_direct_ops+0x0/0x18 [tracetoll]); "
			    "direct-->tracetoll_trampoline+0x0/0x18 [tracetoll]");
}

static void test_function_of_the_kernel(void **state)
{
	struct enabled_function found = find(state, "__do_sys_getppid+0x0/0x20");

	assert_true(found.found);
	assert_int_equal(found.ops, 1);
	assert_false(found.direct);
	assert_string_equal(found.direct_symbol, "");
	assert_non_null(strstr(found.text, "tramp: 0xffffffffc0400000"));
	assert_null(strchr(found.text, ';'));
}

static void test_names_that_begin_alike(void **state)
{
	struct enabled_function found = find(state, "schedule+0x0/0x100");

	assert_int_equal(found.ops, 1);
	found = find(state, "schedule_timeout+0x0/0x100");
	assert_int_equal(found.ops, 10);
	assert_string_equal(found.text, "schedule_timeout (10) R I");
	/* The same name in the kernel and in a module are two functions. */
	found = find(state, "tracetoll_tracee+0x0/0x18");
	assert_int_equal(found.ops, 4);
	assert_false(found.direct);
	assert_false(find(state, "schedule_time+0x0/0x10").found);
	assert_false(find(state, "sched+0x0/0x10").found);
	assert_false(find(state, "tracetoll_tracee+0x0/0x18 [another]").found);
}

static void test_direct_call_by_jump(void **state)
{
	struct enabled_function found = find(state, "__arm64_sys_close+0x0/0x40");

	assert_int_equal(found.ops, 1);
	assert_true(found.direct);
}

static void test_not_traced(void **state)
{
	struct enabled_function found = find(state, "kfree+0x0/0x40");

	assert_false(found.found);
	assert_int_equal(found.ops, 0);
	assert_false(found.direct);
	assert_string_equal(found.text, "");
	/* What has no symbol is in no book, although "(" follows every name. */
	assert_false(find(state, "0xffffffffc0400000").found);
	assert_false(find(state, "").found);
}

static void test_empty_and_absent(void **state)
{
	const struct fixture *fixture = *state;
	struct enabled_function found = { .found = true };

	fake_root_write(&fixture->root, "/enabled_functions", "");
	assert_false(find(state, "schedule+0x0/0x100").found);
	remove(fixture->path);
	assert_int_equal(enabled_functions_find(fixture->path, "schedule", &found), -ENOENT);
	assert_false(found.found);
}

static void test_a_line_longer_than_there_is_room(void **state)
{
	const struct fixture *fixture = *state;
	struct enabled_function found;
	char text[4096];
	size_t used = (size_t)snprintf(text, sizeof(text), "kfree (300)");

	while (used < sizeof(text) - 40)
		used += (size_t)snprintf(text + used, sizeof(text) - used, " subops%zu", used);
	snprintf(text + used, sizeof(text) - used, "\nschedule (1)\n");
	fake_root_write(&fixture->root, "/enabled_functions", text);
	found = find(state, "kfree+0x0/0x40");
	assert_true(found.found);
	assert_int_equal(found.ops, 300);
	assert_true(strlen(found.text) < sizeof(found.text));
	assert_memory_equal(found.text, text, 400);
	assert_int_equal(find(state, "schedule+0x0/0x40").ops, 1);
}

static void test_all_of_them(void **state)
{
	static const struct {
		const char *name;
		unsigned int ops;
		bool direct;
	} rows[] = {
		{ "__do_sys_getppid", 1, false },
		{ "tracetoll_tracee_far [tracetoll]", 3, false },
		{ "tracetoll_tracee [tracetoll]", 2, true },
		{ "schedule", 1, false },
		{ "schedule_timeout", 10, false },
		{ "__arm64_sys_close", 1, true },
		{ "tracetoll_tracee", 4, false },
	};
	const struct fixture *fixture = *state;
	struct enabled_functions all;

	assert_int_equal(enabled_functions_read(fixture->path, &all), 0);
	assert_int_equal(all.count, sizeof(rows) / sizeof(rows[0]));
	for (size_t i = 0; i < all.count; i++) {
		const struct enabled_function *found = enabled_functions_named(&all, rows[i].name);

		assert_non_null(found);
		assert_int_equal(found->ops, rows[i].ops);
		assert_int_equal(found->direct, rows[i].direct);
		assert_int_equal(strncmp(found->text, rows[i].name, strlen(rows[i].name)), 0);
	}
	assert_string_equal(
		enabled_functions_named(&all, "tracetoll_tracee [tracetoll]")->direct_symbol,
		"tracetoll_trampoline+0x0/0x18 [tracetoll]");
	assert_null(enabled_functions_named(&all, "tracetoll_trace"));
	assert_null(enabled_functions_named(&all, "tracetoll_tracee [tracetol"));
	assert_null(enabled_functions_named(&all, "zzz"));
	assert_null(enabled_functions_named(&all, ""));
	enabled_functions_free(&all);
	assert_null(enabled_functions_named(&all, "schedule"));
}

static void test_none_at_all(void **state)
{
	const struct fixture *fixture = *state;
	struct enabled_functions all;

	fake_root_write(&fixture->root, "/enabled_functions", "");
	assert_int_equal(enabled_functions_read(fixture->path, &all), 0);
	assert_int_equal(all.count, 0);
	assert_null(enabled_functions_named(&all, "schedule"));
	enabled_functions_free(&all);
	/* Lines that are none, and one that belongs to nobody. */
	fake_root_write(&fixture->root, "/enabled_functions",
			"\tdirect-->nobody\nno number ()\nno (x)\nschedule (1)\n");
	assert_int_equal(enabled_functions_read(fixture->path, &all), 0);
	assert_int_equal(all.count, 1);
	assert_false(all.functions[0].direct);
	enabled_functions_free(&all);
	assert_int_equal(enabled_functions_read("/no/such/file", &all), -ENOENT);
	enabled_functions_free(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_function_of_a_module, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_function_of_the_kernel, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_names_that_begin_alike, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_direct_call_by_jump, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_not_traced, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_empty_and_absent, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_all_of_them, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_none_at_all, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_line_longer_than_there_is_room, set_up,
						tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
