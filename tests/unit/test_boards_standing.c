// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who pays least: what may stand beside what, and when boards are apart.
 */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include "boards/standing.h"
#include "boards_of_files.h"

/* Boards and their standings. */
struct ranked {
	struct made made;
	struct standings standings;
};

#define RANK(ranked, specs) rank(ranked, specs, sizeof(specs) / sizeof((specs)[0]))

static void rank(struct ranked *ranked, const struct board_spec *specs, size_t count)
{
	make(&ranked->made, specs, count);
	assert_int_equal(standings_make(&ranked->made.boards, &ranked->standings), 0);
}

static void drop_ranked(struct ranked *ranked)
{
	standings_free(&ranked->standings);
	drop(&ranked->made);
}

/* All of one metric under the one workload. */
static const struct standing *find_all(const struct ranked *ranked, const char *configuration,
				       const char *metric, size_t *count)
{
	const struct standing_at at = {
		.configuration = configuration_at(&ranked->made, configuration),
		.metric = boards_metric(&ranked->made.boards, metric),
	};

	*count = 0;
	if (at.metric == ranked->made.boards.metric_count)
		return NULL;
	return standings_at(&ranked->standings, &at, count);
}

/* The only one; NULL: there is none. */
static const struct standing *find(const struct ranked *ranked, const char *configuration,
				   const char *metric)
{
	size_t count;
	const struct standing *rows = find_all(ranked, configuration, metric, &count);

	assert_true(count < 2);
	return count ? rows : NULL;
}

static void test_one_board_has_none(void **state)
{
	const struct board_spec specs[] = { { .noise = 0.1 } };
	struct ranked ranked;

	(void)state;
	RANK(&ranked, specs);
	assert_int_equal(ranked.standings.count, 0);
	drop_ranked(&ranked);
}

static void test_order_and_percent(void **state)
{
	const struct board_spec specs[] = { { .board = "slow", .ops1 = 100, .noise = 0.1 },
					    { .board = "fast", .ops1 = 40, .noise = 0.1 },
					    { .board = "mid", .ops1 = 50, .noise = 0.1 } };
	const struct standing *row;
	struct ranked ranked;

	(void)state;
	RANK(&ranked, specs);
	row = find(&ranked, "ops1", "cycles");
	assert_non_null(row);
	assert_int_equal(row->count, 3);
	assert_int_equal(row->places[0].board, 1);
	assert_int_equal(row->places[1].board, 2);
	assert_int_equal(row->places[2].board, 0);
	assert_true(row->places[0].percent == 0 && !row->places[0].apart);
	assert_true(row->has_percent && row->same_path);
	assert_true(fabs(row->places[1].percent - 25) < 2 && row->places[1].apart);
	assert_true(fabs(row->places[2].percent - 150) < 4 && row->places[2].apart);
	/* Of the baseline, and of what is derived, there is none. */
	assert_null(find(&ranked, "none", "cycles"));
	assert_null(find(&ranked, "ops1", BOARD_METRIC_OVERHEAD_IPC));
	drop_ranked(&ranked);
}

static void test_within_chance(void **state)
{
	const struct board_spec near[] = { { .board = "a", .ops1 = 50, .noise = 1 },
					   { .board = "b", .ops1 = 50.5, .noise = 1 } };
	const struct board_spec few[] = { { .board = "a", .ops1 = 50, .blocks = 5 },
					  { .board = "b", .ops1 = 500, .blocks = 5 } };
	const struct standing *row;
	struct ranked ranked;

	(void)state;
	RANK(&ranked, near);
	row = find(&ranked, "ops1", "cycles");
	assert_false(row->places[1].apart || row->places[1].undecided);
	drop_ranked(&ranked);
	/* However far, without an interval nobody can tell. */
	RANK(&ranked, few);
	row = find(&ranked, "ops1", "cycles");
	assert_true(row->places[1].undecided && !row->places[1].apart);
	drop_ranked(&ranked);
}

/* Two boots reach further than each alone, so that boards are not told apart by one of them. */
static void test_range_of_boots(void **state)
{
	const struct board_spec one[] = { { .board = "a", .ops1 = 50, .noise = 0.1 },
					  { .board = "b", .ops1 = 54, .noise = 0.1 } };
	const struct board_spec two[] = { { .board = "a", .ops1 = 50, .noise = 0.1 },
					  { .board = "b", .ops1 = 54, .noise = 0.1 },
					  { .board = "a", .ops1 = 56, .noise = 0.1 } };
	struct ranked ranked;

	(void)state;
	RANK(&ranked, one);
	assert_true(find(&ranked, "ops1", "cycles")->places[1].apart);
	drop_ranked(&ranked);
	RANK(&ranked, two);
	assert_int_equal(ranked.made.boards.count, 2);
	assert_false(find(&ranked, "ops1", "cycles")->places[1].apart);
	drop_ranked(&ranked);
}

