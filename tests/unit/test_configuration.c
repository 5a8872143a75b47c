// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of configurations: names in, meanings and expected paths out.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "config/configuration.h"

static const struct kernel_abilities abilities_of[DISPATCH_COUNT] = {
	[DISPATCH_ARM64_CALL_OPS] = { ARCHITECTURE_ARM64, true, true, true, true, false },
	[DISPATCH_RISCV64_CALL_OPS] = { ARCHITECTURE_RISCV64, true, true, true, true, false },
	[DISPATCH_GLOBAL] = { ARCHITECTURE_RISCV64, false, true, true, true, false },
	[DISPATCH_X86_64] = { ARCHITECTURE_X86_64, false, true, true, true, false },
	[DISPATCH_NO_SITE] = { ARCHITECTURE_ARM64, false, false, false, true, true },
};

static void assert_means(const char *name, unsigned int relevant, unsigned int irrelevant,
			 bool direct)
{
	struct configuration configuration;

	if (configuration_parse(name, &configuration))
		fail_msg("'%s' is refused", name);
	assert_string_equal(configuration.name, name);
	assert_int_equal(configuration.relevant, relevant);
	assert_int_equal(configuration.irrelevant, irrelevant);
	assert_int_equal(configuration_has_direct(&configuration), direct);
	assert_int_equal(configuration_ops_on_tracee(&configuration, ARCHITECTURE_ARM64),
			 relevant + direct);
}

static void assert_refused(const char *name, int error)
{
	struct configuration configuration;
	int err = configuration_parse(name, &configuration);

	if (err != error)
		fail_msg("'%s' gives %d, not %d", name, err, error);
	assert_int_equal(configuration.name[0], '\0');
}

static void test_every_row(void **state)
{
	(void)state;
	assert_means("none", 0, 0, false);
	assert_means("direct", 0, 0, true);
	assert_means("ops1", 1, 0, false);
	assert_means("ops2", 2, 0, false);
	assert_means("ops10", 10, 0, false);
	assert_means("ops256", 256, 0, false);
	assert_means("ops1+irr1", 1, 1, false);
	assert_means("ops1+irr256", 1, 256, false);
	assert_means("direct+ops1", 1, 0, true);
	assert_means("direct+ops256", 256, 0, true);
	assert_means("stub2", 2, 0, false);
	assert_means("stub256", 256, 0, false);
	assert_means("ops2+irr1", 2, 1, false);
	assert_means("ops32+irr64", 32, 64, false);
}

