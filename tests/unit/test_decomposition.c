// SPDX-License-Identifier: GPL-2.0-only
/*
 * Overheads taken apart: exact ones, wrong models, noise, and what a file does not tell.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sample_file.h"
#include "stats/decomposition.h"

#define assert_near(a, b, within)                                   \
	do {                                                        \
		double is = (a), wanted = (b);                      \
		if (!(fabs(is - wanted) <= (within)))               \
			fail_msg("%.15g is not %.15g", is, wanted); \
	} while (0)

/* Of sample_file.h's 10 calls: kernel-instructions are difference / 10, cycles twice that. */
#define INSTRUCTIONS 0
#define CYCLES 1
#define BASELINE 80

/* An overhead in tenths of an instruction. */
struct measured {
	const char *configuration;
	const char *path;
	int overhead;
};

/* What arm64's parts are in Linux 7.2: 40, 65, 55 each, 46 each irrelevant, 8 a stub, 7 late. */
static const struct measured arm64[] = {
	{ "direct", "direct", 40 },
	{ "ops1", "callops-func", 400 },
	{ "ops2", "list", 2150 },
	{ "ops3", "list", 2700 },
	{ "ops10", "list", 6550 },
	{ "ops32", "list", 18650 },
	{ "stub2", "list", 1210 },
	{ "stub8", "list", 1690 },
	{ "ops1+irr8", "callops-func", 400 },
	{ "ops1+irr64", "callops-func", 400 },
	{ "ops2+irr1", "list", 2610 },
	{ "ops2+irr64", "list", 31590 },
	{ "direct+ops1", "list-direct", 2220 },
	{ "direct+ops8", "list-direct", 6070 },
};
#define ARM64_ROWS (sizeof(arm64) / sizeof(arm64[0]))
#define ROW_OPS10 4

struct apart {
	struct result result;
	struct summary summary;
	struct decomposition decomposition;
};

static void write_names(const struct measured *rows, size_t count, char *names, size_t size)
{
	size_t used = (size_t)snprintf(names, size, "\"none\"");

	for (size_t i = 0; i < count; i++)
		used += (size_t)snprintf(names + used, size - used, ",\"%s\"",
					 rows[i].configuration);
}

/* @noise of a block and row, in tenths; NULL: none. */
static void take_apart_as(struct apart *apart, const struct measured *rows, size_t count,
			  int blocks, const char *emulation, size_t metric,
			  int (*noise)(int block, size_t row))
{
	struct sample_file file;
	char names[512];

	write_names(rows, count, names, sizeof(names));
	sample_file_begin(&file, names, blocks, emulation);
	for (int block = 0; block < blocks; block++) {
		sample_file_add(&file, (struct sample_spec){ .block = block,
							     .configuration = "none",
							     .difference = BASELINE });
		for (size_t i = 0; i < count; i++)
			sample_file_add(&file, (struct sample_spec){
						       .block = block,
						       .configuration = rows[i].configuration,
						       .path = rows[i].path,
						       .difference = BASELINE + rows[i].overhead +
								     (noise ? noise(block, i) : 0),
					       });
	}
	sample_file_read(&file, &apart->result);
	assert_int_equal(summary_make(&apart->result, &apart->summary), 0);
	assert_int_equal(decomposition_make(&apart->summary, 0, metric, DECOMPOSITION_FLOOR_PERCENT,
					    &apart->decomposition),
			 0);
}

static void take_apart(struct apart *apart, const struct measured *rows, size_t count)
{
	take_apart_as(apart, rows, count, 2, SAMPLE_FILE_EMULATED, INSTRUCTIONS, NULL);
}

static void forget(struct apart *apart)
{
	decomposition_free(&apart->decomposition);
	summary_free(&apart->summary);
	result_free(&apart->result);
}

static const struct decomposition_part *column_of(const struct apart *apart, enum part part)
{
	const struct decomposition *decomposition = &apart->decomposition;

	for (size_t p = 0; p < decomposition->part_count; p++) {
		for (size_t i = 0; i < decomposition->parts[p].joined; i++) {
			if (decomposition->parts[p].parts[i] == part)
				return &decomposition->parts[p];
		}
	}
	fail_msg("there is no %s", part_key(part));
	return NULL;
}

