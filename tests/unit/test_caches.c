// SPDX-License-Identifier: GPL-2.0-only
/*
 * The largest cache for data, by what sysfs says of it in whatever order.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fake_root.h"
#include "machine/caches.h"

static void add_word(const struct fake_root *root, int index, const char *name, const char *word)
{
	char path[128];

	snprintf(path, sizeof(path), "/sys/devices/system/cpu/cpu1/cache/index%d/%s", index, name);
	fake_root_write(root, path, word);
}

/* One of CPU 1. */
static void add_cache(const struct fake_root *root, int index, const char *type, const char *level,
		      const char *size)
{
	add_word(root, index, "type", type);
	add_word(root, index, "level", level);
	add_word(root, index, "size", size);
}

static void test_largest(void **state)
{
	struct fake_root root;

	(void)state;
	fake_root_make(&root);
	assert_int_equal(caches_largest(root.path, 1), 0);
	add_cache(&root, 3, "Unified\n", "3\n", "36864K\n");
	add_cache(&root, 0, "Data\n", "1\n", "32K\n");
	add_cache(&root, 1, "Instruction\n", "1\n", "99999K\n");
	assert_int_equal(caches_largest(root.path, 1), 36864 << 10);
	add_cache(&root, 2, "Unified\n", "2\n", "1024K\n");
	assert_int_equal(caches_largest(root.path, 1), 36864 << 10);
	/* Another core has others. */
	assert_int_equal(caches_largest(root.path, 0), 0);
	fake_root_remove(&root);
}

/* The first level alone, as arm64's guests tell of it: there is more. */
static void test_first_level_alone(void **state)
{
	struct fake_root root;

	(void)state;
	fake_root_make(&root);
	add_cache(&root, 0, "Data\n", "1\n", "32K\n");
	assert_int_equal(caches_largest(root.path, 1), 0);
	add_cache(&root, 2, "Unified\n", "2\n", "512K\n");
	assert_int_equal(caches_largest(root.path, 1), 512 << 10);
	fake_root_remove(&root);
}

/* The device tree of some boards names caches and not their sizes. */
static void test_unknown_sizes(void **state)
{
	static const char *const sizes[] = { "\n", "0K\n", "12\n", "12M\n", "much\n" };
	struct fake_root root;

	(void)state;
	fake_root_make(&root);
	add_cache(&root, 0, "Data\n", "1\n", "32K\n");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		add_cache(&root, 2, "Unified\n", "2\n", sizes[i]);
		assert_int_equal(caches_largest(root.path, 1), 0);
	}
	add_cache(&root, 2, "Unified\n", "none\n", "512K\n");
	assert_int_equal(caches_largest(root.path, 1), 0);
	fake_root_remove(&root);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_largest),
		cmocka_unit_test(test_first_level_alone),
		cmocka_unit_test(test_unknown_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
