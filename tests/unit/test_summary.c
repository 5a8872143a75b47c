// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a result file comes to: costs, overheads, and what never enters a table.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sample_file.h"
#include "stats/summary.h"
#include "stats/value.h"

#define assert_value(value, expected, is_whole)                        \
	do {                                                           \
		assert_true(fabs((value).number - (expected)) < 1e-9); \
		assert_int_equal((value).whole, is_whole);             \
	} while (0)

static void add(struct sample_file *file, int block, const char *configuration,
		long long difference)
{
	sample_file_add(file, (struct sample_spec){ .block = block,
						    .configuration = configuration,
						    .difference = difference });
}

static void test_summary_of_a_plain_file(void **state)
{
	struct sample_file file;
	struct result result;
	struct summary summary;
	const struct summary_value *ops;

	(void)state;
	sample_file_begin(&file, "\"none\",\"direct\",\"ops1\"", 2, SAMPLE_FILE_EMULATED);
	for (int block = 0; block < 2; block++) {
		/* From the last to the first: the order is the plan's, not the file's. */
		add(&file, block, "ops1", 480);
		add(&file, block, "direct", 120);
		add(&file, block, "none", 80);
	}
	sample_file_read(&file, &result);
	assert_int_equal(summary_make(&result, &summary), 0);
	assert_int_equal(summary.metric_count, 1);
	assert_string_equal(summary.metrics[0], "kernel-instructions");
	assert_int_equal(summary.usable, 6);
	ops = &summary_cell(&summary, 0, 2)->values[0];
	assert_int_equal(ops->level.count, 2);
	assert_value(ops->level.median, 48, true);
	assert_value(ops->level.spread, 0, true);
	assert_value(ops->overhead.median, 40, true);
	assert_true(ops->has_ratio);
	assert_true(ops->ratio == 10);
	assert_true(summary_cell(&summary, 0, 1)->values[0].ratio == 1);
	assert_int_equal(summary_cell(&summary, 0, 0)->values[0].overhead.count, 0);
	assert_false(summary_cell(&summary, 0, 0)->values[0].has_ratio);
	summary_free(&summary);
	result_free(&result);
}

/* The noise of a block is in both, so the overhead has less of it than the levels. */
static void test_overhead_is_paired_in_the_block(void **state)
{
	static const int noise[] = { 0, 50, 7 };
	struct sample_file file;
	struct result result;
	struct summary summary;
	const struct summary_value *ops;

	(void)state;
	sample_file_begin(&file, "\"none\",\"ops1\"", 5, SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 3; block++) {
		add(&file, block, "none", 80 + noise[block]);
		add(&file, block, "ops1", 480 + noise[block]);
	}
	/* Block 3 has no baseline, block 4 has nothing else. */
	add(&file, 3, "ops1", 99990);
	add(&file, 4, "none", 1);
	sample_file_read(&file, &result);
	assert_int_equal(summary_make(&result, &summary), 0);
	ops = &summary_cell(&summary, 0, 1)->values[0];
	assert_int_equal(ops->level.count, 4);
	assert_value(ops->level.highest, 9999, true);
	assert_int_equal(ops->overhead.count, 3);
	assert_value(ops->overhead.median, 40, true);
	assert_value(ops->overhead.lowest, 40, true);
	assert_value(ops->overhead.highest, 40, true);
	assert_false(ops->has_ratio);
	summary_free(&summary);
	result_free(&result);
}

/* No way of tracing has no overhead, not even none. */
static void test_a_loop_without_its_call(void **state)
{
	struct sample_file file;
	struct result result;
	struct summary summary;
	const struct summary_value *loop;

	(void)state;
	sample_file_begin(&file, "\"none\",\"loop\",\"direct\"", 2, SAMPLE_FILE_EMULATED);
	for (int block = 0; block < 2; block++) {
		add(&file, block, "none", 80);
		add(&file, block, "loop", 30);
		add(&file, block, "direct", 120);
	}
	sample_file_read(&file, &result);
	assert_int_equal(summary_make(&result, &summary), 0);
	assert_false(summary_cell(&summary, 0, 0)->without_call);
	assert_true(summary_cell(&summary, 0, 1)->without_call);
	loop = &summary_cell(&summary, 0, 1)->values[0];
	assert_value(loop->level.median, 3, true);
	assert_int_equal(loop->overhead.count, 0);
	assert_false(loop->has_ratio);
	/* And it is nobody's baseline. */
	assert_value(summary_cell(&summary, 0, 2)->values[0].overhead.median, 4, true);
	summary_free(&summary);
	result_free(&result);
}

