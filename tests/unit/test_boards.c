// SPDX-License-Identifier: GPL-2.0-only
/*
 * Boards: which boots are one, and what they are called.
 */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include "boards_of_files.h"

static void assert_names(const struct made *made, const char *const *names, size_t count)
{
	assert_int_equal(made->boards.count, count);
	for (size_t i = 0; i < count; i++)
		assert_string_equal(made->boards.boards[i].name, names[i]);
}

/* Makes boards of @specs and looks at their names. */
#define ASSERT_NAMES(specs, ...)                                                  \
	do {                                                                      \
		static const char *const names_[] = { __VA_ARGS__ };              \
		struct made made_;                                                \
                                                                                  \
		MAKE(&made_, specs);                                              \
		assert_names(&made_, names_, sizeof(names_) / sizeof(names_[0])); \
		drop(&made_);                                                     \
	} while (0)

static void test_one_board(void **state)
{
	const struct board_spec specs[] = { { .noise = 0.1 } };
	struct made made;

	(void)state;
	MAKE(&made, specs);
	assert_int_equal(made.boards.count, 1);
	assert_string_equal(made.boards.boards[0].name, "a board");
	assert_string_equal(made.boards.boards[0].machine, "a board");
	assert_string_equal(made.boards.boards[0].mark, "A");
	assert_int_equal(made.boards.boards[0].boot_count, 1);
	assert_false(made.boards.boards[0].emulated || made.boards.boards[0].simulated);
	assert_int_equal(made.boards.workload_count, 1);
	assert_string_equal(made.boards.workloads[0].tracee, "tracetoll_tracee");
	assert_int_equal(made.boards.configuration_count, 3);
	/* Three events, the time, and two that are derived. */
	assert_int_equal(made.boards.metric_count, 6);
	assert_string_equal(boards_cell(&made.boards, 0, 0, 2)->path, "callops-func");
	assert_string_equal(made.boards.metrics[boards_headline(&made.boards, 0)].name, "time");
	drop(&made);
}

/* What may be another in each boot makes no other board. */
static void test_boots_of_one_board(void **state)
{
	const struct board_spec specs[] = {
		{ .seed = 1 },
		{ .seed = 2, .configurations = "\"none\",\"ops1\"" },
		{ .seed = 3, .workload = "getppid", .events = "\"cycles\"" },
	};
	struct made made;

	(void)state;
	MAKE(&made, specs);
	assert_int_equal(made.boards.count, 1);
	assert_int_equal(made.boards.boards[0].boot_count, 3);
	assert_int_equal(made.boards.boards[0].boots[2].index, 2);
	assert_int_equal(made.boards.workload_count, 2);
	assert_int_equal(made.boards.configuration_count, 3);
	assert_false(boards_cell(&made.boards, 0, 1, configuration_at(&made, "ops1"))->other_path);
	drop(&made);
}

static void test_two_machines(void **state)
{
	const struct board_spec specs[] = { { .board = "one" }, { .board = "two" } };
	const struct board_spec labels[] = { { .label = "left" }, { .label = "right" } };
	const struct board_spec one_label[] = { { .label = NULL }, { .label = "right" } };
	const struct board_spec same_label[] = { { .label = "left" }, { .label = "left" } };

	(void)state;
	ASSERT_NAMES(specs, "one", "two");
	ASSERT_NAMES(labels, "left", "right");
	ASSERT_NAMES(one_label, "a board", "right");
	ASSERT_NAMES(same_label, "left");
}

static void test_kernels(void **state)
{
	const struct board_spec specs[] = { { .kernel = "6.12" }, { .kernel = "7.2" } };
	/* A third board is not called by its kernel because two others are. */
	const struct board_spec three[] = { { .kernel = "6.12" }, { .board = "b" }, { .seed = 1 } };

	(void)state;
	ASSERT_NAMES(specs, "a board, Linux 6.12", "a board, Linux 7.2");
	ASSERT_NAMES(three, "a board, Linux 6.12", "b", "a board, Linux 7.2");
}

