// SPDX-License-Identifier: GPL-2.0-only
/*
 * /proc/kallsyms: symbols by address and by name, hidden ones, and lines that are none.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fake_root.h"
#include "site/kallsyms.h"

static const char text[] = "0000000000030000 A cpu_thing\n"
			   "ffffffff81000000 T _stext\n"
			   "ffffffff81000000 T _text\n"
			   "ffffffff8132e510 T ftrace_caller\n"
			   "ffffffff81389a20 T __do_sys_getppid\n"
			   "ffffffff81389a20 t __x64_sys_getppid\n"
			   "ffffffff81389a20 W __ia32_sys_getppid\n"
			   "ffffffff81389a60 t next_one\n"
			   "ffffffff82000000 D jiffies\n"
			   "ffffffffc0601000 t near_tracee\t[tracetoll]\n"
			   "ffffffffc0601000 t $x\t[tracetoll]\n"
			   "ffffffffc0601040 b relevant\t[tracetoll]\n"
			   "ffffffffa0000000 t bpf_trampoline_6442536467\t[bpf]\n"
			   "ffffffffa0000000 t .L0\n"
			   "not a symbol\n"
			   "ffffffffa0000010 t\n"
			   "\n";

struct fixture {
	struct fake_root root;
	char path[128];
	struct kallsyms symbols;
};

static int set_up(void **state)
{
	static struct fixture fixture;

	fake_root_make(&fixture.root);
	snprintf(fixture.path, sizeof(fixture.path), "%s/kallsyms", fixture.root.path);
	fake_root_write(&fixture.root, "/kallsyms", text);
	if (kallsyms_read(fixture.path, &fixture.symbols))
		return -1;
	*state = &fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;

	kallsyms_free(&fixture->symbols);
	fake_root_remove(&fixture->root);
	return 0;
}

static const char *name_at(void **state, uint64_t address)
{
	const struct fixture *fixture = *state;
	static char name[128];

	kallsyms_text(&fixture->symbols, address, name, sizeof(name));
	return name;
}

static void test_names_of_addresses(void **state)
{
	assert_string_equal(name_at(state, UINT64_C(0xffffffff8132e510)), "ftrace_caller");
	assert_string_equal(name_at(state, UINT64_C(0xffffffff8132e514)), "ftrace_caller+0x4");
	/* Of several at one address the first in the file is the kernel's own choice. */
	assert_string_equal(name_at(state, UINT64_C(0xffffffff81389a20)), "__do_sys_getppid");
	assert_string_equal(name_at(state, UINT64_C(0xffffffff81389a24)), "__do_sys_getppid+0x4");
	assert_string_equal(name_at(state, UINT64_C(0xffffffff81000000)), "_stext");
	/* In a module, and out of order in the file. */
	assert_string_equal(name_at(state, UINT64_C(0xffffffffc0601000)),
			    "near_tracee [tracetoll]");
	assert_string_equal(name_at(state, UINT64_C(0xffffffffc0601110)),
			    "relevant+0xd0 [tracetoll]");
	assert_string_equal(name_at(state, UINT64_C(0xffffffffa0000000)),
			    "bpf_trampoline_6442536467 [bpf]");
}

static void test_addresses_without_a_name(void **state)
{
	assert_string_equal(name_at(state, 0), "");
	assert_string_equal(name_at(state, 0x1000), "");
	/* The heap: no symbol is near. */
	assert_string_equal(name_at(state, UINT64_C(0xffff888101234000)), "");
	assert_string_equal(name_at(state, UINT64_C(0xffffffff81000000) + (1 << 20)), "");
	assert_string_equal(name_at(state, UINT64_C(0xffffffff81000000) + (1 << 20) - 1),
			    "_stext+0xfffff");
}

static void test_sizes_and_names(void **state)
{
	const struct fixture *fixture = *state;
	const struct kallsyms *symbols = &fixture->symbols;
	const struct symbol *symbol = kallsyms_named(symbols, "__x64_sys_getppid");

	assert_non_null(symbol);
	assert_int_equal(symbol->address, UINT64_C(0xffffffff81389a20));
	assert_int_equal(kallsyms_size(symbols, symbol), 0x40);
	assert_int_equal(kallsyms_size(symbols, &symbols->symbols[symbols->count - 1]), 0);
	assert_null(kallsyms_named(symbols, "__x64_sys_getppi"));
	/* Not of a module, whatever it calls its own. */
	assert_null(kallsyms_named(symbols, "near_tracee"));
	assert_int_equal(symbols->count, 12);
	assert_true(symbol_is_function(symbol));
	assert_true(symbol_is_function(kallsyms_named(symbols, "__ia32_sys_getppid")));
	assert_false(symbol_is_function(kallsyms_named(symbols, "jiffies")));
	assert_false(symbol_is_function(kallsyms_named(symbols, "cpu_thing")));
}

static int read_text(const char *what)
{
	struct kallsyms symbols;
	struct fake_root root;
	char path[128];
	int error;

	fake_root_make(&root);
	fake_root_write(&root, "/kallsyms", what);
	snprintf(path, sizeof(path), "%s/kallsyms", root.path);
	error = kallsyms_read(path, &symbols);
	kallsyms_free(&symbols);
	fake_root_remove(&root);
	return error;
}

static void test_files_that_tell_nothing(void **state)
{
	struct kallsyms symbols;

	(void)state;
	assert_int_equal(read_text("0000000000000000 T _stext\n0000000000000000 t do_one\n"),
			 -EPERM);
	/* One address is enough: of weak symbols there may be zeros. */
	assert_int_equal(read_text("0000000000000000 T _stext\n0000000000000010 t do_one"), 0);
	assert_int_equal(read_text(""), -ENODATA);
	assert_int_equal(read_text("nothing\nof a symbol\n"), -ENODATA);
	assert_int_equal(kallsyms_read("/no/such/file", &symbols), -ENOENT);
	kallsyms_free(&symbols);
	assert_int_equal(kallsyms_read("/", &symbols), -EISDIR);
	kallsyms_free(&symbols);
}

/* More than is read at once, so that the text moves while it grows. */
static void test_a_large_file(void **state)
{
	const size_t lines = 300000;
	char *large = malloc(lines * 48 + 1);
	struct kallsyms symbols;
	struct fake_root root;
	char path[128], name[64];
	size_t used = 0;

	(void)state;
	assert_non_null(large);
	for (size_t i = 0; i < lines; i++)
		used += (size_t)snprintf(large + used, 48, "%016zx t function_number_%06zu\n",
					 UINT64_C(0xffff800080000000) + 16 * (lines - i), i);
	assert_true(used > (size_t)8 << 20);
	fake_root_make(&root);
	fake_root_write_bytes(&root, "/kallsyms", large, used);
	snprintf(path, sizeof(path), "%s/kallsyms", root.path);
	assert_int_equal(kallsyms_read(path, &symbols), 0);
	assert_int_equal(symbols.count, lines);
	kallsyms_text(&symbols, UINT64_C(0xffff800080000000) + 16 * (lines - 7) + 1, name,
		      sizeof(name));
	assert_string_equal(name, "function_number_000007+0x1");
	kallsyms_free(&symbols);
	fake_root_remove(&root);
	free(large);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_names_of_addresses, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_addresses_without_a_name, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_sizes_and_names, set_up, tear_down),
		cmocka_unit_test(test_files_that_tell_nothing),
		cmocka_unit_test(test_a_large_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
