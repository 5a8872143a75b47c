// SPDX-License-Identifier: GPL-2.0-only
/*
 * Boards: which boots are one, what they are called, and their figures.
 */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include "board_file.h"
#include "boards/boards.h"

#define FILES_MAX 8

/* Boards of files that were made here. */
struct made {
	struct result results[FILES_MAX];
	struct report_input inputs[FILES_MAX];
	size_t count;
	struct boards boards;
};

static void make(struct made *made, const struct board_spec *specs, size_t count)
{
	static const struct report_settings settings = { .format = REPORT_FORMAT_JSON };

	*made = (struct made){ .count = count };
	for (size_t i = 0; i < count; i++) {
		board_file_read(&made->results[i], specs[i]);
		made->inputs[i] =
			(struct report_input){ .name = "a file", .result = &made->results[i] };
	}
	assert_int_equal(boards_make(&settings, made->inputs, count, &made->boards), 0);
}

static void drop(struct made *made)
{
	boards_free(&made->boards);
	for (size_t i = 0; i < made->count; i++)
		result_free(&made->results[i]);
}

#define MAKE(made, specs) make(made, specs, sizeof(specs) / sizeof((specs)[0]))

static const struct board_figure *figure(const struct made *made, size_t board,
					 const char *configuration, const char *metric)
{
	size_t c = 0;

	while (strcmp(made->boards.configurations[c], configuration) != 0)
		c++;
	return boards_figure(&made->boards, board, 0, c, boards_metric(&made->boards, metric));
}

static void test_one_board(void **state)
{
	const struct board_spec specs[] = { { .noise = 0.1 } };
	const struct board_figure *ops1;
	struct made made;

	(void)state;
	MAKE(&made, specs);
	assert_int_equal(made.boards.count, 1);
	assert_string_equal(made.boards.boards[0].name, "a board");
	assert_string_equal(made.boards.boards[0].mark, "A");
	assert_int_equal(made.boards.boards[0].boot_count, 1);
	assert_int_equal(made.boards.workload_count, 1);
	assert_string_equal(made.boards.workloads[0].tracee, "tracetoll_tracee");
	assert_int_equal(made.boards.configuration_count, 3);
	/* Three events, the time, and two that are derived. */
	assert_int_equal(made.boards.metric_count, 6);
	ops1 = figure(&made, 0, "ops1", "cycles");
	assert_int_equal(ops1->spread, BOARD_SPREAD_BLOCKS);
	assert_int_equal(ops1->blocks, 8);
	assert_true(ops1->level.known && ops1->level.has_range && ops1->overhead.known);
	assert_true(fabs(ops1->overhead.value.number - 50) < 0.5);
	assert_true(ops1->overhead.low.number <= ops1->overhead.value.number);
	assert_string_equal(boards_cell(&made.boards, 0, 0, 2)->path, "callops-func");
	assert_string_equal(made.boards.metrics[boards_headline(&made.boards, 0)].name, "time");
	drop(&made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_board),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
