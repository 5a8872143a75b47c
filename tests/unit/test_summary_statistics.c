// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a result file comes to by statistics: units of analysis, tables, verdicts.
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

#define assert_near(a, b) assert_true(fabs((a) - (b)) < 1e-9)

/* Of sample_file.h's 10 calls: time is 3 * difference / 10, cycles 2 * difference / 10. */
#define CYCLES 1

struct summed {
	struct sample_file file;
	struct result result;
	struct summary summary;
};

static void sum_up(struct summed *summed)
{
	sample_file_read(&summed->file, &summed->result);
	assert_int_equal(summary_make(&summed->result, &summed->summary), 0);
}

static void forget(struct summed *summed)
{
	summary_free(&summed->summary);
	result_free(&summed->result);
}

static const struct summary_value *cycles_of(const struct summed *summed, size_t configuration)
{
	return &summary_cell(&summed->summary, 0, configuration)->values[CYCLES];
}

static void add(struct summed *summed, int block, const char *configuration, long long difference)
{
	sample_file_add(&summed->file, (struct sample_spec){ .block = block,
							     .configuration = configuration,
							     .difference = difference });
}

/* Noise that blocks have in common, and what is left of it in the differences. */
static const int common[] = { 0, 50, 70, 10, 90, 30, 20, 60 };
static const int own[] = { 3, -2, 1, 0, 2, -1, -3, 4 };

static void test_estimates_and_a_verdict(void **state)
{
	struct comparison expected;
	double levels[8], differences[8];
	struct estimate level;
	struct summed summed;

	(void)state;
	sample_file_begin(&summed.file, "\"none\",\"ops1\"", 8, SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 8; block++) {
		add(&summed, block, "none", 5000 + 5 * common[block]);
		add(&summed, block, "ops1", 5500 + 5 * (common[block] + own[block]));
		levels[block] = 1100 + common[block] + own[block];
		differences[block] = 100 + own[block];
	}
	sum_up(&summed);
	level = estimate_median(levels, 8);
	assert_int_equal(comparison_make(differences, 8, 0, &expected), 0);
	assert_false(summed.summary.by_load);
	assert_int_equal(summed.summary.units, 8);
	assert_int_equal(cycles_of(&summed, 1)->level_estimate.count, 8);
	assert_near(cycles_of(&summed, 1)->level_estimate.value, level.value);
	assert_near(cycles_of(&summed, 1)->level_estimate.interval.low, level.interval.low);
	assert_near(cycles_of(&summed, 1)->level_estimate.interval.high, level.interval.high);
	assert_near(cycles_of(&summed, 1)->comparison.shift.value, expected.shift.value);
	assert_near(cycles_of(&summed, 1)->comparison.shift.interval.low, 98);
	assert_near(cycles_of(&summed, 1)->comparison.shift.interval.high,
		    expected.shift.interval.high);
	assert_near(cycles_of(&summed, 1)->comparison.p, 2.0 / 256);
	assert_near(cycles_of(&summed, 1)->comparison.detectable, expected.detectable);
	assert_int_equal(cycles_of(&summed, 1)->comparison.verdict, VERDICT_DIFFERENT);
	/* The baseline has levels and nothing to be compared with. */
	assert_true(cycles_of(&summed, 0)->level_estimate.interval.known);
	assert_int_equal(cycles_of(&summed, 0)->comparison.shift.count, 0);
	assert_int_equal(cycles_of(&summed, 0)->comparison.verdict, VERDICT_NONE);
	forget(&summed);
}

/* 5 cycles of 1000: surely there, and less than the 1 % that nobody asked to be told of. */
static void test_the_floor(void **state)
{
	struct summed summed;

	(void)state;
	sample_file_begin(&summed.file, "\"none\",\"ops1\"", 8, SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 8; block++) {
		add(&summed, block, "none", 5000);
		add(&summed, block, "ops1", 5025 + 5 * own[block]);
	}
	sum_up(&summed);
	assert_near(summed.summary.floor_percent, SUMMARY_FLOOR_PERCENT);
	assert_near(summary_floor(&summed.summary, 0, CYCLES), 10);
	assert_int_equal(cycles_of(&summed, 1)->comparison.verdict, VERDICT_SAME);
	summary_judge(&summed.summary, 0.1);
	assert_int_equal(cycles_of(&summed, 1)->comparison.verdict, VERDICT_DIFFERENT);
	summary_judge(&summed.summary, 0.6);
	assert_int_equal(cycles_of(&summed, 1)->comparison.verdict, VERDICT_UNDECIDED);
	forget(&summed);
}