static void assert_cost(const struct apart *apart, enum part part, double cost, double within)
{
	const struct decomposition_part *column = column_of(apart, part);

	assert_int_equal(column->joined, 1);
	assert_true(column->known);
	assert_near(column->cost.value, cost, within);
}

static const struct decomposition_row *row_of(const struct apart *apart, const char *name)
{
	for (size_t r = 0; r < apart->decomposition.row_count; r++) {
		if (!strcmp(apart->decomposition.rows[r].name, name))
			return &apart->decomposition.rows[r];
	}
	fail_msg("there is no row %s", name);
	return NULL;
}

static void assert_arm64_parts(const struct apart *apart, double scale, double within)
{
	assert_cost(apart, PART_DIRECT, scale * 4, within);
	assert_cost(apart, PART_ENTRY, scale * 40, within);
	assert_cost(apart, PART_BESIDE, 0, within);
	assert_cost(apart, PART_LIST, scale * 65, within);
	assert_cost(apart, PART_RELEVANT, scale * 55, within);
	assert_cost(apart, PART_STUB, scale * 8, within);
	assert_cost(apart, PART_IRRELEVANT, scale * 46, within);
	assert_cost(apart, PART_LATE, scale * 7, within);
}

static void test_exact(void **state)
{
	struct apart apart;

	(void)state;
	take_apart(&apart, arm64, ARM64_ROWS);
	assert_true(apart.decomposition.exact && apart.decomposition.judged);
	assert_true(apart.decomposition.explained);
	assert_int_equal(apart.decomposition.rank, 8);
	/* Not nearly: equal. */
	assert_arm64_parts(&apart, 1, 0);
	for (size_t r = 0; r < apart.decomposition.row_count; r++) {
		const struct decomposition_row *row = &apart.decomposition.rows[r];

		assert_true(row->residual.value == 0 && !row->off);
		assert_int_equal(row->alone, !strcmp(row->name, "direct"));
	}
	assert_true(apart.decomposition.deviation == 0);
	assert_int_equal(apart.decomposition.advice_count, 0);
	forget(&apart);
}

/* One row that takes three instructions more than its parts is named, and spoils no other. */
static void test_one_row_is_off(void **state)
{
	struct measured rows[ARM64_ROWS];
	struct apart apart;

	(void)state;
	memcpy(rows, arm64, sizeof(rows));
	rows[ROW_OPS10].overhead += 30;
	take_apart(&apart, rows, ARM64_ROWS);
	assert_true(apart.decomposition.exact && apart.decomposition.judged);
	assert_false(apart.decomposition.explained);
	assert_ptr_equal(apart.decomposition.outlier, row_of(&apart, "ops10"));
	assert_near(row_of(&apart, "ops10")->residual.value, 3, 0);
	assert_arm64_parts(&apart, 1, 0);
	for (size_t r = 0; r < apart.decomposition.row_count; r++)
		assert_int_equal(apart.decomposition.rows[r].off,
				 !strcmp(apart.decomposition.rows[r].name, "ops10"));
	assert_near(apart.decomposition.deviation, sqrt(9.0 / 6), 1e-12);
	forget(&apart);
}

/* Each ops costs more the more there are: no sum of parts. */
static void test_wrong_model(void **state)
{
	static const struct measured rows[] = {
		{ "ops1", "callops-func", 400 }, { "ops2", "list", 2150 },
		{ "ops3", "list", 2710 },        { "ops4", "list", 3280 },
		{ "ops8", "list", 5760 },        { "ops16", "list", 11120 },
	};
	struct apart apart;
	double sum = 0;

	(void)state;
	take_apart(&apart, rows, sizeof(rows) / sizeof(rows[0]));
	assert_true(apart.decomposition.judged);
	assert_false(apart.decomposition.explained);
	assert_null(apart.decomposition.outlier);
	/* The best fit of a wrong model: what is left sums to 0 over the rows of a constant. */
	for (size_t r = 1; r < apart.decomposition.row_count; r++) {
		sum += apart.decomposition.rows[r].residual.value;
		assert_true(apart.decomposition.rows[r].off);
	}
	assert_near(sum, 0, 1e-9);
	assert_false(row_of(&apart, "ops1")->off);
	assert_true(apart.decomposition.deviation > 1);
	forget(&apart);
}

