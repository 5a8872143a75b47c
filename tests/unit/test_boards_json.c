// SPDX-License-Identifier: GPL-2.0-only
/*
 * Boards and standings as JSON, and where each figure stands in it.
 */
// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include <jansson.h>

#include "boards/json.h"
#include "boards/standing.h"
#include "boards_of_files.h"

static const struct board_spec specs[] = {
	{ .board = "a", .seed = 1, .noise = 0.1 },
	{ .board = "b", .configurations = "\"none\",\"ops1\"", .events = "", .noise = 0.1 },
	{ .board = "a", .seed = 2, .noise = 0.1, .workload = "getppid" },
	{ .board = "c", .emulated = 1, .dirty = "direct" },
	{ .board = "a", .seed = 3, .noise = 0.1, .ops1 = 60 },
};

/* Everything of the specs, and as JSON. */
struct printed {
	struct made made;
	json_t *root;
};

static void print(struct printed *printed)
{
	static const struct report_settings settings = { .format = REPORT_FORMAT_JSON };

	MAKE(&printed->made, specs);
	printed->root = json_object();
	assert_int_equal(boards_extend_json(printed->root, &settings, printed->made.inputs,
					    printed->made.count),
			 0);
}

static void drop_printed(struct printed *printed)
{
	json_decref(printed->root);
	drop(&printed->made);
}