/* 4 more of 1000 on hardware: a number of instructions is told to the last one, unless asked not
 * to. */
static void test_instructions_have_no_floor(void **state)
{
	struct summed summed;
	const struct comparison *row;

	(void)state;
	sample_file_begin(&summed.file, "\"none\",\"ops1\",\"direct\"", 8, SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 8; block++) {
		add(&summed, block, "none", 10000);
		add(&summed, block, "ops1", 10040);
		add(&summed, block, "direct", 10000);
	}
	sum_up(&summed);
	assert_true(metric_kind(summed.summary.metrics[0])->instructions);
	row = &summary_cell(&summed.summary, 0, 1)->values[0].comparison;
	assert_near(row->shift.value, 4);
	assert_near(summary_floor(&summed.summary, 0, 0), 0);
	assert_int_equal(row->verdict, VERDICT_DIFFERENT);
	assert_int_equal(summary_cell(&summed.summary, 0, 2)->values[0].comparison.verdict,
			 VERDICT_SAME);
	assert_int_equal(cycles_of(&summed, 1)->comparison.verdict, VERDICT_SAME);
	summary_judge(&summed.summary, 1);
	assert_near(summary_floor(&summed.summary, 0, 0), 10);
	assert_int_equal(row->verdict, VERDICT_SAME);
	forget(&summed);
}

/* Five blocks have no interval, so they are undecided, however alike. */
static void test_few_blocks(void **state)
{
	struct summed summed;

	(void)state;
	sample_file_begin(&summed.file, "\"none\",\"ops1\"", 5, SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 5; block++) {
		add(&summed, block, "none", 5000);
		add(&summed, block, "ops1", 9000);
	}
	sum_up(&summed);
	assert_false(cycles_of(&summed, 1)->level_estimate.interval.known);
	assert_near(cycles_of(&summed, 1)->level_estimate.value, 1800);
	assert_near(cycles_of(&summed, 1)->comparison.shift.value, 800);
	assert_false(cycles_of(&summed, 1)->comparison.shift.interval.known);
	assert_int_equal(cycles_of(&summed, 1)->comparison.verdict, VERDICT_UNDECIDED);
	forget(&summed);
}

/* A block speaks once, by its median, however many samples it has. */
static void test_samples_of_a_block(void **state)
{
	static const int noise[] = { 0, 1000, -5 };
	struct summed summed;

	(void)state;
	sample_file_begin(&summed.file, "\"none\",\"ops1\"", 6, SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 6; block++) {
		/* In another order than that of their indices. */
		for (int index = 2; index >= 0; index--) {
			struct sample_spec spec = { .block = block, .index = index };

			spec.configuration = "none";
			spec.difference = 500;
			sample_file_add(&summed.file, spec);
			spec.configuration = "ops1";
			spec.difference = 700 + noise[index];
			/* Another attempt at the same sample counts once the first is of no use. */
			if (index == 0) {
				spec.status = "interrupted";
				spec.reason = "an interrupt";
				spec.difference = 1;
				sample_file_add(&summed.file, spec);
				spec.status = NULL;
				spec.reason = NULL;
				spec.difference = 700;
				sample_file_add(&summed.file, spec);
				spec.difference = 100000;
			}
			sample_file_add(&summed.file, spec);
		}
		/* So does a first one that others followed in between. */
		sample_file_add(&summed.file, (struct sample_spec){ .block = block,
								    .index = 2,
								    .configuration = "ops1",
								    .difference = 200000 });
	}
	sum_up(&summed);
	assert_int_equal(summed.summary.usable, 6 * 6);
	assert_int_equal(summary_cell(&summed.summary, 0, 1)->blocks, 6);
	assert_int_equal(cycles_of(&summed, 1)->level.count, 6);
	assert_near(cycles_of(&summed, 1)->level.median.number, 140);
	assert_near(cycles_of(&summed, 1)->level.lowest.number, 139);
	assert_near(cycles_of(&summed, 1)->level.highest.number, 340);
	assert_near(cycles_of(&summed, 1)->level.spread.number, 201);
	assert_int_equal(cycles_of(&summed, 1)->overhead.count, 6);
	assert_near(cycles_of(&summed, 1)->overhead.median.number, 40);
	assert_near(cycles_of(&summed, 1)->overhead.spread.number, 0);
	assert_int_equal(cycles_of(&summed, 1)->comparison.shift.count, 6);
	assert_near(cycles_of(&summed, 1)->comparison.shift.value, 40);
	forget(&summed);
}

