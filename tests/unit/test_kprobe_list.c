// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/kernel/debug/kprobes/list as the kernel writes it.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fake_root.h"
#include "machine/kprobe_list.h"

static const char list[] = "ffff8000800a0b40  k  vfs_read+0x0    [DISABLED][FTRACE]\n"
			   "ffff8000800a0c00  r  vfs_write+0x0    \n"
			   "ffff80007a8f2018  k  tracetoll_tracee+0x8  tracetoll [OPTIMIZED]\n"
			   "ffff8000800b0000  k  gone_function+0x0  somewhere [GONE]\n"
			   "ffff8000800c0004  k  odd_function+0x4/0x20 [nowhere] \n"
			   "ffff8000800d0000  k  twice+0x0    [DISABLED]\n"
			   "ffff8000800d0010  k  twice+0x10    [FTRACE]\n"
			   "ffff8000800d0020  k  twice+0x20    [DISABLED]\n"
			   "nonsense\n"
			   "\n"
			   "ffff8000800e0000\n";

/* kptr_restrict: the addresses are zeros. */
static const char hidden[] = "0000000000000000  k  vfs_read+0x10    [FTRACE]\n"
			     "0000000000000000  k  vfs_read_other+0x0    \n"
			     "0000000000000000  k  tracee+0x0  first \n";

static void find_in(const char *text, uint64_t function, const char *symbol,
		    struct kprobe_found *found)
{
	struct fake_root root;
	char path[128];

	fake_root_make(&root);
	fake_root_write(&root, "/list", text);
	snprintf(path, sizeof(path), "%s/list", root.path);
	assert_int_equal(kprobe_list_find(path, function, symbol, found), 0);
	fake_root_remove(&root);
}

/* One switch for all of them: none of the list is in the code then. */
static void test_all_disarmed(void **state)
{
	struct kprobe_found found;
	struct kprobe_list all;
	struct fake_root root;
	char path[128];

	(void)state;
	for (int enabled = 0; enabled < 2; enabled++) {
		fake_root_make(&root);
		fake_root_write(&root, "/list", list);
		fake_root_write(&root, "/enabled", enabled ? "1\n" : "0\n");
		snprintf(path, sizeof(path), "%s/list", root.path);
		assert_int_equal(
			kprobe_list_find(path, 0xffff8000800a0c00, "vfs_write+0x0/0xc0", &found),
			0);
		assert_true(found.found);
		assert_int_equal(found.disabled, !enabled);
		assert_int_equal(found.enabled, enabled);
		assert_int_equal(kprobe_list_read(path, &all), 0);
		assert_string_equal(all.probes[1].text,
				    enabled ? "vfs_write+0x0" : "vfs_write+0x0 [DISARMED]");
		kprobe_list_free(&all);
		fake_root_remove(&root);
	}
}

static void test_by_address(void **state)
{
	struct kprobe_found found;

	(void)state;
	find_in(list, 0xffff8000800a0b40, "vfs_read+0x0/0xc0", &found);
	assert_true(found.found);
	assert_true(found.disabled);
	assert_int_equal(found.enabled, 0);
	assert_string_equal(found.text, "ffff8000800a0b40 k vfs_read+0x0 [DISABLED][FTRACE]");

	find_in(list, 0xffff8000800a0c00, "vfs_write+0x0/0xc0", &found);
	assert_true(found.found);
	assert_false(found.disabled);
	assert_string_equal(found.text, "ffff8000800a0c00 r vfs_write+0x0");

	find_in(list, 0xffff80007a8f2010, "tracetoll_tracee+0x0/0x18 [tracetoll]", &found);
	assert_true(found.found);
	assert_string_equal(found.text,
			    "ffff80007a8f2018 k tracetoll_tracee+0x8 tracetoll [OPTIMIZED]");

	/* The first byte after a function is the next one's. */
	find_in(list, 0xffff80007a8f2010, "tracetoll_tracee+0x0/0x8 [tracetoll]", &found);
	assert_false(found.found);
	/* One of the same name elsewhere. */
	find_in(list, 0xffff8000900a0b40, "vfs_read+0x0/0xc0", &found);
	assert_false(found.found);
	assert_string_equal(found.text, "");
	/* Whatever the list calls it. */
	find_in(list, 0xffff8000800a0b40, "alias_of_vfs_read+0x0/0xc0", &found);
	assert_true(found.found);
}

/* All that stand in the code are counted, in whichever order with others. */
static void test_how_many(void **state)
{
	struct kprobe_found found;

	(void)state;
	find_in("ffff8000800d0000  k  f+0x0    [DISABLED]\n"
		"ffff8000800d0000  k  f+0x0    \n"
		"ffff8000800d0010  r  f+0x10    \n"
		"ffff8000800d0010  k  f+0x10    [DISABLED]\n"
		"ffff8000800d0100  k  g+0x0    \n",
		0xffff8000800d0000, "f+0x0/0x40", &found);
	assert_int_equal(found.enabled, 2);
	assert_false(found.disabled);
	assert_string_equal(found.text, "ffff8000800d0000 k f+0x0");
}