static const char *string_at(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static void assert_number(const json_t *object, const char *key, bool known, struct value value)
{
	const json_t *member = json_object_get(object, key);

	assert_non_null(member);
	if (!known)
		assert_true(json_is_null(member));
	else
		assert_true(fabs(json_number_value(member) - value.number) < 1e-6);
}

static void assert_row(const struct boards *boards, size_t b, size_t w, size_t c, size_t m,
		       const json_t *row)
{
	const struct board_figure *figure_ = boards_figure(boards, b, w, c, m);

	assert_string_equal(string_at(row, "board"), boards->boards[b].name);
	assert_string_equal(string_at(row, "workload"), boards->workloads[w].name);
	assert_string_equal(string_at(row, "metric"), boards->metrics[m].name);
	assert_string_equal(string_at(row, "unit"), boards_unit(boards, b, m));
	assert_non_null(strstr(string_at(row, "configuration"), boards->configurations[c]));
	assert_number(row, "value", figure_->level.known, figure_->level.value);
	assert_number(row, "low", figure_->level.has_range, figure_->level.low);
	assert_number(row, "high", figure_->level.has_range, figure_->level.high);
	assert_number(row, "overhead", figure_->overhead.known, figure_->overhead.value);
	assert_number(row, "overhead_low", figure_->overhead.has_range, figure_->overhead.low);
	assert_number(row, "overhead_high", figure_->overhead.has_range, figure_->overhead.high);
	assert_int_equal(json_integer_value(json_object_get(row, "boots")), figure_->boots);
	assert_int_equal(json_integer_value(json_object_get(row, "blocks")), figure_->blocks);
}

/* Every figure stands where boards_json_row() says, and nothing else is there. */
static void test_rows(void **state)
{
	const struct boards *boards;
	struct printed printed;

	(void)state;
	print(&printed);
	boards = &printed.made.boards;
	assert_int_equal(boards->count, 3);
	for (size_t b = 0; b < boards->count; b++) {
		const json_t *rows = json_object_get(
			json_array_get(json_object_get(printed.root, "boards"), b), "results");
		size_t next = 0;

		for (size_t w = 0; w < boards->workload_count; w++) {
			for (size_t c = 0; c < boards->configuration_count; c++) {
				for (size_t m = 0; m < boards->metric_count; m++) {
					size_t at = boards_json_row(boards, b, w, c, m);

					if (at == BOARDS_NO_ROW)
						continue;
					assert_int_equal(at, next++);
					assert_row(boards, b, w, c, m, json_array_get(rows, at));
				}
			}
		}
		assert_int_equal(json_array_size(rows), next);
		assert_true(next > 0);
	}
	drop_printed(&printed);
}

static void test_what_has_no_row(void **state)
{
	const struct boards *boards;
	struct printed printed;
	size_t cycles;

	(void)state;
	print(&printed);
	boards = &printed.made.boards;
	cycles = boards_metric(boards, "cycles");
	assert_int_equal(boards_json_row(boards, 1, 0, configuration_at(&printed.made, "direct"),
					 boards_metric(boards, "time")),
			 BOARDS_NO_ROW);
	assert_int_equal(boards_json_row(boards, 1, 0, 0, cycles), BOARDS_NO_ROW);
	assert_int_equal(boards_json_row(boards, 2, 0, 0, cycles), BOARDS_NO_ROW);
	assert_int_equal(boards_json_row(boards, 1, 1, 0, boards_metric(boards, "time")),
			 BOARDS_NO_ROW);
	assert_int_not_equal(boards_json_row(boards, 0, 1, 0, cycles), BOARDS_NO_ROW);
	drop_printed(&printed);
}

static void test_boards(void **state)
{
	struct printed printed;
	const json_t *board;
	const json_t *row;

	(void)state;
	print(&printed);
	board = json_array_get(json_object_get(printed.root, "boards"), 0);
	assert_string_equal(string_at(board, "mark"), "A");
	assert_string_equal(string_at(board, "name"), "a");
	assert_string_equal(string_at(board, "machine"), "a");
	assert_int_equal(json_integer_value(json_object_get(board, "boots")), 3);
	assert_int_equal(json_integer_value(json_array_get(json_object_get(board, "files"), 2)), 4);
	assert_true(json_is_false(json_object_get(board, "emulated")));
	assert_true(json_is_false(json_object_get(board, "simulated")));
	/* ops1 in time: of two boots that have the workload, so without a verdict. */
	row = json_array_get(json_object_get(board, "results"),
			     boards_json_row(&printed.made.boards, 0, 0, 2, 3));
	assert_string_equal(string_at(row, "spread"), "range");
	assert_true(json_is_null(json_object_get(row, "verdict")));
	/* On the other workload there is one boot, whose verdict it is. */
	row = json_array_get(json_object_get(board, "results"),
			     boards_json_row(&printed.made.boards, 0, 1, 2, 3));
	assert_string_equal(string_at(row, "spread"), "blocks");
	assert_string_equal(string_at(row, "verdict"), "different");
	assert_string_equal(string_at(row, "unit_of_analysis"), "block");
	board = json_array_get(json_object_get(printed.root, "boards"), 2);
	row = json_array_get(json_object_get(board, "results"),
			     boards_json_row(&printed.made.boards, 2, 0, 1, 0));
	assert_string_equal(string_at(row, "configuration"), "dirty:direct");
	assert_string_equal(string_at(row, "spread"), "exact");
	drop_printed(&printed);
}

/* A row has the keys of a row of one file, in their order, and two more. */
static void test_keys(void **state)
{
	static const struct report_settings settings = { .format = REPORT_FORMAT_JSON,
							 .extend_json = boards_extend_json };
	struct made made;
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	json_t *root;
	const json_t *file_row;
	const json_t *board_row;
	void *its;
	void *own;

	(void)state;
	MAKE(&made, specs);
	assert_int_equal(report_print(out, &settings, made.inputs, made.count), 0);
	fclose(out);
	root = json_loads(text, 0, NULL);
	assert_non_null(root);
	file_row = json_array_get(json_object_get(root, "results"), 0);
	board_row = json_array_get(
		json_object_get(json_array_get(json_object_get(root, "boards"), 0), "results"), 0);
	its = json_object_iter((json_t *)file_row);
	own = json_object_iter((json_t *)board_row);
	for (; its; its = json_object_iter_next((json_t *)file_row, its)) {
		assert_string_equal(json_object_iter_key(its), json_object_iter_key(own));
		own = json_object_iter_next((json_t *)board_row, own);
	}
	assert_string_equal(json_object_iter_key(own), "boots");
	own = json_object_iter_next((json_t *)board_row, own);
	assert_string_equal(json_object_iter_key(own), "spread");
	assert_null(json_object_iter_next((json_t *)board_row, own));
	json_decref(root);
	free(text);
	drop(&made);
}

static void test_standings(void **state)
{
	struct standings standings;
	struct printed printed;
	const json_t *rows;

	(void)state;
	print(&printed);
	rows = json_object_get(printed.root, "standings");
	assert_int_equal(standings_make(&printed.made.boards, &standings), 0);
	assert_int_equal(json_array_size(rows), standings.count);
	assert_true(standings.count > 0);
	for (size_t i = 0; i < standings.count; i++) {
		const struct standing *own = &standings.rows[i];
		const json_t *row = json_array_get(rows, i);
		const json_t *places = json_object_get(row, "places");

		assert_string_equal(string_at(row, "configuration"),
				    printed.made.boards.configurations[own->at.configuration]);
		assert_string_equal(string_at(row, "metric"),
				    printed.made.boards.metrics[own->at.metric].name);
		if (own->arch)
			assert_string_equal(string_at(row, "arch"), own->arch);
		else
			assert_true(json_is_null(json_object_get(row, "arch")));
		assert_int_equal(json_integer_value(json_object_get(row, "fewest_boots")),
				 own->fewest_boots);
		assert_int_equal(json_array_size(places), own->count);
		for (size_t p = 0; p < own->count; p++) {
			const json_t *place = json_array_get(places, p);
			const struct value percent = { .number = own->places[p].percent };

			assert_string_equal(string_at(place, "board"),
					    printed.made.boards.boards[own->places[p].board].mark);
			assert_number(place, "percent", own->has_percent, percent);
			assert_int_equal(json_is_true(json_object_get(place, "apart")),
					 own->places[p].apart);
		}
	}
	standings_free(&standings);
	drop_printed(&printed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),      cmocka_unit_test(test_what_has_no_row),
		cmocka_unit_test(test_boards),    cmocka_unit_test(test_keys),
		cmocka_unit_test(test_standings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