static void test_exact_counts(void **state)
{
	const struct board_spec specs[] = {
		{ .board = "a", .emulated = 1, .ops1_instructions = 40 },
		{ .board = "b", .emulated = 1, .ops1_instructions = 41 },
	};
	const struct standing *row;
	struct ranked ranked;

	(void)state;
	RANK(&ranked, specs);
	row = find(&ranked, "ops1", "kernel-instructions");
	assert_true(row->places[1].apart);
	assert_true(row->places[1].percent == 2.5);
	row = find(&ranked, "direct", "kernel-instructions");
	assert_false(row->places[1].apart);
	drop_ranked(&ranked);
}

/* As much as BPF's JIT may move a count is no difference between boards. */
static void test_counts_that_may_differ(void **state)
{
	struct board_spec specs[] = {
		{ .board = "a", .emulated = 1, .configurations = "\"none\",\"fexit\"" },
		{ .board = "b", .emulated = 1, .configurations = "\"none\",\"fexit\"" },
	};
	const struct standing *row;
	struct ranked ranked;
	unsigned int limit;

	(void)state;
	specs[0].as_ops1 = specs[1].as_ops1 = "fexit";
	specs[0].ops1_instructions = 40;
	specs[1].ops1_instructions = 41;
	RANK(&ranked, specs);
	limit = boards_cell(&ranked.made.boards, 0, 0, 1)->varies_by;
	assert_true(limit >= 1);
	assert_non_null(boards_cell(&ranked.made.boards, 0, 0, 1)->varies);
	row = find(&ranked, "fexit", "kernel-instructions");
	assert_non_null(row);
	assert_false(row->places[1].apart);
	drop_ranked(&ranked);
	specs[1].ops1_instructions = 41 + (int)limit;
	RANK(&ranked, specs);
	assert_true(find(&ranked, "fexit", "kernel-instructions")->places[1].apart);
	drop_ranked(&ranked);
}

/* An emulator's instructions are right, and it has nothing else. */
static void test_emulated_beside_hardware(void **state)
{
	const struct board_spec specs[] = { { .board = "guest", .emulated = 1 },
					    { .board = "one" },
					    { .board = "two", .ops1 = 60 } };
	struct ranked ranked;

	(void)state;
	RANK(&ranked, specs);
	assert_int_equal(find(&ranked, "ops1", "kernel-instructions")->count, 3);
	assert_int_equal(find(&ranked, "ops1", "cycles")->count, 2);
	assert_int_equal(find(&ranked, "ops1", "time")->count, 2);
	drop_ranked(&ranked);
}

static void test_emulators_own_numbers(void **state)
{
	/* Without instructions an emulator's cycles are what there is: of no hardware, and no core.
	 */
	const struct board_spec specs[] = {
		{ .board = "guest", .emulated = 1, .events = "\"cycles\"" },
		{ .board = "one", .events = "\"cycles\"" },
		{ .board = "guest, too", .emulated = 1, .events = "\"cycles\"" },
	};
	struct ranked ranked;

	(void)state;
	RANK(&ranked, specs);
	assert_true(figure(&ranked.made, 0, "ops1", "cycles")->overhead.known);
	assert_null(find(&ranked, "ops1", "cycles"));
	drop_ranked(&ranked);
}

/* What is made up stands beside what is made up alone, whatever it counts. */
static void test_simulated(void **state)
{
	const struct board_spec specs[] = { { .board = "real" },
					    { .board = "made up", .simulated = 1 },
					    { .board = "made up, too", .simulated = 1 } };
	const struct board_spec pair[] = { { .board = "real" }, { .board = "x", .simulated = 1 } };
	struct ranked ranked;

	(void)state;
	RANK(&ranked, specs);
	assert_true(ranked.made.boards.boards[1].simulated);
	assert_int_equal(find(&ranked, "ops1", "cycles")->count, 2);
	assert_int_equal(find(&ranked, "ops1", "cycles")->places[0].board, 1);
	assert_int_equal(find(&ranked, "ops1", "kernel-instructions")->count, 2);
	drop_ranked(&ranked);
	RANK(&ranked, pair);
	assert_int_equal(ranked.standings.count, 0);
	assert_string_equal(boards_unit(&ranked.made.boards, 1,
					boards_metric(&ranked.made.boards, BOARD_METRIC_IPC)),
			    "simulated-instructions/cycle");
	drop_ranked(&ranked);
}