static void test_names_that_are_none(void **state)
{
	static const char *const names[] = {
		"",          "n",          "nonee",          "None",       "OPS2",
		"Direct",    "ops",        "ops#",           "opsN",       "ops0",
		"ops010",    "ops02",      "ops+1",          "ops-1",      "ops 1",
		" ops1",     "ops1 ",      "ops1 0",         "ops2x",      "ops1+irr",
		"ops1+irr0", "ops2+irr",   "ops1+irr#",      "ops1+irr01", "direct+",
		"direct1",   "direct+ops", "ops0x10",        "ops1e1",     "direct+ops0",
		"ops2+irr0", "ops02+irr1", "ops2+irr1+irr1", "ops2+irr1x", "+irr1",
		"ops+irr1",  "stub",       "stub02",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_refused(names[i], -EINVAL);
}

static void test_numbers_out_of_range(void **state)
{
	static const char *const names[] = {
		"ops257",
		"ops1+irr257",
		"direct+ops257",
		"ops4294967298",
		"ops99999999999999999999",
		"ops1+irr18446744073709551617",
		"ops2+irr257",
		"ops257+irr2",
		"ops18446744073709551617+irr2",
		"stub257",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct configuration configuration;

		assert_refused(names[i], -ERANGE);
		configuration_parse(names[i], &configuration);
		/* Who is told so must also be told what the range is. */
		assert_non_null(configuration.row);
		assert_int_equal(configuration.row->number_max, 256);
	}
}

static void test_every_number_of_every_row(void **state)
{
	const struct configuration_row *row;

	(void)state;
	assert_non_null(configuration_row_at(0));
	for (size_t i = 0; (row = configuration_row_at(i)); i++) {
		const char *mark = strchr(row->pattern, '#');

		assert_int_equal(!mark, !row->number_max);
		for (unsigned int n = row->number_min; mark && n <= row->number_max; n++) {
			struct configuration configuration;
			const char *second = strchr(mark + 1, '#');
			char name[64];
			int length = snprintf(name, sizeof(name), "%.*s%u%.*s",
					      (int)(mark - row->pattern), row->pattern, n,
					      (int)strcspn(mark + 1, "#"), mark + 1);

			if (second)
				snprintf(name + length, sizeof(name) - (size_t)length, "%u",
					 row->number_max + row->number_min - n);
			/* A row of its own, which stands before the family. */
			if (second && n == 1)
				continue;
			assert_int_equal(configuration_parse(name, &configuration), 0);
			assert_ptr_equal(configuration.row, row);
			assert_string_equal(configuration.name, name);
		}
	}
}

static void test_defaults(void **state)
{
	static const char *const names[] = {
		"none", "loop", "direct", "ops1", "ops2", "ops10", "ops1+irr10", "direct+ops1",
	};
	const size_t count = sizeof(names) / sizeof(names[0]);
	struct configuration defaults[16];

	(void)state;
	assert_int_equal(configuration_defaults(defaults, 16), count);
	for (size_t i = 0; i < count; i++) {
		struct configuration again;

		assert_string_equal(defaults[i].name, names[i]);
		assert_int_equal(configuration_parse(defaults[i].name, &again), 0);
		assert_string_equal(again.name, defaults[i].name);
	}
}

static void test_defaults_into_less_room(void **state)
{
	struct configuration defaults[3];

	(void)state;
	memset(defaults, 0x5a, sizeof(defaults));
	assert_int_equal(configuration_defaults(defaults, 2), 8);
	assert_string_equal(defaults[1].name, "loop");
	assert_int_equal((unsigned char)defaults[2].name[0], 0x5a);
}

/* What report --decompose wants is in it, and each is a configuration that takes a path. */
static void test_sweep(void **state)
{
	static const char *const wanted[] = { "none",  "direct",     "ops1",       "ops32",
					      "stub2", "ops1+irr64", "ops2+irr64", "direct+ops1" };
	struct configuration sweep[64];
	size_t count = configuration_sweep(sweep, 64);

	(void)state;
	assert_true(count >= 16 && count <= 64);
	for (size_t w = 0; w < sizeof(wanted) / sizeof(wanted[0]); w++) {
		size_t i = 0;

		while (i < count && strcmp(sweep[i].name, wanted[w]))
			i++;
		if (i == count)
			fail_msg("'%s' is not in the sweep", wanted[w]);
	}
	for (size_t i = 0; i < count; i++) {
		for (enum dispatch d = 0; d < DISPATCH_NO_SITE; d++)
			assert_int_not_equal(
				configuration_expected_path(&sweep[i], &abilities_of[d]),
				PATH_NOWHERE);
	}
}

static void test_expected_paths(void **state)
{
	static const struct {
		const char *name;
		enum path paths[DISPATCH_COUNT]; /* arm64, riscv64, global, x86, no site */
	} rows[] = {
		{ "none", { PATH_NOP, PATH_NOP, PATH_NOP, PATH_NOP, PATH_NO_SITE } },
		{ "loop", { PATH_NOP, PATH_NOP, PATH_NOP, PATH_NOP, PATH_NO_SITE } },
		{ "direct", { PATH_DIRECT, PATH_CALLOPS_DIRECT, PATH_DIRECT, PATH_DIRECT } },
		{ "ops1", { PATH_CALLOPS_FUNC, PATH_CALLOPS_FUNC, PATH_GLOBAL, PATH_TRAMP } },
		{ "ops2", { PATH_LIST, PATH_LIST, PATH_GLOBAL, PATH_LIST } },
		{ "ops256", { PATH_LIST, PATH_LIST, PATH_GLOBAL, PATH_LIST } },
		{ "ops2+irr9", { PATH_LIST, PATH_LIST, PATH_GLOBAL, PATH_LIST } },
		{ "stub8", { PATH_LIST, PATH_LIST, PATH_GLOBAL, PATH_LIST } },
		{ "ops1+irr9", { PATH_CALLOPS_FUNC, PATH_CALLOPS_FUNC, PATH_GLOBAL, PATH_TRAMP } },
		{ "direct+ops1",
		  { PATH_LIST_DIRECT, PATH_LIST_DIRECT, PATH_GLOBAL, PATH_LIST_DIRECT } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct configuration configuration;

		assert_int_equal(configuration_parse(rows[i].name, &configuration), 0);
		for (size_t d = 0; d < DISPATCH_COUNT; d++) {
			enum path path =
				configuration_expected_path(&configuration, &abilities_of[d]);

			if (path != rows[i].paths[d])
				fail_msg("%s under dispatch %zu: %s, not %s", rows[i].name, d,
					 path_name(path), path_name(rows[i].paths[d]));
		}
	}
}

static void test_dispatch(void **state)
{
	const struct kernel_abilities arm64_global = {
		ARCHITECTURE_ARM64, false, false, false, false, false
	};
	/* x86 has no CALL_OPS; that it were said to have them changes nothing. */
	const struct kernel_abilities x86 = { ARCHITECTURE_X86_64, true, true, true, true, false };

	(void)state;
	for (enum dispatch d = 0; d < DISPATCH_COUNT; d++)
		assert_int_equal(dispatch_of(&abilities_of[d]), d);
	assert_int_equal(dispatch_of(&arm64_global), DISPATCH_GLOBAL);
	assert_int_equal(dispatch_of(&x86), DISPATCH_X86_64);
	assert_string_equal(architecture_name(ARCHITECTURE_ARM64), "arm64");
	assert_string_equal(architecture_name(ARCHITECTURE_RISCV64), "riscv64");
	assert_string_equal(architecture_name(ARCHITECTURE_X86_64), "x86_64");
}

static void test_unavailable_without_direct_calls(void **state)
{
	struct configuration defaults[16];
	size_t count = configuration_defaults(defaults, 16);

	(void)state;
	for (enum dispatch d = 0; d < DISPATCH_NO_SITE; d++) {
		struct kernel_abilities without = abilities_of[d];

		without.direct_calls = false;
		for (size_t i = 0; i < count; i++) {
			const char *reason = configuration_unavailable(&defaults[i], &without);

			assert_null(configuration_unavailable(&defaults[i], &abilities_of[d]));
			assert_int_equal(reason != NULL, configuration_has_direct(&defaults[i]));
			if (reason)
				assert_non_null(strstr(reason, "DIRECT_CALLS"));
		}
	}
}

/* Without patch sites only what attaches nothing is left, on every architecture. */
static void test_unavailable_without_sites(void **state)
{
	struct configuration all[64];
	size_t count = configuration_all(all, 64), left = 0;

	(void)state;
	for (enum dispatch d = 0; d < DISPATCH_COUNT; d++) {
		struct kernel_abilities without = abilities_of[d];

		without.no_sites = true;
		assert_int_equal(dispatch_of(&without), DISPATCH_NO_SITE);
		for (size_t i = 0; i < count; i++) {
			const char *reason = configuration_unavailable(&all[i], &without);

			left += !reason;
			if (reason)
				assert_non_null(strstr(reason, "FUNCTION_TRACER"));
			else
				assert_true(!strcmp(all[i].name, "none") ||
					    !strcmp(all[i].name, "loop"));
		}
	}
	assert_int_equal(left, 2 * DISPATCH_COUNT);
}

static void test_nearest(void **state)
{
	static const char *const pairs[][2] = {
		{ "opps1", "ops1" },
		{ "opps10", "ops10" },
		{ "dirct", "direct" },
		{ "nome", "none" },
		{ "direct+osp1", "direct+ops1" },
		{ "ops1+ir10", "ops1+irr10" },

		{ "direct+ops", "direct+ops1" },
	};
	struct configuration ignored;

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		assert_string_equal(configuration_nearest(pairs[i][0]), pairs[i][1]);
	assert_null(configuration_nearest("unheard-of"));
	/* What is suggested can be typed: not the pattern, whatever the word. */
	assert_int_equal(configuration_parse(configuration_nearest("ops#"), &ignored), 0);
	assert_int_equal(configuration_parse(configuration_nearest("opsN"), &ignored), 0);
	assert_int_equal(configuration_parse(configuration_nearest("ops1+irr#"), &ignored), 0);
}

static void test_path_names(void **state)
{
	(void)state;
	assert_string_equal(path_name(PATH_CALLOPS_DIRECT), "callops-direct");
	assert_string_equal(path_name(PATH_BREAKPOINT), "breakpoint");
	for (int path = 0; path < PATH_COUNT; path++) {
		for (int other = 0; other < path; other++)
			assert_string_not_equal(path_name((enum path)path),
						path_name((enum path)other));
	}
	assert_string_equal(path_name(PATH_COUNT), "unknown");
	assert_string_equal(path_name((enum path) - 1), "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_row),
		cmocka_unit_test(test_names_that_are_none),
		cmocka_unit_test(test_numbers_out_of_range),
		cmocka_unit_test(test_every_number_of_every_row),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_defaults_into_less_room),
		cmocka_unit_test(test_sweep),
		cmocka_unit_test(test_expected_paths),
		cmocka_unit_test(test_dispatch),
		cmocka_unit_test(test_unavailable_without_direct_calls),
		cmocka_unit_test(test_unavailable_without_sites),
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_path_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