static void test_without_baseline(void **state)
{
	struct sample_file file;
	struct result result;
	struct summary summary;

	(void)state;
	sample_file_begin(&file, "\"direct\",\"ops1\"", 1, SAMPLE_FILE_EMULATED);
	add(&file, 0, "direct", 120);
	add(&file, 0, "ops1", 480);
	sample_file_read(&file, &result);
	assert_int_equal(summary_make(&result, &summary), 0);
	assert_int_equal(summary_cell(&summary, 0, 1)->values[0].level.count, 1);
	assert_int_equal(summary_cell(&summary, 0, 1)->values[0].overhead.count, 0);
	assert_false(summary_cell(&summary, 0, 1)->values[0].has_ratio);
	summary_free(&summary);
	result_free(&result);
}

/* A direct call that costs nothing is nothing to compare with. */
static void test_no_ratio_to_nothing(void **state)
{
	struct sample_file file;
	struct result result;
	struct summary summary;

	(void)state;
	sample_file_begin(&file, "\"none\",\"direct\",\"ops1\"", 1, SAMPLE_FILE_EMULATED);
	add(&file, 0, "none", 80);
	add(&file, 0, "direct", 80);
	add(&file, 0, "ops1", 480);
	sample_file_read(&file, &result);
	assert_int_equal(summary_make(&result, &summary), 0);
	assert_int_equal(summary_cell(&summary, 0, 2)->values[0].overhead.count, 1);
	assert_false(summary_cell(&summary, 0, 2)->values[0].has_ratio);
	summary_free(&summary);
	result_free(&result);
}

static void test_first_usable_sample_counts(void **state)
{
	struct sample_file file;
	struct result result;
	struct summary summary;
	const struct summary_cell *none;

	(void)state;
	sample_file_begin(&file, "\"none\"", 1, SAMPLE_FILE_EMULATED);
	sample_file_add(&file, (struct sample_spec){ .configuration = "none",
						     .status = "interrupted",
						     .reason = "hit",
						     .difference = 99 });
	sample_file_add(&file, (struct sample_spec){ .configuration = "none",
						     .status = "invalid",
						     .reason = "broken",
						     .difference = 999 });
	add(&file, 0, "none", 80);
	add(&file, 0, "none", 90);
	sample_file_read(&file, &result);
	assert_int_equal(summary_make(&result, &summary), 0);
	none = summary_cell(&summary, 0, 0);
	assert_value(none->values[0].level.median, 8, true);
	assert_int_equal(none->blocks, 1);
	assert_int_equal(none->sampled, 1);
	assert_int_equal(none->invalid, 1);
	assert_int_equal(none->fault_count, 1);
	assert_string_equal(none->faults[0].reason, "broken");
	assert_non_null(strstr(none->interrupted, "interrupt"));
	summary_free(&summary);
	result_free(&result);
}

/* Samples that say they are valid, but are not. */
static void test_contradictions_are_invalid(void **state)
{
	static const struct sample_spec specs[] = {
		{ .configuration = "none", .after = "list" },
		{ .configuration = "none", .expected = "list" },
		{ .configuration = "none", .running_ns = 999 },
	};
	static const char *const faults[] = { "changed during", "not the expected", "multiplexed" };

	(void)state;
	for (size_t i = 0; i < sizeof(specs) / sizeof(specs[0]); i++) {
		struct sample_file file;
		struct result result;
		struct summary summary;

		sample_file_begin(&file, "\"none\"", 1, SAMPLE_FILE_EMULATED);
		sample_file_add(&file, specs[i]);
		sample_file_read(&file, &result);
		assert_int_equal(summary_make(&result, &summary), 0);
		assert_int_equal(summary.invalid, 1);
		assert_int_equal(summary.usable, 0);
		assert_null(summary.cells[0].path);
		assert_non_null(strstr(summary.cells[0].faults[0].reason, faults[i]));
		summary_free(&summary);
		result_free(&result);
	}
}

/* The first few reasons, each with its number of samples. */
static void test_reasons(void **state)
{
	static const char *const reasons[] = { "b", "a", "b", "c", "d", "a", "b", "e" };
	struct sample_file file;
	struct result result;
	struct summary summary;
	const struct summary_cell *none;

	(void)state;
	sample_file_begin(&file, "\"none\"", 8, SAMPLE_FILE_EMULATED);
	for (int block = 0; block < 8; block++)
		sample_file_add(&file, (struct sample_spec){ .configuration = "none",
							     .block = block,
							     .status = "invalid",
							     .reason = reasons[block],
							     .difference = 80 });
	sample_file_read(&file, &result);
	assert_int_equal(summary_make(&result, &summary), 0);
	none = summary_cell(&summary, 0, 0);
	assert_int_equal(none->invalid, 8);
	assert_int_equal(none->fault_count, SUMMARY_FAULTS_MAX);
	assert_string_equal(none->faults[0].reason, "b");
	assert_int_equal(none->faults[0].samples, 3);
	assert_string_equal(none->faults[1].reason, "a");
	assert_int_equal(none->faults[1].samples, 2);
	assert_string_equal(none->faults[2].reason, "c");
	assert_int_equal(none->faults[2].samples, 1);
	assert_null(none->interrupted);
	summary_free(&summary);
	result_free(&result);
}