static void test_what_is_not_compared(void **state)
{
	const struct board_spec dirty[] = { { .board = "a", .dirty = "ops1" }, { .board = "b" } };
	const struct board_spec invalid[] = { { .board = "a", .invalid = "ops1" },
					      { .board = "b" } };
	const struct board_spec some[] = { { .board = "a", .configurations = "\"none\",\"ops1\"" },
					   { .board = "b" } };
	const struct board_spec tracees[] = { { .board = "a", .tracee = "one" },
					      { .board = "b", .tracee = "two" } };
	const struct board_spec workloads[] = { { .board = "a" },
						{ .board = "b", .workload = "getppid" } };
	struct ranked ranked;

	(void)state;
	RANK(&ranked, dirty);
	assert_null(find(&ranked, "ops1", "cycles"));
	assert_non_null(find(&ranked, "direct", "cycles"));
	drop_ranked(&ranked);
	RANK(&ranked, invalid);
	assert_null(find(&ranked, "ops1", "cycles"));
	drop_ranked(&ranked);
	RANK(&ranked, some);
	assert_null(find(&ranked, "direct", "cycles"));
	assert_non_null(find(&ranked, "ops1", "cycles"));
	drop_ranked(&ranked);
	RANK(&ranked, tracees);
	assert_int_equal(ranked.standings.count, 0);
	drop_ranked(&ranked);
	RANK(&ranked, workloads);
	assert_int_equal(ranked.standings.count, 0);
	drop_ranked(&ranked);
}

/* One system call is one tracee, however an architecture calls its handler. */
static void test_handlers_of_one_call(void **state)
{
	const struct board_spec specs[] = {
		{ .board = "a", .workload = "getppid", .tracee = "__arm64_sys_getppid" },
		{ .board = "b", .workload = "getppid", .tracee = "__riscv_sys_getppid" },
		{ .board = "c", .workload = "getppid", .tracee = "__x64_sys_getpid" },
	};
	const struct standing *row;
	struct ranked ranked;

	(void)state;
	RANK(&ranked, specs);
	row = find(&ranked, "ops1", "cycles");
	assert_int_equal(row->count, 2);
	assert_true(row->places[0].board != 2 && row->places[1].board != 2);
	drop_ranked(&ranked);
}

static void test_paths(void **state)
{
	const struct board_spec specs[] = { { .board = "a", .path = "list" }, { .board = "b" } };
	struct ranked ranked;

	(void)state;
	RANK(&ranked, specs);
	assert_false(find(&ranked, "ops1", "cycles")->same_path);
	assert_true(find(&ranked, "direct", "cycles")->same_path);
	drop_ranked(&ranked);
}

/* Percent of what may be nothing tells nothing. */
static void test_no_percent(void **state)
{
	const struct board_spec specs[] = { { .board = "a", .ops1 = 0.1, .noise = 1 },
					    { .board = "b", .ops1 = 50, .noise = 1 } };
	const struct board_spec below[] = { { .board = "a", .ops1 = -5, .noise = 0.1 },
					    { .board = "b", .ops1 = 50, .noise = 0.1 } };
	const struct standing *row;
	struct ranked ranked;

	(void)state;
	RANK(&ranked, specs);
	row = find(&ranked, "ops1", "cycles");
	assert_true(!row->has_percent && row->places[1].apart && row->places[1].percent == 0);
	drop_ranked(&ranked);
	RANK(&ranked, below);
	assert_false(find(&ranked, "ops1", "cycles")->has_percent);
	drop_ranked(&ranked);
}

/* An instruction of one architecture is none of another; a cycle and a nanosecond are. */
static void test_two_architectures(void **state)
{
	const struct board_spec specs[] = {
		{ .board = "r", .arch = "riscv64", .ops1_instructions = 48, .ops1 = 90 },
		{ .board = "a", .arch = "arm64", .ops1_instructions = 40, .ops1 = 50 },
		{ .board = "r too", .arch = "riscv64", .ops1_instructions = 60, .ops1 = 70 },
		{ .board = "a too", .arch = "arm64", .ops1_instructions = 44, .ops1 = 60 },
		{ .board = "x", .arch = "x86_64", .ops1_instructions = 20, .ops1 = 40 },
	};
	const size_t kernel_least[] = { 0, 1 };
	const char *const archs[] = { "riscv64", "arm64" };
	const struct standing *rows;
	struct ranked ranked;
	size_t count;

	(void)state;
	RANK(&ranked, specs);
	rows = find_all(&ranked, "ops1", "kernel-instructions", &count);
	assert_int_equal(count, 2);
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(rows[i].arch, archs[i]);
		assert_int_equal(rows[i].count, 2);
		assert_int_equal(rows[i].places[0].board, kernel_least[i]);
		assert_int_equal(rows[i].places[1].board, kernel_least[i] + 2);
		for (size_t b = 0; b < ranked.made.boards.count; b++)
			assert_int_equal(standings_find(&ranked.standings, &rows[i].at, b) ==
						 &rows[i],
					 b == i || b == i + 2);
	}
	/* Alone among its like, x has none. */
	assert_null(standings_find(&ranked.standings, &rows[0].at, 4));
	assert_int_equal(find(&ranked, "ops1", "cycles")->count, 5);
	assert_int_equal(find(&ranked, "ops1", "time")->count, 5);
	assert_null(find(&ranked, "ops1", "cycles")->arch);
	assert_int_equal(find(&ranked, "ops1", "cycles")->places[0].board, 4);
	drop_ranked(&ranked);
}

