// SPDX-License-Identifier: GPL-2.0-only
/*
 * What boards' machines and settings are, fact by fact.
 */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include "boards/facts.h"
#include "boards_of_files.h"
#include "compare/environment.h"

/* Boards and their facts. */
struct told {
	struct made made;
	struct board_facts facts;
};

#define TELL(told, specs) tell(told, specs, sizeof(specs) / sizeof((specs)[0]))

static void tell(struct told *told, const struct board_spec *specs, size_t count)
{
	make(&told->made, specs, count);
	assert_int_equal(board_facts_make(&told->made.boards, &told->facts), 0);
}

static void drop_told(struct told *told)
{
	board_facts_free(&told->facts);
	drop(&told->made);
}

static const struct board_fact *find(const struct told *told, const char *what)
{
	for (size_t i = 0; i < told->facts.count; i++) {
		if (!strcmp(told->facts.rows[i].what, what))
			return &told->facts.rows[i];
	}
	return NULL;
}

static void test_differences(void **state)
{
	const struct board_spec specs[] = { { .seed = 1 },
					    { .seed = 2, .governor = "schedutil" },
					    { .seed = 3, .board = "b", .kernel = "6.12" } };
	const struct board_fact *fact;
	struct told told;

	(void)state;
	TELL(&told, specs);
	fact = find(&told, "governor");
	assert_string_equal(fact->group, "settings");
	assert_string_equal(fact->values[0], "performance");
	assert_string_equal(fact->values[1], "schedutil");
	assert_true(fact->differs);
	assert_false(fact->varies[0]);
	fact = find(&told, "release");
	assert_string_equal(fact->group, "kernel");
	assert_true(fact->differs);
	assert_false(find(&told, "architecture")->differs);
	/* A seed is shown, but tells nothing. */
	fact = find(&told, "seed");
	assert_string_equal(fact->values[1], "2");
	assert_false(fact->differs);
	/* The kernel comes first, the plan last. */
	assert_string_equal(told.facts.rows[0].what, "release");
	assert_string_equal(told.facts.rows[told.facts.count - 1].group, "plan");
	drop_told(&told);
}

/* What no file says is no row; what one says is one, and the others do not know. */
static void test_what_is_not_said(void **state)
{
	const struct board_spec specs[] = { { .board = "a" },
					    { .board = "b", .more = ",\"kaslr\":\"off\"" },
					    { .board = "c",
					      .more = ",\"facts\":{\"boost\":{"
						      "\"text\":\"off\"}}" } };
	struct told told;

	(void)state;
	TELL(&told, specs);
	assert_null(find(&told, "MIDR"));
	assert_null(find(&told, "KASLR")->values[0]);
	assert_string_equal(find(&told, "KASLR")->values[1], "off");
	assert_true(find(&told, "KASLR")->differs);
	/* Older files do not tell of it at all. */
	assert_null(find(&told, "boost")->values[0]);
	assert_false(find(&told, "boost")->differs);
	drop_told(&told);
}

/* Boots of one board may have other plans, and say so. */
static void test_boots_that_vary(void **state)
{
	const struct board_spec specs[] = { { .seed = 1 }, { .seed = 2 }, { .board = "b" } };
	struct told told;

	(void)state;
	TELL(&told, specs);
	assert_int_equal(told.made.boards.count, 2);
	for (size_t i = 0; i < told.facts.count; i++)
		assert_false(told.facts.rows[i].varies[0] || told.facts.rows[i].varies[1]);
	drop_told(&told);
}

static void test_options_and_lists(void **state)
{
	const struct board_spec specs[] = {
		{ .kernel_facts = ",\"config\":{\"HZ\":\"250\",\"CC_VERSION_TEXT\":\"gcc\"}" },
		{ .kernel_facts = ",\"config\":{\"HZ\":\"1000\"}", .tracee = "another" },
	};
	struct told told;

	(void)state;
	TELL(&told, specs);
	assert_true(find(&told, "HZ")->differs);
	assert_string_equal(find(&told, "HZ")->group, "config");
	assert_null(find(&told, "CC_VERSION_TEXT"));
	assert_string_equal(find(&told, "kloop: tracee")->values[1], "another");
	assert_true(find(&told, "kloop: tracee")->differs);
	drop_told(&told);
}

/*
 * One list serves both: what two files are said to differ in is a row that differs, but for
 * workloads and events that only one has.
 */
static void test_same_facts_as_a_comparison(void **state)
{
	const struct board_spec specs[] = {
		{ .board = "a",
		  .cpu = "\"midr_el1\":\"0x1\",\"isa\":\"rv64\",\"pmu\":\"x\"",
		  .more = ",\"command_line\":\"quiet\",\"compatible\":[\"a\",\"b\"],"
			  "\"tracing\":{\"current_tracer\":\"function\"},\"tuned\":[],"
			  "\"bpf\":{\"jit_enable\":\"1\"},\"vulnerabilities\":{\"meltdown\":\"x\"}" },
		{ .board = "b",
		  .arch = "riscv64",
		  .kernel = "6.12",
		  .governor = "powersave",
		  .cpu = "\"midr_el1\":\"0x2\",\"isa\":\"rv32\",\"pmu\":\"y\"",
		  .emulated = 1,
		  .more = ",\"command_line\":\"debug\",\"compatible\":[\"a\"],"
			  "\"bpf\":{\"jit_enable\":\"0\"},\"vulnerabilities\":{\"meltdown\":\"y\"}" },
	};
	struct environment_differences differences;
	struct told told;

	(void)state;
	TELL(&told, specs);
	assert_int_equal(
		environment_compare(&told.made.results[0], &told.made.results[1], &differences), 0);
	assert_true(differences.count > 12);
	for (size_t i = 0; i < differences.count; i++) {
		const struct board_fact *fact = find(&told, differences.rows[i].what);

		if (!fact || !fact->differs)
			fail_msg("%s is no fact that differs", differences.rows[i].what);
		assert_string_equal(fact->group, environment_group_name(differences.rows[i].group));
	}
	environment_free(&differences);
	drop_told(&told);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_differences),
		cmocka_unit_test(test_what_is_not_said),
		cmocka_unit_test(test_boots_that_vary),
		cmocka_unit_test(test_options_and_lists),
		cmocka_unit_test(test_same_facts_as_a_comparison),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
