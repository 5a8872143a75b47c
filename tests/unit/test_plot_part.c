// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which configurations stand in one picture.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "made_boards.h"
#include "plot/part.h"
#include "plot/sweep.h"

#define MANY 13

static const char *names[MANY] = { "c0", "c1", "c2", "c3",  "c4",  "c5", "c6",
				   "c7", "c8", "c9", "c10", "c11", "c12" };

static struct plot_parts parts_of(struct made_boards *made)
{
	struct plot_parts parts;

	assert_int_equal(plot_parts_make(&made->boards, 0, 0, PLOT_PART_OVERHEAD, &parts), 0);
	return parts;
}

static void test_like_magnitudes_stand_together(void **state)
{
	struct made_boards made;
	struct plot_parts parts;
	char low[NUMBER_SIZE];
	char high[NUMBER_SIZE];

	(void)state;
	made_boards_make(&made, 2, names, 5);
	made_boards_set(&made, 0, 0, 0, 2310);
	made_boards_set(&made, 0, 1, 0, 4);
	made_boards_set(&made, 0, 2, 0, 40);
	made_boards_set(&made, 0, 3, 0, 41);
	/* A board that pays more decides. */
	made_boards_set(&made, 1, 1, 0, 5.26);
	parts = parts_of(&made);
	assert_int_equal(parts.count, 2);
	assert_true(parts.parts[0].configurations[1]);
	assert_true(parts.parts[0].configurations[2]);
	assert_true(parts.parts[0].configurations[3]);
	assert_int_equal(parts.parts[0].count, 3);
	assert_true(parts.parts[1].configurations[0]);
	/* Nobody measured it, so it is nowhere. */
	assert_false(parts.parts[0].configurations[4] || parts.parts[1].configurations[4]);
	plot_part_ends(&parts.parts[0], low, high);
	assert_string_equal(low, "5.3");
	assert_string_equal(high, "41");
	plot_parts_free(&parts);
	made_boards_free(&made);
}

static void test_ten_times_is_like_and_more_is_not(void **state)
{
	struct made_boards made;
	struct plot_parts parts;

	(void)state;
	made_boards_make(&made, 1, names, 4);
	made_boards_set(&made, 0, 0, 0, 4);
	made_boards_set(&made, 0, 1, 0, 40);
	made_boards_set(&made, 0, 2, 0, 40.5);
	made_boards_set(&made, 0, 3, 0, 41);
	parts = parts_of(&made);
	assert_int_equal(parts.count, 2);
	assert_int_equal(parts.parts[0].count, 2);
	plot_parts_free(&parts);
	made_boards_free(&made);
}

static void test_a_lonely_one_joins_its_neighbours(void **state)
{
	struct made_boards made;
	struct plot_parts parts;

	(void)state;
	made_boards_make(&made, 1, names, 5);
	made_boards_set(&made, 0, 0, 0, 4);
	made_boards_set(&made, 0, 1, 0, 41);
	made_boards_set(&made, 0, 2, 0, 42);
	parts = parts_of(&made);
	assert_int_equal(parts.count, 1);
	assert_int_equal(parts.parts[0].count, 3);
	assert_true(parts.parts[0].low == 4 && parts.parts[0].high == 42);
	plot_parts_free(&parts);
	/* And one above them. */
	made_boards_set(&made, 0, 0, 0, 400);
	made_boards_set(&made, 0, 1, 0, 4);
	made_boards_set(&made, 0, 2, 0, 5);
	parts = parts_of(&made);
	assert_int_equal(parts.count, 1);
	plot_parts_free(&parts);
	/* Beside one of more than a hundred times its size nothing would be seen of it. */
	made_boards_set(&made, 0, 0, 0, 401);
	parts = parts_of(&made);
	assert_int_equal(parts.count, 2);
	plot_parts_free(&parts);
	made_boards_free(&made);
}

static void test_many_boards_leave_room_for_fewer(void **state)
{
	struct made_boards made;
	struct plot_parts parts;

	(void)state;
	made_boards_make(&made, 8, names, MANY);
	for (size_t c = 0; c < MANY; c++)
		made_boards_set(&made, 0, c, 0, 100 + (double)c);
	parts = parts_of(&made);
	assert_int_equal(parts.count, 2);
	assert_int_equal(parts.parts[0].count, 7);
	plot_parts_free(&parts);
	made_boards_set(&made, 0, 12, 0, 5000);
	made_boards_set(&made, 0, 11, 0, 5001);
	parts = parts_of(&made);
	assert_int_equal(parts.count, 3);
	assert_int_equal(parts.parts[0].count, 6);
	plot_parts_free(&parts);
	made_boards_free(&made);
}