/* What an event is, is the PMU's own, even where its name has cycles in it. */
static void test_events_of_two_architectures(void **state)
{
	const char *const events[] = { "cycles:k", "stalled-cycles", "branch-misses" };

	(void)state;
	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++) {
		char quoted[32];
		struct board_spec specs[] = { { .board = "a" },
					      { .board = "r", .arch = "riscv64" } };
		struct ranked ranked;

		snprintf(quoted, sizeof(quoted), "\"%s\"", events[i]);
		specs[0].events = specs[1].events = quoted;
		specs[0].event = specs[1].event = events[i];
		RANK(&ranked, specs);
		assert_true(figure(&ranked.made, 0, "ops1", events[i])->overhead.known);
		assert_int_equal(find(&ranked, "ops1", events[i]) != NULL, i == 0);
		drop_ranked(&ranked);
	}
}

/* So few events are none, however sure the counts are. */
static void test_events_about_zero(void **state)
{
	static const struct {
		double one;
		double other;
		bool apart;
		bool percent;
	} cases[] = {
		{ 0.001, 0.009, false, false }, { -0.008, 0.008, false, false },
		{ 0.995, 0.999, false, true },  { 0.001, 0.990, true, false },
		{ 0.500, 0.520, true, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct board_spec specs[] = {
			{ .board = "a",
			  .events = "\"branch-misses\"",
			  .event = "branch-misses",
			  .ops1 = cases[i].one },
			{ .board = "b",
			  .events = "\"branch-misses\"",
			  .event = "branch-misses",
			  .ops1 = cases[i].other },
		};
		const struct standing *row;
		struct ranked ranked;

		RANK(&ranked, specs);
		row = find(&ranked, "ops1", "branch-misses");
		assert_int_equal(row->places[1].apart, cases[i].apart);
		assert_int_equal(row->has_percent, cases[i].percent);
		/* Of time the same differences are some. */
		assert_true(find(&ranked, "ops1", "time")->places[1].apart);
		drop_ranked(&ranked);
	}
}

/* How many boots the intervals are of is said, but of counts that are the same in all. */
static void test_fewest_boots(void **state)
{
	struct board_spec specs[12] = { 0 };
	struct ranked ranked;

	(void)state;
	for (int i = 0; i < 12; i++)
		specs[i] =
			(struct board_spec){ .board = i % 2 ? "b" : "a", .seed = i, .noise = 0.1 };
	rank(&ranked, specs, 2);
	assert_int_equal(find(&ranked, "ops1", "cycles")->fewest_boots, 1);
	drop_ranked(&ranked);
	rank(&ranked, specs, 3);
	assert_int_equal(find(&ranked, "ops1", "cycles")->fewest_boots, 1);
	assert_int_equal(
		standing_boots(&ranked.made.boards, &find(&ranked, "ops1", "cycles")->at, 0), 2);
	drop_ranked(&ranked);
	rank(&ranked, specs, 12);
	assert_int_equal(ranked.made.boards.count, 2);
	assert_int_equal(find(&ranked, "ops1", "cycles")->fewest_boots, 6);
	drop_ranked(&ranked);
	specs[0].emulated = specs[1].emulated = 1;
	rank(&ranked, specs, 2);
	assert_int_equal(find(&ranked, "ops1", "kernel-instructions")->fewest_boots, 0);
	drop_ranked(&ranked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_board_has_none),
		cmocka_unit_test(test_order_and_percent),
		cmocka_unit_test(test_within_chance),
		cmocka_unit_test(test_range_of_boots),
		cmocka_unit_test(test_exact_counts),
		cmocka_unit_test(test_counts_that_may_differ),
		cmocka_unit_test(test_emulated_beside_hardware),
		cmocka_unit_test(test_emulators_own_numbers),
		cmocka_unit_test(test_simulated),
		cmocka_unit_test(test_what_is_not_compared),
		cmocka_unit_test(test_handlers_of_one_call),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_no_percent),
		cmocka_unit_test(test_two_architectures),
		cmocka_unit_test(test_events_of_two_architectures),
		cmocka_unit_test(test_events_about_zero),
		cmocka_unit_test(test_fewest_boots),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