/* Of an even number the mean of the two in the middle, and exact if that is whole. */
static void test_two_samples_of_a_block(void **state)
{
	struct summed summed;
	const struct summary_value *value;

	(void)state;
	sample_file_begin(&summed.file, "\"none\",\"ops1\"", 1, SAMPLE_FILE_EMULATED);
	for (int index = 0; index < 2; index++) {
		sample_file_add(&summed.file, (struct sample_spec){ .configuration = "none",
								    .index = index,
								    .difference = 80 });
		sample_file_add(&summed.file,
				(struct sample_spec){ .configuration = "ops1",
						      .index = index,
						      .difference = 480 + 20 * index });
	}
	sum_up(&summed);
	value = &summary_cell(&summed.summary, 0, 1)->values[0];
	assert_near(value->level.median.number, 49);
	assert_true(value->level.median.whole);
	/* Two samples that differ are a finding, of one block or of two. */
	assert_near(value->level.spread.number, 2);
	assert_near(value->overhead.median.number, 41);
	assert_true(value->overhead.median.whole);
	forget(&summed);
}

/* Each load of the module has a layout, worth more than all that blocks differ by. */
static void add_loads(struct summed *summed, int loads)
{
	static const int layouts[] = { 0, 300, 100, 700, 200, 500 };

	sample_file_begin(&summed->file, "\"none\",\"ops1\"", 3 * loads, SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 3 * loads; block++) {
		struct sample_spec spec = { .block = block, .load = block / 3 };

		spec.configuration = "none";
		spec.difference = 5000;
		sample_file_add(&summed->file, spec);
		spec.configuration = "ops1";
		spec.difference = 6000 + layouts[spec.load] + 5 * own[block % 3];
		sample_file_add(&summed->file, spec);
	}
	sum_up(summed);
}

static void test_loads_are_the_units(void **state)
{
	const struct comparison *comparison;
	struct summed summed;

	(void)state;
	add_loads(&summed, 6);
	assert_true(summed.summary.by_load);
	assert_int_equal(summed.summary.units, 6);
	assert_int_equal(summed.summary.loads, 6);
	assert_int_equal(cycles_of(&summed, 1)->level.count, 18);
	assert_int_equal(cycles_of(&summed, 1)->level_estimate.count, 6);
	/* Median of the loads' medians: 1201 + 0, 60, 20, 140, 40, 100. */
	assert_near(cycles_of(&summed, 1)->level_estimate.value, 1251);
	/* Which is what tables show beside its interval; that of all blocks is 1250.5. */
	assert_near(cycles_of(&summed, 1)->level.median.number, 1251);
	comparison = &cycles_of(&summed, 1)->comparison;
	assert_int_equal(comparison->shift.count, 6);
	/* The middle of 3, -2, 1 is 0.75, of the means of two. */
	assert_near(comparison->shift.interval.low, 200.75);
	assert_near(comparison->shift.interval.high, 340.75);
	assert_near(comparison->p, 2.0 / 64);
	forget(&summed);
}

/* Too few to say anything of other loads, so it is said of these blocks. */
static void test_few_loads(void **state)
{
	struct summed summed;

	(void)state;
	add_loads(&summed, 5);
	assert_false(summed.summary.by_load);
	assert_int_equal(summed.summary.units, 15);
	assert_int_equal(summed.summary.loads, 5);
	assert_int_equal(cycles_of(&summed, 1)->comparison.shift.count, 15);
	forget(&summed);
}

/* Whoever divides what a table shows comes to what it shows. */
static void test_ratios_are_of_what_is_shown(void **state)
{
	struct summed summed;

	(void)state;
	sample_file_begin(&summed.file, "\"none\",\"direct\",\"ops1\"", 8, SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 8; block++) {
		add(&summed, block, "none", 5000);
		add(&summed, block, "direct", 5010 + own[block] * own[block]);
		add(&summed, block, "ops1", 5500 + 5 * own[block]);
	}
	sum_up(&summed);
	assert_true(cycles_of(&summed, 2)->has_ratio);
	assert_near(cycles_of(&summed, 2)->ratio,
		    cycles_of(&summed, 2)->comparison.shift.value /
			    cycles_of(&summed, 1)->comparison.shift.value);
	assert_true(fabs(cycles_of(&summed, 1)->comparison.shift.value -
			 cycles_of(&summed, 1)->overhead.median.number) > 0.01);
	forget(&summed);
}