static void test_what_else_tells_apart(void **state)
{
	const struct board_spec governors[] = { { .seed = 1 }, { .governor = "schedutil" } };
	/* By the kernel first, and where that is the same by the next. */
	const struct board_spec both[] = { { .seed = 1 },
					   { .governor = "schedutil" },
					   { .governor = "schedutil", .kernel = "6.12" } };
	const struct board_spec kaslr[] = { { .more = ",\"kaslr\":\"on\"" },
					    { .more = ",\"kaslr\":\"off\"" } };
	const struct board_spec lines[] = {
		{ .more = ",\"command_line\":\"quiet isolcpus=3 nohz_full=3 rcu_nocbs=3 a=b c\"" },
		{ .more = ",\"command_line\":\"quiet isolcpus=2 nohz_full=3 rcu_nocbs=3 a=b c\"" },
		{ .more = ",\"command_line\":\"quiet isolcpus=2 nohz_full=3 rcu_nocbs=3 a=b c\"" },
	};
	/* One workload with two tracees is two. */
	const struct board_spec tracees[] = { { .seed = 1 }, { .tracee = "another" } };

	(void)state;
	ASSERT_NAMES(governors, "a board, governor performance", "a board, governor schedutil");
	ASSERT_NAMES(both, "a board, Linux 7.2, governor performance",
		     "a board, Linux 7.2, governor schedutil", "a board, Linux 6.12");
	ASSERT_NAMES(kaslr, "a board, KASLR on", "a board, KASLR off");
	ASSERT_NAMES(lines, "a board, command line 1", "a board, command line 2");
	ASSERT_NAMES(tracees, "a board, kloop: tracee tracetoll_tracee",
		     "a board, kloop: tracee another");
}

/* An option tells more than the digest of all, and than the kernel's build. */
static void test_options_tell_apart(void **state)
{
	const struct board_spec specs[] = {
		{ .kernel_facts = ",\"version\":\"#1\",\"config_digest\":\"1\","
				  "\"config\":{\"PREEMPT\":\"y\",\"HZ\":\"250\"}" },
		{ .kernel_facts = ",\"version\":\"#2\",\"config_digest\":\"2\","
				  "\"config\":{\"PREEMPT\":\"n\",\"HZ\":\"250\"}" },
	};

	(void)state;
	ASSERT_NAMES(specs, "a board, CONFIG_PREEMPT=y", "a board, CONFIG_PREEMPT=n");
}

static void test_core_types(void **state)
{
	const struct board_spec specs[] = { { .core_type = "armv8_cortex_a53" },
					    { .core_type = "armv8_cortex_a72" } };
	const struct board_spec labels[] = { { .label = "x", .core_type = "armv8_cortex_a53" },
					     { .label = "x", .core_type = "armv8_cortex_a72" } };

	(void)state;
	ASSERT_NAMES(specs, "a board (armv8_cortex_a53)", "a board (armv8_cortex_a72)");
	ASSERT_NAMES(labels, "x (armv8_cortex_a53)", "x (armv8_cortex_a72)");
}

/* Without a name of its own a machine goes by what its CPU says. */
static void test_nameless(void **state)
{
	const struct board_spec midr[] = { { .board = "",
					     .cpu = "\"midr_el1\":\"0x00000000000fd0c1\"" } };
	const struct board_spec core[] = { { .board = "",
					     .cpu = "\"midr_el1\":\"0x00000000413fd0c1\"" } };
	const struct board_spec model[] = {
		{ .board = "", .cpu = "\"model name\":\"Xeon\",\"midr_el1\":\"0x410fd0c1\"" }
	};
	const struct board_spec uarch[] = { { .board = "", .cpu = "\"uarch\":\"sifive,u74-mc\"" } };
	const struct board_spec ids[] = {
		{ .board = "", .cpu = "\"mvendorid\":\"0x489\",\"marchid\":\"0x7\"" }
	};
	const struct board_spec nothing[] = { { .board = "" }, { .board = "", .kernel = "6.12" } };

	(void)state;
	ASSERT_NAMES(midr, "MIDR 0x00000000000fd0c1");
	ASSERT_NAMES(core, "Neoverse-N1");
	ASSERT_NAMES(model, "Xeon");
	ASSERT_NAMES(uarch, "sifive,u74-mc");
	ASSERT_NAMES(ids, "mvendorid 0x489, marchid 0x7");
	ASSERT_NAMES(nothing, "machine not known, Linux 7.2", "machine not known, Linux 6.12");
}

