// SPDX-License-Identifier: GPL-2.0-only
/*
 * Figures of boards: of one boot, of some, of many; and what is derived of them.
 */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include "boards_of_files.h"

static void assert_close(double value, double expected, double by)
{
	if (fabs(value - expected) > by)
		fail_msg("%g is not %g +- %g", value, expected, by);
}

static void test_one_boot(void **state)
{
	const struct board_spec specs[] = { { .noise = 0.1 } };
	const struct board_figure *ops1;
	const struct board_figure *none;
	struct made made;

	(void)state;
	MAKE(&made, specs);
	ops1 = figure(&made, 0, "ops1", "cycles");
	assert_int_equal(ops1->spread, BOARD_SPREAD_BLOCKS);
	assert_int_equal(ops1->boots, 1);
	assert_int_equal(ops1->blocks, 8);
	assert_true(ops1->level.known && ops1->level.has_range && ops1->overhead.known);
	assert_close(ops1->overhead.value.number, 50, 0.5);
	assert_true(ops1->overhead.low.number <= ops1->overhead.value.number);
	assert_true(ops1->overhead.high.number >= ops1->overhead.value.number);
	none = figure(&made, 0, "none", "cycles");
	assert_close(none->level.value.number, 20, 0.5);
	assert_false(none->overhead.known);
	drop(&made);
}

/* The same numbers as the report of the file alone. */
static void test_one_boot_is_its_summary(void **state)
{
	const struct board_spec specs[] = { { .noise = 0.3 } };
	const struct summary_value *value;
	const struct board_figure *ops1;
	struct made made;

	(void)state;
	MAKE(&made, specs);
	ops1 = figure(&made, 0, "ops1", "time");
	value = &summary_cell(&made.boards.boards[0].boots[0].summary, 0, 2)->values[3];
	assert_true(ops1->level.value.number == value->level.median.number);
	assert_true(ops1->level.low.number == value->level_estimate.interval.low);
	assert_true(ops1->overhead.value.number == value->comparison.shift.value);
	assert_true(ops1->overhead.high.number == value->comparison.shift.interval.high);
	drop(&made);
}

static void test_too_few_blocks(void **state)
{
	const struct board_spec specs[] = { { .noise = 0.1, .blocks = 5 } };
	const struct board_spec two[] = { { .noise = 0.1, .blocks = 5 }, { .noise = 0.1 } };
	const struct board_figure *ops1;
	struct made made;

	(void)state;
	MAKE(&made, specs);
	ops1 = figure(&made, 0, "ops1", "cycles");
	assert_int_equal(ops1->spread, BOARD_SPREAD_NONE);
	assert_true(ops1->level.known && !ops1->level.has_range && !ops1->overhead.has_range);
	drop(&made);
	/* Nor is there a range of two boots of which one has none. */
	MAKE(&made, two);
	ops1 = figure(&made, 0, "ops1", "cycles");
	assert_int_equal(ops1->boots, 2);
	assert_int_equal(ops1->blocks, 13);
	assert_int_equal(ops1->spread, BOARD_SPREAD_NONE);
	assert_false(ops1->level.has_range);
	assert_true(ops1->level.low.number == 0 && ops1->level.high.number == 0);
	drop(&made);
}

/* Of two to five boots: the median, from the lowest low to the highest high. */
static void test_some_boots(void **state)
{
	const struct board_spec specs[] = { { .ops1 = 50, .noise = 0.1 },
					    { .ops1 = 56, .noise = 0.1 },
					    { .ops1 = 51, .noise = 0.1 } };
	struct board_figure alone[3];
	const struct board_figure *all;
	struct made made;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		make(&made, &specs[i], 1);
		alone[i] = *figure(&made, 0, "ops1", "cycles");
		drop(&made);
	}
	MAKE(&made, specs);
	all = figure(&made, 0, "ops1", "cycles");
	assert_int_equal(all->spread, BOARD_SPREAD_RANGE);
	assert_int_equal(all->boots, 3);
	assert_int_equal(all->blocks, 24);
	assert_true(all->overhead.value.number == alone[2].overhead.value.number);
	assert_true(all->overhead.low.number == alone[0].overhead.low.number);
	assert_true(all->overhead.high.number == alone[1].overhead.high.number);
	drop(&made);
}