/* Whether a ratio is there to a "direct" that costs so many cycles more than the noise's middle. */
static bool has_ratio_to(int cycles)
{
	struct summed summed;
	bool has;

	sample_file_begin(&summed.file, "\"none\",\"direct\",\"ops1\"", 8, SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 8; block++) {
		add(&summed, block, "none", 5000);
		add(&summed, block, "direct", 5000 + 5 * (cycles + own[block]));
		add(&summed, block, "ops1", 5500);
	}
	sum_up(&summed);
	assert_true(cycles_of(&summed, 1)->comparison.shift.value > 0);
	has = cycles_of(&summed, 2)->has_ratio;
	assert_int_equal(cycles_of(&summed, 1)->has_ratio, has);
	forget(&summed);
	return has;
}

static void test_nothing_is_a_multiple_of_what_may_be_nothing(void **state)
{
	(void)state;
	assert_true(has_ratio_to(4));
	assert_false(has_ratio_to(1));
}

static void test_exact_counts_need_no_statistics(void **state)
{
	const struct summary_value *value;
	struct summed summed;

	(void)state;
	sample_file_begin(&summed.file, "\"none\",\"ops1\"", 8, SAMPLE_FILE_EMULATED);
	for (int block = 0; block < 8; block++) {
		add(&summed, block, "none", 80);
		add(&summed, block, "ops1", 480);
	}
	sum_up(&summed);
	value = &summary_cell(&summed.summary, 0, 1)->values[0];
	assert_true(summary_is_exact(&summed.summary, 0));
	assert_int_equal(value->overhead.count, 8);
	assert_int_equal(value->level_estimate.count, 0);
	assert_int_equal(value->comparison.shift.count, 0);
	assert_near(value->comparison.p, 1);
	assert_near(value->comparison.adjusted_p, 1);
	assert_int_equal(value->comparison.verdict, VERDICT_NONE);
	forget(&summed);
}

/* Three rows: their p of 2/64, 2/128, 1 are taken three, two, one times; a short row is no test. */
static void test_rows_of_a_table(void **state)
{
	struct summed summed;

	(void)state;
	sample_file_begin(&summed.file, "\"none\",\"ops1\",\"ops2\",\"direct\",\"fentry\"", 7,
			  SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 7; block++) {
		add(&summed, block, "none", 5000);
		if (block < 6)
			add(&summed, block, "ops1", 6000 + block);
		add(&summed, block, "ops2", 7000 + block);
		add(&summed, block, "direct", 5000);
		if (block < 5)
			add(&summed, block, "fentry", 6500);
	}
	sum_up(&summed);
	assert_near(cycles_of(&summed, 1)->comparison.p, 2.0 / 64);
	assert_near(cycles_of(&summed, 1)->comparison.adjusted_p, 4.0 / 64);
	assert_int_equal(cycles_of(&summed, 1)->comparison.verdict, VERDICT_UNDECIDED);
	assert_near(cycles_of(&summed, 2)->comparison.adjusted_p, 6.0 / 128);
	assert_int_equal(cycles_of(&summed, 2)->comparison.verdict, VERDICT_DIFFERENT);
	assert_near(cycles_of(&summed, 3)->comparison.adjusted_p, 1);
	assert_int_equal(cycles_of(&summed, 3)->comparison.verdict, VERDICT_SAME);
	assert_near(cycles_of(&summed, 4)->comparison.adjusted_p, 2.0 / 32);
	assert_int_equal(cycles_of(&summed, 4)->comparison.verdict, VERDICT_UNDECIDED);
	/* Two are not found, and share the 5 %; that which is found would share it with them. */
	assert_int_equal(cycles_of(&summed, 1)->comparison.rows, 2);
	assert_int_equal(cycles_of(&summed, 2)->comparison.rows, 3);
	assert_int_equal(cycles_of(&summed, 3)->comparison.rows, 2);
	assert_false(comparison_can_tell(&cycles_of(&summed, 1)->comparison));
	assert_true(comparison_can_tell(&cycles_of(&summed, 3)->comparison));
	forget(&summed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_estimates_and_a_verdict),
		cmocka_unit_test(test_the_floor),
		cmocka_unit_test(test_instructions_have_no_floor),
		cmocka_unit_test(test_few_blocks),
		cmocka_unit_test(test_samples_of_a_block),
		cmocka_unit_test(test_two_samples_of_a_block),
		cmocka_unit_test(test_loads_are_the_units),
		cmocka_unit_test(test_few_loads),
		cmocka_unit_test(test_ratios_are_of_what_is_shown),
		cmocka_unit_test(test_nothing_is_a_multiple_of_what_may_be_nothing),
		cmocka_unit_test(test_exact_counts_need_no_statistics),
		cmocka_unit_test(test_rows_of_a_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