/* Two rows fit any line, but not one with a third of an instruction. */
static void test_fractions_of_instructions(void **state)
{
	static const struct measured rows[] = {
		{ "ops1", "callops-func", 400 },
		{ "ops2", "list", 2150 },
		{ "ops5", "list", 3810 },
	};
	struct apart apart;

	(void)state;
	take_apart(&apart, rows, 3);
	assert_false(apart.decomposition.explained);
	assert_near(column_of(&apart, PART_RELEVANT)->cost.value, 166.0 / 3, 1e-9);
	assert_false(column_of(&apart, PART_RELEVANT)->whole);
	forget(&apart);
}

static void assert_advised(const struct apart *apart, const char *name)
{
	for (size_t i = 0; i < apart->decomposition.advice_count; i++) {
		if (!strcmp(apart->decomposition.advice[i].name, name))
			return;
	}
	fail_msg("%s is not advised", name);
}

/* What cannot be known is not said, and what would tell is named. */
static void test_parts_that_are_not_told(void **state)
{
	static const struct measured rows[] = {
		{ "ops1", "callops-func", 400 },
		{ "ops2", "list", 2150 },
	};
	struct apart apart;

	(void)state;
	take_apart(&apart, rows, 2);
	assert_true(apart.decomposition.explained);
	assert_false(apart.decomposition.judged);
	assert_cost(&apart, PART_ENTRY, 40, 0);
	assert_false(column_of(&apart, PART_LIST)->known);
	assert_false(column_of(&apart, PART_RELEVANT)->known);
	assert_advised(&apart, "stub2");
	assert_advised(&apart, "ops2+irr1");
	assert_advised(&apart, "direct+ops1");
	assert_true(apart.decomposition.tellable[PART_LIST]);
	forget(&apart);
}

/* Measured what is advised: then nothing is advised any more. */
static void test_advice_is_enough(void **state)
{
	struct apart apart;
	struct configuration sweep[64];
	struct measured more[8] = { { "ops1", "callops-func", 400 }, { "ops2", "list", 2150 } };
	size_t count = 2;

	(void)state;
	take_apart(&apart, more, 2);
	for (size_t i = 0; i < apart.decomposition.advice_count; i++) {
		struct kernel_abilities abilities = {
			ARCHITECTURE_ARM64, true, true, true, true, false
		};

		sweep[i] = apart.decomposition.advice[i];
		assert_true(count < 8);
		more[count++] = (struct measured){
			sweep[i].name,
			path_name(configuration_expected_path(&sweep[i], &abilities)),
			1000,
		};
	}
	forget(&apart);
	take_apart(&apart, more, count);
	assert_int_equal(apart.decomposition.advice_count, 0);
	for (size_t p = 0; p < apart.decomposition.part_count; p++) {
		assert_true(apart.decomposition.parts[p].known);
		assert_int_equal(apart.decomposition.parts[p].joined, 1);
	}
	forget(&apart);
}

/* Without CALL_OPS every call of a module's ops goes through the list. */
static void test_global(void **state)
{
	static const struct measured rows[] = {
		{ "ops1", "global", 1690 },      { "ops2", "global", 2380 },
		{ "ops1+irr8", "global", 6330 }, { "ops2+irr1", "global", 2960 },
		{ "stub2", "global", 1160 },     { "direct+ops1", "global", 2420 },
	};
	const struct decomposition_part *entry;
	struct apart apart;

	(void)state;
	take_apart(&apart, rows, sizeof(rows) / sizeof(rows[0]));
	assert_true(apart.decomposition.explained);
	entry = column_of(&apart, PART_ENTRY);
	assert_ptr_equal(entry, column_of(&apart, PART_LIST));
	assert_int_equal(entry->joined, 2);
	assert_near(entry->cost.value, 100, 0);
	assert_cost(&apart, PART_RELEVANT, 69, 0);
	assert_cost(&apart, PART_IRRELEVANT, 58, 0);
	assert_cost(&apart, PART_STUB, 8, 0);
	assert_cost(&apart, PART_LATE, 4, 0);
	/* No configuration tells them apart there. */
	assert_false(apart.decomposition.tellable[PART_ENTRY]);
	assert_false(apart.decomposition.tellable[PART_LIST]);
	forget(&apart);
}