/* Enough boots for an interval over them, which is not as wide as all they saw. */
static void test_many_boots(void **state)
{
	const struct board_spec specs[] = {
		{ .ops1 = 50, .noise = 1 }, { .ops1 = 51, .noise = 1 }, { .ops1 = 52, .noise = 1 },
		{ .ops1 = 53, .noise = 1 }, { .ops1 = 54, .noise = 1 }, { .ops1 = 55, .noise = 1 },
		{ .ops1 = 56, .noise = 1 },
	};
	const struct board_figure *all;
	struct made made;

	(void)state;
	MAKE(&made, specs);
	all = figure(&made, 0, "ops1", "cycles");
	assert_int_equal(made.boards.boards[0].boot_count, 7);
	assert_int_equal(all->spread, BOARD_SPREAD_BOOTS);
	assert_close(all->overhead.value.number -
			     figure(&made, 0, "direct", "cycles")->overhead.value.number,
		     53 - 10, 0.5);
	/* Its ends are boots' own values, or lie between two of them. */
	assert_close(all->overhead.low.number, 50.5, 0.8);
	assert_close(all->overhead.high.number, 55.5, 0.8);
	assert_true(all->level.low.number < all->level.value.number);
	drop(&made);
}

#define BOOT(letter) .more = ",\"boot_id\":\"" letter "\""

/* However many runs one boot has, it happened once. */
static void test_runs_of_one_boot(void **state)
{
	const struct board_spec one[] = {
		{ BOOT("a"), .noise = 1, .seed = 1 }, { BOOT("a"), .noise = 1, .seed = 2 },
		{ BOOT("a"), .noise = 1, .seed = 3 }, { BOOT("a"), .noise = 1, .seed = 4 },
		{ BOOT("a"), .noise = 1, .seed = 5 }, { BOOT("a"), .noise = 1, .seed = 6 },
	};
	const struct board_spec three[] = {
		{ BOOT("a"), .ops1 = 50 }, { BOOT("b"), .ops1 = 60 }, { BOOT("a"), .ops1 = 52 },
		{ BOOT("b"), .ops1 = 60 }, { BOOT("c"), .ops1 = 90 }, { BOOT("a"), .ops1 = 54 },
	};
	const struct board_spec exact[] = { { BOOT("a"), .emulated = 1 },
					    { BOOT("a"), .emulated = 1 } };
	const struct board_figure *ops1;
	struct made made;

	(void)state;
	MAKE(&made, one);
	ops1 = figure(&made, 0, "ops1", "cycles");
	assert_int_equal(made.boards.boards[0].boot_count, 6);
	assert_int_equal(made.boards.boards[0].own_boots, 1);
	assert_int_equal(ops1->boots, 1);
	assert_int_equal(ops1->spread, BOARD_SPREAD_RANGE);
	assert_true(ops1->overhead.high.number - ops1->overhead.low.number > 0.5);
	drop(&made);
	MAKE(&made, three);
	ops1 = figure(&made, 0, "ops1", "cycles");
	assert_int_equal(made.boards.boards[0].own_boots, 3);
	assert_int_equal(ops1->boots, 3);
	assert_int_equal(ops1->spread, BOARD_SPREAD_RANGE);
	/* The median of 52, 60 and 90, not that of all files. */
	assert_close(ops1->overhead.value.number, 60, 0.01);
	drop(&made);
	/* Such a machine draws the same boot_id at each boot. */
	MAKE(&made, exact);
	assert_int_equal(made.boards.boards[0].own_boots, 2);
	drop(&made);
}

/* What only some of the boots measured is of those. */
static void test_boots_with_other_plans(void **state)
{
	const struct board_spec specs[] = {
		{ .configurations = "\"none\",\"ops1\"", .noise = 0.1 },
		{ .configurations = "\"none\",\"direct\"", .events = "\"cycles\"", .noise = 0.1 },
	};
	struct made made;

	(void)state;
	MAKE(&made, specs);
	assert_int_equal(made.boards.count, 1);
	assert_int_equal(figure(&made, 0, "none", "cycles")->boots, 2);
	assert_int_equal(figure(&made, 0, "ops1", "cycles")->boots, 1);
	assert_int_equal(figure(&made, 0, "direct", "cycles")->boots, 1);
	assert_int_equal(figure(&made, 0, "none", "kernel-instructions")->boots, 1);
	assert_int_equal(figure(&made, 0, "direct", "kernel-instructions")->boots, 0);
	assert_false(figure(&made, 0, "direct", "kernel-instructions")->level.known);
	drop(&made);
}