static void test_dirty(void **state)
{
	struct sample_file file;
	struct result result;
	struct summary summary;

	(void)state;
	sample_file_begin(&file, "\"none\",\"ops1\",\"ops2\"", 1, SAMPLE_FILE_EMULATED);
	sample_file_event(&file, "dirty", "ops1", "the first");
	sample_file_event(&file, "dirty", "ops1", "the second");
	sample_file_event(&file, "kernel-log", "none", "BUG: something");
	sample_file_event(&file, "dirty", "alien", "nobody");
	add(&file, 0, "none", 80);
	add(&file, 0, "ops1", 80);
	sample_file_read(&file, &result);
	assert_int_equal(summary_make(&result, &summary), 0);
	assert_null(summary_cell(&summary, 0, 0)->dirty);
	assert_string_equal(summary_cell(&summary, 0, 1)->dirty, "the first");
	assert_null(summary_cell(&summary, 0, 2)->dirty);
	assert_true(summary_cell_is_expected(summary_cell(&summary, 0, 2)));
	summary_free(&summary);
	result_free(&result);
}

static void test_one_path_for_all_blocks(void **state)
{
	struct sample_file file;
	struct result result;
	struct summary summary;

	(void)state;
	sample_file_begin(&file, "\"direct\"", 3, SAMPLE_FILE_EMULATED);
	for (int block = 0; block < 3; block++) {
		sample_file_add(&file, (struct sample_spec){ .block = block,
							     .configuration = "direct",
							     .path = block == 1 ? "callops-direct"
										: "direct",
							     .difference = 120 });
	}
	sample_file_read(&file, &result);
	assert_int_equal(summary_make(&result, &summary), 0);
	assert_string_equal(summary.cells[0].path, "direct");
	assert_int_equal(summary.cells[0].blocks, 2);
	assert_int_equal(summary.cells[0].invalid, 1);
	assert_string_equal(summary.cells[0].faults[0].reason, "blocks took different paths");
	assert_string_equal(summary.cells[0].faults[0].other_path, "callops-direct");
	summary_free(&summary);
	result_free(&result);
}

static void test_metrics(void **state)
{
	struct sample_file file;
	struct result result;
	struct summary summary;

	(void)state;
	sample_file_begin(&file, "\"none\"", 1, SAMPLE_FILE_HARDWARE);
	add(&file, 0, "none", 80);
	sample_file_read(&file, &result);
	assert_int_equal(summary_make(&result, &summary), 0);
	assert_int_equal(summary.metric_count, 3);
	assert_value(summary.cells[0].values[summary_metric(&summary, "cycles")].level.median, 16,
		     true);
	assert_value(summary.cells[0].values[summary_metric(&summary, "time")].level.median, 24,
		     true);
	assert_int_equal(summary_metric(&summary, "smell"), 3);
	summary_free(&summary);
	result_free(&result);

	sample_file_begin(&file, "\"none\"", 1, SAMPLE_FILE_EMULATED_INEXACT);
	add(&file, 0, "none", 80);
	sample_file_read(&file, &result);
	assert_int_equal(summary_make(&result, &summary), 0);
	assert_int_equal(summary.metric_count, 1);
	summary_free(&summary);
	result_free(&result);
}

static void test_unavailable(void **state)
{
	struct sample_file file;
	struct result result;
	struct summary summary;

	(void)state;
	sample_file_begin(&file, "\"none\",\"direct\"", 2, SAMPLE_FILE_EMULATED);
	sample_file_event(&file, "unavailable", "direct", "no direct calls");
	sample_file_event(&file, "warning", "none", "careful");
	add(&file, 0, "none", 80);
	add(&file, 1, "none", 80);
	sample_file_read(&file, &result);
	assert_int_equal(summary_make(&result, &summary), 0);
	assert_string_equal(summary_cell(&summary, 0, 1)->unavailable, "no direct calls");
	assert_false(summary_cell_is_expected(summary_cell(&summary, 0, 1)));
	assert_true(summary_cell_is_expected(summary_cell(&summary, 0, 0)));
	assert_int_equal(summary_complete_blocks(&summary), 2);
	summary_free(&summary);
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_summary_of_a_plain_file),
		cmocka_unit_test(test_overhead_is_paired_in_the_block),
		cmocka_unit_test(test_a_loop_without_its_call),
		cmocka_unit_test(test_without_baseline),
		cmocka_unit_test(test_no_ratio_to_nothing),
		cmocka_unit_test(test_first_usable_sample_counts),
		cmocka_unit_test(test_contradictions_are_invalid),
		cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_dirty),
		cmocka_unit_test(test_one_path_for_all_blocks),
		cmocka_unit_test(test_metrics),
		cmocka_unit_test(test_unavailable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