static void test_zeros_and_negative_ones(void **state)
{
	struct made_boards made;
	struct plot_parts parts;

	(void)state;
	made_boards_make(&made, 1, names, 4);
	made_boards_set(&made, 0, 0, 0, 0);
	made_boards_set(&made, 0, 1, 0, -0.5);
	made_boards_set(&made, 0, 2, 0, 2);
	made_boards_set(&made, 0, 3, 0, -60);
	parts = parts_of(&made);
	assert_int_equal(parts.count, 2);
	assert_int_equal(parts.parts[0].count, 3);
	assert_true(parts.parts[1].configurations[3]);
	assert_true(parts.parts[1].low == 60);
	plot_parts_free(&parts);
	made_boards_free(&made);
}

static void test_many_are_shared_out_evenly(void **state)
{
	struct made_boards made;
	struct plot_parts parts;

	(void)state;
	made_boards_make(&made, 1, names, MANY);
	for (size_t c = 0; c < MANY; c++)
		made_boards_set(&made, 0, c, 0, 100 + (double)c);
	parts = parts_of(&made);
	assert_int_equal(parts.count, 2);
	assert_int_equal(parts.parts[0].count, 7);
	assert_int_equal(parts.parts[1].count, 6);
	assert_true(parts.parts[1].low > parts.parts[0].high);
	plot_parts_free(&parts);
	made_boards_free(&made);
}

static void test_nothing_measured_is_no_part(void **state)
{
	struct made_boards made;
	struct plot_parts parts;

	(void)state;
	made_boards_make(&made, 2, names, 3);
	parts = parts_of(&made);
	assert_int_equal(parts.count, 0);
	plot_parts_free(&parts);
	made_boards_free(&made);
}

/* Three points are a line; two are one whatever was measured. */
static void test_a_sweep_takes_three_points(void **state)
{
	static const char *sweep[] = { "none",           "direct",    "ops1",      "ops4",
				       "ops1-recursion", "ops1+irr8", "ops1+irr64" };
	struct made_boards made;
	bool chosen[7];

	(void)state;
	made_boards_make(&made, 1, sweep, 7);
	made_boards_set(&made, 0, 1, 0, 4);
	made_boards_set(&made, 0, 2, 0, 40);
	made_boards_set(&made, 0, 3, 0, 300);
	made_boards_set(&made, 0, 4, 0, 200);
	made_boards_set(&made, 0, 5, 0, 41);
	/* ops1 and ops4; ops1 and ops1+irr8. */
	assert_false(plot_sweep_choose(&made.boards, 0, 0, chosen));
	made_boards_set(&made, 0, 6, 0, 42);
	assert_true(plot_sweep_choose(&made.boards, 0, 0, chosen));
	assert_true(chosen[2] && chosen[3] && chosen[5] && chosen[6]);
	/* A flag takes another way. */
	assert_false(chosen[4]);
	/* Of another metric there is nothing. */
	assert_false(plot_sweep_choose(&made.boards, 0, 1, chosen));
	made_boards_free(&made);
}

/* What one board has and what another has are no line together. */
static void test_a_line_is_one_board_s(void **state)
{
	static const char *sweep[] = { "ops1", "ops2", "ops4" };
	struct made_boards made;
	bool chosen[3];

	(void)state;
	made_boards_make(&made, 2, sweep, 3);
	made_boards_set(&made, 0, 0, 0, 40);
	made_boards_set(&made, 0, 1, 0, 200);
	made_boards_set(&made, 1, 2, 0, 300);
	assert_false(plot_sweep_choose(&made.boards, 0, 0, chosen));
	made_boards_set(&made, 0, 2, 0, 300);
	assert_true(plot_sweep_choose(&made.boards, 0, 0, chosen));
	made_boards_free(&made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_like_magnitudes_stand_together),
		cmocka_unit_test(test_ten_times_is_like_and_more_is_not),
		cmocka_unit_test(test_a_lonely_one_joins_its_neighbours),
		cmocka_unit_test(test_many_boards_leave_room_for_fewer),
		cmocka_unit_test(test_zeros_and_negative_ones),
		cmocka_unit_test(test_many_are_shared_out_evenly),
		cmocka_unit_test(test_nothing_measured_is_no_part),
		cmocka_unit_test(test_a_sweep_takes_three_points),
		cmocka_unit_test(test_a_line_is_one_board_s),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