/* Names are whatever files say, and are no format strings; none is another's. */
static void test_hostile_names(void **state)
{
	const struct board_spec specs[] = {
		{ .label = "%s%n%s<script>alert(1)</script>" },
		{ .label = "x, Linux 7.2" },
		{ .label = "x" },
		{ .label = "x", .kernel = "6.12" },
	};
	struct made made;

	(void)state;
	MAKE(&made, specs);
	assert_int_equal(made.boards.count, 4);
	assert_string_equal(made.boards.boards[0].name, "%s%n%s<script>alert(1)</script>");
	for (size_t i = 0; i < 4; i++) {
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(made.boards.boards[i].name,
						made.boards.boards[k].name);
	}
	drop(&made);
}

/* What one file does not say may be either of what two others say: it joins one of them alone. */
static void test_what_is_not_said(void **state)
{
	static const char boost_on[] = ",\"facts\":{\"boost\":{\"fit\":\"fit\",\"text\":\"on\"}}";
	static const char boost_off[] = ",\"facts\":{\"boost\":{\"fit\":\"fit\",\"text\":\"off\"}}";
	const struct board_spec specs[] = { { .seed = 1 },
					    { .more = boost_on },
					    { .more = boost_off } };
	struct made made;

	(void)state;
	MAKE(&made, specs);
	assert_int_equal(made.boards.count, 2);
	assert_int_equal(made.boards.boards[0].boot_count, 2);
	assert_string_not_equal(made.boards.boards[0].name, made.boards.boards[1].name);
	drop(&made);
}

/* Which of like CPUs was measured makes no other board; what is said of it may. */
static void test_another_cpu(void **state)
{
#define ISOLATION(text) ",\"facts\":{\"isolation\":{\"fit\":\"fit\",\"text\":\"" text "\"}}"
	const struct board_spec alike[] = { { .more = ISOLATION("CPU 3 is isolated") },
					    { .more = ISOLATION("CPU 12 is isolated") } };
	const struct board_spec unlike[] = { { .more = ISOLATION("CPU 3 is isolated") },
					     { .more = ISOLATION("CPU 3 is open to all") } };
	const struct board_spec other[] = { { .more = ISOLATION("CPU 3 is isolated") },
					    { .more = ISOLATION(" is isolated") } };

	(void)state;
	ASSERT_NAMES(alike, "a board");
	ASSERT_NAMES(unlike, "a board, isolation CPU 3 is isolated",
		     "a board, isolation CPU 3 is open to all");
	ASSERT_NAMES(other, "a board, isolation CPU 3 is isolated",
		     "a board, isolation  is isolated");
#undef ISOLATION
}

static void test_no_file_at_all(void **state)
{
	const struct report_settings settings = { .format = REPORT_FORMAT_JSON };
	struct boards boards;

	(void)state;
	assert_int_equal(boards_make(&settings, NULL, 0, &boards), 0);
	assert_int_equal(boards.count, 0);
	boards_free(&boards);
}

static void test_marks(void **state)
{
	enum { COUNT = 30 };
	static const struct report_settings settings = { .format = REPORT_FORMAT_JSON };
	struct report_input inputs[COUNT];
	struct result results[COUNT];
	struct boards boards;

	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		char label[16];

		snprintf(label, sizeof(label), "board %zu", i);
		board_file_read(&results[i], (struct board_spec){ .label = label, .blocks = 1 });
		inputs[i] = (struct report_input){ .name = "a file", .result = &results[i] };
	}
	assert_int_equal(boards_make(&settings, inputs, COUNT, &boards), 0);
	assert_int_equal(boards.count, COUNT);
	assert_string_equal(boards.boards[25].mark, "Z");
	assert_string_equal(boards.boards[26].mark, "AA");
	assert_string_equal(boards.boards[29].mark, "AD");
	boards_free(&boards);
	for (size_t i = 0; i < COUNT; i++)
		result_free(&results[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_board),
		cmocka_unit_test(test_boots_of_one_board),
		cmocka_unit_test(test_two_machines),
		cmocka_unit_test(test_kernels),
		cmocka_unit_test(test_what_else_tells_apart),
		cmocka_unit_test(test_options_tell_apart),
		cmocka_unit_test(test_core_types),
		cmocka_unit_test(test_nameless),
		cmocka_unit_test(test_hostile_names),
		cmocka_unit_test(test_what_is_not_said),
		cmocka_unit_test(test_another_cpu),
		cmocka_unit_test(test_no_file_at_all),
		cmocka_unit_test(test_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