static void test_left_out(void **state)
{
	static const struct measured rows[] = {
		{ "direct", "direct", 40 },        { "direct-c", "direct", 200 },
		{ "ops1", "callops-func", 400 },   { "fentry", "direct", 3000 },
		{ "graph", "callops-func", 5000 },
	};
	struct apart apart;

	(void)state;
	take_apart(&apart, rows, sizeof(rows) / sizeof(rows[0]));
	assert_int_equal(apart.decomposition.row_count, 2);
	assert_int_equal(apart.decomposition.left_out_count, 3);
	assert_string_equal(apart.decomposition.left_out[0], "direct-c");
	assert_string_equal(apart.decomposition.left_out[1], "fentry");
	forget(&apart);
}

static void test_nothing_to_take_apart(void **state)
{
	static const struct measured rows[] = { { "fentry", "direct", 3000 } };
	struct apart apart;

	(void)state;
	take_apart(&apart, rows, 1);
	assert_int_equal(apart.decomposition.row_count, 0);
	forget(&apart);
}

/* What all rows of a block share cancels; the rest differs by up to 4 tenths. */
static int small_noise(int block, size_t row)
{
	static const int noise[] = { 3, -2, 1, 0, 2, -1, -3, 4, -4, 1, -1 };

	return noise[((size_t)block * 5 + row * 7) % 11];
}

static void test_noise(void **state)
{
	struct apart apart;

	(void)state;
	take_apart_as(&apart, arm64, ARM64_ROWS, 12, SAMPLE_FILE_HARDWARE, CYCLES, small_noise);
	assert_false(apart.decomposition.exact);
	assert_true(apart.decomposition.judged && apart.decomposition.explained);
	assert_arm64_parts(&apart, 2, 0.5);
	for (size_t p = 0; p < apart.decomposition.part_count; p++) {
		const struct estimate *cost = &apart.decomposition.parts[p].cost;

		assert_int_equal(cost->count, 12);
		assert_true(cost->interval.known);
		assert_true(cost->interval.low <= cost->value);
		assert_true(cost->value <= cost->interval.high);
	}
	assert_near(column_of(&apart, PART_RELEVANT)->cost.value, 110, 0.1);
	assert_true(apart.decomposition.deviation > 0 && apart.decomposition.deviation < 1);
	forget(&apart);
}

/* Caches that ops10 and ops32 do not fit into: 20 % more. */
static void test_noise_and_a_wrong_model(void **state)
{
	struct measured rows[ARM64_ROWS];
	struct apart apart;

	(void)state;
	memcpy(rows, arm64, sizeof(rows));
	rows[ROW_OPS10].overhead = 7860;
	take_apart_as(&apart, rows, ARM64_ROWS, 12, SAMPLE_FILE_HARDWARE, CYCLES, small_noise);
	assert_true(apart.decomposition.judged);
	assert_false(apart.decomposition.explained);
	assert_true(row_of(&apart, "ops10")->off);
	assert_true(row_of(&apart, "ops10")->residual.value > 100);
	assert_true(row_of(&apart, "ops10")->adjusted_p <= 0.05);
	forget(&apart);
}

static void test_too_few_blocks_to_judge(void **state)
{
	struct apart apart;

	(void)state;
	take_apart_as(&apart, arm64, ARM64_ROWS, 5, SAMPLE_FILE_HARDWARE, CYCLES, small_noise);
	assert_false(apart.decomposition.judged);
	assert_arm64_parts(&apart, 2, 1);
	assert_false(column_of(&apart, PART_ENTRY)->cost.interval.known);
	forget(&apart);
}