static void test_exact_counts(void **state)
{
	const struct board_spec specs[] = { { .emulated = 1, .ops1_instructions = 40 },
					    { .emulated = 1, .ops1_instructions = 42 } };
	const struct board_figure *ops1;
	struct made made;

	(void)state;
	MAKE(&made, specs);
	assert_int_equal(made.boards.count, 1);
	assert_true(made.boards.boards[0].emulated && made.boards.boards[0].exact);
	ops1 = figure(&made, 0, "ops1", "kernel-instructions");
	assert_int_equal(ops1->spread, BOARD_SPREAD_EXACT);
	assert_true(ops1->overhead.value.number == 41);
	assert_true(ops1->overhead.low.number == 40 && ops1->overhead.high.number == 42);
	assert_true(ops1->overhead.low.whole);
	/* Neither cycles nor time, nor what follows from them. */
	assert_int_equal(boards_metric(&made.boards, "cycles"), made.boards.metric_count);
	assert_int_equal(boards_metric(&made.boards, "time"), made.boards.metric_count);
	assert_int_equal(boards_metric(&made.boards, BOARD_METRIC_IPC), made.boards.metric_count);
	drop(&made);
}

static void test_time_only(void **state)
{
	const struct board_spec specs[] = { { .events = "", .noise = 0.1 } };
	struct made made;

	(void)state;
	MAKE(&made, specs);
	assert_int_equal(made.boards.metric_count, 1);
	assert_string_equal(made.boards.metrics[0].name, "time");
	assert_string_equal(made.boards.metrics[0].unit, "ns");
	assert_close(figure(&made, 0, "ops1", "time")->overhead.value.number, 25, 0.5);
	drop(&made);
}

static void test_ipc(void **state)
{
	const struct board_spec specs[] = { { .noise = 0.1 } };
	const struct board_figure *whole;
	const struct board_figure *added;
	struct made made;

	(void)state;
	MAKE(&made, specs);
	whole = figure(&made, 0, "ops1", BOARD_METRIC_IPC);
	added = figure(&made, 0, "ops1", BOARD_METRIC_OVERHEAD_IPC);
	/* 8 and 40 in the kernel and 2 in user mode, of 20 and 50 cycles. */
	assert_close(whole->level.value.number, 50.0 / 70, 0.01);
	assert_close(added->level.value.number, 40.0 / 50, 0.01);
	assert_true(whole->level.has_range && added->level.has_range);
	assert_true(whole->level.low.number < whole->level.value.number);
	assert_true(whole->level.high.number > whole->level.value.number);
	assert_false(whole->overhead.known || added->overhead.known);
	/* As a reader would divide what the table shows. */
	assert_true(added->level.value.number ==
		    (figure(&made, 0, "ops1", "kernel-instructions")->overhead.value.number +
		     figure(&made, 0, "ops1", "user-instructions")->overhead.value.number) /
			    figure(&made, 0, "ops1", "cycles")->overhead.value.number);
	assert_false(figure(&made, 0, "none", BOARD_METRIC_OVERHEAD_IPC)->level.known);
	assert_string_equal(
		boards_unit(&made.boards, 0, boards_metric(&made.boards, BOARD_METRIC_IPC)),
		"instructions/cycle");
	drop(&made);
}

/* Cycles are of both modes, so a whole call takes the instructions of both. */
static void test_ipc_of_what_is_counted(void **state)
{
	const struct board_spec kernel[] = { { .events = "\"kernel-instructions\",\"cycles\"",
					       .noise = 0.1 } };
	const struct board_spec cycles[] = { { .events = "\"cycles\"" } };
	struct made made;

	(void)state;
	MAKE(&made, kernel);
	assert_int_equal(boards_metric(&made.boards, BOARD_METRIC_IPC), made.boards.metric_count);
	assert_close(figure(&made, 0, "ops1", BOARD_METRIC_OVERHEAD_IPC)->level.value.number, 0.8,
		     0.01);
	drop(&made);
	MAKE(&made, cycles);
	assert_int_equal(boards_metric(&made.boards, BOARD_METRIC_OVERHEAD_IPC),
			 made.boards.metric_count);
	drop(&made);
}

/* Cycles that may be none cannot be divided by. */
static void test_ipc_without_overhead(void **state)
{
	const struct board_spec specs[] = { { .ops1 = 0.001, .direct = -1, .noise = 2 } };
	struct made made;

	(void)state;
	MAKE(&made, specs);
	assert_false(figure(&made, 0, "direct", BOARD_METRIC_OVERHEAD_IPC)->level.known);
	assert_false(figure(&made, 0, "ops1", BOARD_METRIC_OVERHEAD_IPC)->level.has_range);
	drop(&made);
}