static void test_gone_and_odd(void **state)
{
	struct kprobe_found found;

	(void)state;
	find_in(list, 0xffff8000800b0000, "gone_function+0x0/0x20 [somewhere]", &found);
	assert_false(found.found);
	find_in(list, 0, "odd_function+0x0/0x20 [nowhere]", &found);
	assert_true(found.found);
	find_in(list, 0xffff8000800d0000, "twice+0x0/0x40", &found);
	assert_true(found.found);
	assert_false(found.disabled);
	assert_string_equal(found.text, "ffff8000800d0010 k twice+0x10 [FTRACE]");
	find_in("", 0xffff8000800d0000, "twice+0x0/0x40", &found);
	assert_false(found.found);
}

static void test_by_name(void **state)
{
	struct kprobe_found found;

	(void)state;
	find_in(hidden, 0xffff8000800a0b40, "vfs_read+0x0/0xc0", &found);
	assert_true(found.found);
	assert_string_equal(found.text, "0000000000000000 k vfs_read+0x10 [FTRACE]");
	find_in(hidden, 0xffff8000800a0b40, "vfs_rea+0x0/0xc0", &found);
	assert_false(found.found);
	find_in(hidden, 1, "tracee+0x0/0xc0 [first]", &found);
	assert_true(found.found);
	/* Another module's, and the kernel's own. */
	find_in(hidden, 1, "tracee+0x0/0xc0 [second]", &found);
	assert_false(found.found);
	find_in(hidden, 1, "tracee+0x0/0xc0", &found);
	assert_false(found.found);
	/* A name alone has no length: no address can be in it. */
	find_in(list, 0xffff8000800a0b40, "vfs_write", &found);
	assert_true(found.found);
}

static void test_no_list(void **state)
{
	struct kprobe_found found = { .found = true };

	(void)state;
	assert_int_equal(kprobe_list_find("/none/list", 1, "f+0x0/0x8", &found), -ENOENT);
	assert_false(found.found);
}

static void read_from(const char *text, struct kprobe_list *all)
{
	struct fake_root root;
	char path[128];

	fake_root_make(&root);
	fake_root_write(&root, "/list", text);
	snprintf(path, sizeof(path), "%s/list", root.path);
	assert_int_equal(kprobe_list_read(path, all), 0);
	fake_root_remove(&root);
}

static void test_all_of_them(void **state)
{
	static const char *const texts[] = { "vfs_read+0x0 [DISABLED][FTRACE]",
					     "vfs_write+0x0",
					     "tracetoll_tracee+0x8 [tracetoll] [OPTIMIZED]",
					     "odd_function+0x4/0x20 [nowhere]",
					     "twice+0x0 [DISABLED]",
					     "twice+0x10 [FTRACE]",
					     "twice+0x20 [DISABLED]" };
	const size_t count = sizeof(texts) / sizeof(texts[0]);
	struct kprobe_list all;

	(void)state;
	read_from(list, &all);
	assert_int_equal(all.count, count);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(all.probes[i].text, texts[i]);
		assert_int_equal(all.probes[i].is_return, i == 1);
	}
	assert_int_equal(all.probes[2].place.address, 0xffff80007a8f2018);
	assert_string_equal(all.probes[2].place.module, "tracetoll");
	kprobe_list_free(&all);
	read_from("", &all);
	assert_int_equal(all.count, 0);
	assert_null(kprobe_list_next(&all, &(struct kprobe_place){ .address = 1 }, NULL));
	kprobe_list_free(&all);
	assert_int_equal(kprobe_list_read("/none/list", &all), -ENOENT);
	assert_int_equal(all.count, 0);
	kprobe_list_free(&all);
}

static void test_one_after_the_other(void **state)
{
	struct kprobe_place twice = { .address = 0xffff8000800d0000, .length = 0x20 };
	struct kprobe_place named = { .address = 0xffff8000800a0b40, .name = "vfs_read" };
	struct kprobe_list all;
	const struct kprobe *probe;

	(void)state;
	read_from(list, &all);
	probe = kprobe_list_next(&all, &twice, NULL);
	assert_ptr_equal(probe, &all.probes[4]);
	probe = kprobe_list_next(&all, &twice, probe);
	assert_ptr_equal(probe, &all.probes[5]);
	/* The third is behind its end. */
	assert_null(kprobe_list_next(&all, &twice, probe));
	kprobe_list_free(&all);
	read_from(hidden, &all);
	probe = kprobe_list_next(&all, &named, NULL);
	assert_ptr_equal(probe, &all.probes[0]);
	assert_null(kprobe_list_next(&all, &named, probe));
	kprobe_list_free(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_disarmed), cmocka_unit_test(test_by_address),
		cmocka_unit_test(test_how_many),     cmocka_unit_test(test_gone_and_odd),
		cmocka_unit_test(test_by_name),      cmocka_unit_test(test_no_list),
		cmocka_unit_test(test_all_of_them),  cmocka_unit_test(test_one_after_the_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