/* Blocks that lack a row are fitted without it; one that lacks the baseline tells nothing. */
static void test_blocks_with_holes(void **state)
{
	struct sample_file file;
	struct apart apart;
	char names[512];

	(void)state;
	write_names(arm64, ARM64_ROWS, names, sizeof(names));
	sample_file_begin(&file, names, 12, SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 12; block++) {
		if (block != 7)
			sample_file_add(&file, (struct sample_spec){ .block = block,
								     .configuration = "none",
								     .difference = BASELINE });
		for (size_t i = 0; i < ARM64_ROWS; i++) {
			/* ops1 alone tells entry with its two ops1+irrM; direct nobody else. */
			if (block == 3 && i == 0)
				continue;
			if (block == 4 && i == ROW_OPS10)
				continue;
			sample_file_add(&file, (struct sample_spec){
						       .block = block,
						       .configuration = arm64[i].configuration,
						       .path = arm64[i].path,
						       .difference = BASELINE + arm64[i].overhead +
								     small_noise(block, i),
					       });
		}
	}
	sample_file_read(&file, &apart.result);
	assert_int_equal(summary_make(&apart.result, &apart.summary), 0);
	assert_int_equal(decomposition_make(&apart.summary, 0, CYCLES, DECOMPOSITION_FLOOR_PERCENT,
					    &apart.decomposition),
			 0);
	assert_arm64_parts(&apart, 2, 0.5);
	assert_int_equal(column_of(&apart, PART_DIRECT)->cost.count, 10);
	assert_int_equal(column_of(&apart, PART_ENTRY)->cost.count, 11);
	assert_int_equal(row_of(&apart, "ops10")->residual.count, 10);
	assert_int_equal(row_of(&apart, "ops2")->residual.count, 11);
	assert_true(apart.decomposition.judged && apart.decomposition.explained);
	forget(&apart);
}

/* Where the summary's intervals are over loads of the module, these are, too. */
static void test_loads(void **state)
{
	struct sample_file file;
	struct apart apart;
	char names[512];

	(void)state;
	write_names(arm64, ARM64_ROWS, names, sizeof(names));
	sample_file_begin(&file, names, 24, SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 24; block++) {
		int load = block / 3;

		sample_file_add(&file, (struct sample_spec){ .block = block,
							     .load = load,
							     .configuration = "none",
							     .difference = BASELINE });
		for (size_t i = 0; i < ARM64_ROWS; i++)
			sample_file_add(&file, (struct sample_spec){
						       .block = block,
						       .load = load,
						       .configuration = arm64[i].configuration,
						       .path = arm64[i].path,
						       .difference = BASELINE + arm64[i].overhead +
								     small_noise(load, i),
					       });
	}
	sample_file_read(&file, &apart.result);
	assert_int_equal(summary_make(&apart.result, &apart.summary), 0);
	assert_int_equal(decomposition_make(&apart.summary, 0, CYCLES, DECOMPOSITION_FLOOR_PERCENT,
					    &apart.decomposition),
			 0);
	assert_arm64_parts(&apart, 2, 0.5);
	assert_int_equal(column_of(&apart, PART_RELEVANT)->cost.count, 8);
	assert_int_equal(row_of(&apart, "ops10")->residual.count, 8);
	assert_true(apart.decomposition.judged && apart.decomposition.explained);
	forget(&apart);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exact),
		cmocka_unit_test(test_one_row_is_off),
		cmocka_unit_test(test_wrong_model),
		cmocka_unit_test(test_fractions_of_instructions),
		cmocka_unit_test(test_parts_that_are_not_told),
		cmocka_unit_test(test_advice_is_enough),
		cmocka_unit_test(test_global),
		cmocka_unit_test(test_left_out),
		cmocka_unit_test(test_nothing_to_take_apart),
		cmocka_unit_test(test_noise),
		cmocka_unit_test(test_noise_and_a_wrong_model),
		cmocka_unit_test(test_too_few_blocks_to_judge),
		cmocka_unit_test(test_blocks_with_holes),
		cmocka_unit_test(test_loads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