static void test_what_cannot_be_trusted(void **state)
{
	const struct board_spec specs[] = {
		{ .dirty = "direct", .invalid = "ops1", .seed = 1 },
		{ .path = "list", .seed = 2 },
	};
	const struct board_cell *ops1;
	struct made made;

	(void)state;
	MAKE(&made, specs);
	assert_int_equal(made.boards.count, 1);
	ops1 = boards_cell(&made.boards, 0, 0, 2);
	assert_int_equal(ops1->invalid, 8);
	assert_string_equal(ops1->path, "list");
	assert_null(ops1->other_path);
	assert_int_equal(figure(&made, 0, "ops1", "cycles")->boots, 1);
	assert_string_equal(boards_cell(&made.boards, 0, 0, 1)->dirty, "another tracer");
	assert_non_null(strstr(made.boards.boards[0].boots[0].trust.reasons, "8 invalid samples"));
	drop(&made);
}

static void test_paths_that_differ(void **state)
{
	const struct board_spec specs[] = { { .seed = 1 }, { .path = "list" } };
	struct made made;

	(void)state;
	MAKE(&made, specs);
	assert_string_equal(boards_cell(&made.boards, 0, 0, 2)->path, "callops-func");
	assert_string_equal(boards_cell(&made.boards, 0, 0, 2)->other_path, "list");
	drop(&made);
}

static void test_nothing_valid(void **state)
{
	const struct board_spec specs[] = { { .configurations = "\"ops1\"", .invalid = "ops1" } };
	struct made made;

	(void)state;
	MAKE(&made, specs);
	assert_true(made.boards.boards[0].boots[0].trust.spoiled);
	assert_true(boards_cell(&made.boards, 0, 0, 0)->planned);
	assert_null(boards_cell(&made.boards, 0, 0, 0)->path);
	for (size_t m = 0; m < made.boards.metric_count; m++)
		assert_false(boards_figure(&made.boards, 0, 0, 0, m)->level.known);
	assert_int_equal(boards_headline(&made.boards, 0), made.boards.metric_count);
	drop(&made);
}

/* The best metric that two have; of one alone, the best that it has. */
static void test_headlines(void **state)
{
	const struct board_spec beside_emulated[] = { { .board = "a" },
						      { .board = "b", .emulated = 1 } };
	const struct board_spec without_pmu[] = { { .board = "a" },
						  { .board = "b", .events = "" } };
	const struct board_spec emulated[] = { { .emulated = 1 } };
	struct made made;

	(void)state;
	MAKE(&made, beside_emulated);
	assert_string_equal(made.boards.metrics[boards_headline(&made.boards, 0)].name,
			    "kernel-instructions");
	drop(&made);
	MAKE(&made, without_pmu);
	assert_string_equal(made.boards.metrics[boards_headline(&made.boards, 0)].name, "time");
	drop(&made);
	MAKE(&made, emulated);
	assert_string_equal(made.boards.metrics[boards_headline(&made.boards, 0)].name,
			    "kernel-instructions");
	drop(&made);
}

/* Planned, but nothing of it was measured, nor could it have an overhead. */
static void test_loop_alone(void **state)
{
	const struct board_spec specs[] = { { .configurations = "\"none\",\"loop\"" } };
	struct made made;

	(void)state;
	MAKE(&made, specs);
	assert_true(boards_cell(&made.boards, 0, 0, 1)->without_call);
	assert_true(boards_cell(&made.boards, 0, 0, 1)->planned);
	assert_null(boards_cell(&made.boards, 0, 0, 1)->path);
	drop(&made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_boot),
		cmocka_unit_test(test_one_boot_is_its_summary),
		cmocka_unit_test(test_too_few_blocks),
		cmocka_unit_test(test_some_boots),
		cmocka_unit_test(test_many_boots),
		cmocka_unit_test(test_runs_of_one_boot),
		cmocka_unit_test(test_boots_with_other_plans),
		cmocka_unit_test(test_exact_counts),
		cmocka_unit_test(test_time_only),
		cmocka_unit_test(test_ipc),
		cmocka_unit_test(test_ipc_of_what_is_counted),
		cmocka_unit_test(test_ipc_without_overhead),
		cmocka_unit_test(test_what_cannot_be_trusted),
		cmocka_unit_test(test_paths_that_differ),
		cmocka_unit_test(test_nothing_valid),
		cmocka_unit_test(test_headlines),
		cmocka_unit_test(test_loop_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
