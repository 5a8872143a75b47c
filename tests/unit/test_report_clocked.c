// SPDX-License-Identifier: GPL-2.0-only
/*
 * What reports say of numbers that have noise: intervals, verdicts, and what these are worth.
 */
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/stop.h"
#include "report/trust.h"
#include "report_said.h"

#define VERDICTS TEST_DATA "/invented-verdicts.jsonl"
#define RELOADS TEST_DATA "/invented-reloads.jsonl"

/* The row of a metric and a configuration; the caller ends with json_decref(*root). */
static json_t *json_row(const char *path, const char *metric, const char *configuration,
			json_t **root)
{
	char *text = report_file(path, REPORT_FORMAT_JSON);
	json_t *row;
	size_t i;

	*root = json_loads(text, 0, NULL);
	free(text);
	json_array_foreach(json_object_get(*root, "results"), i, row) {
		if (!strcmp(json_string_value(json_object_get(row, "metric")), metric) &&
		    !strcmp(json_string_value(json_object_get(row, "configuration")),
			    configuration))
			return row;
	}
	fail_msg("no row of %s %s", metric, configuration);
	return NULL;
}

static double number(const json_t *row, const char *key)
{
	const json_t *value = json_object_get(row, key);

	assert_true(json_is_number(value));
	return json_number_value(value);
}

static void assert_verdict(const char *configuration, double planted, const char *verdict)
{
	json_t *root;
	const json_t *row = json_row(VERDICTS, "cycles", configuration, &root);

	assert_string_equal(json_string_value(json_object_get(row, "verdict")), verdict);
	assert_true(number(row, "overhead_low") <= planted);
	assert_true(number(row, "overhead_high") >= planted);
	assert_true(number(row, "overhead_low") < number(row, "overhead"));
	assert_true(number(row, "overhead") < number(row, "overhead_high"));
	assert_true(number(row, "lowest") <= number(row, "low"));
	assert_true(number(row, "highest") >= number(row, "high"));
	assert_true(number(row, "p") > 0 && number(row, "p") <= number(row, "adjusted_p"));
	assert_true(number(row, "detectable") > 0);
	assert_true(number(row, "floor") > 18 && number(row, "floor") < 20);
	assert_string_equal(json_string_value(json_object_get(row, "unit_of_analysis")), "block");
	json_decref(root);
}

/* tests/data/invented.py plants them. */
static void test_planted_overheads(void **state)
{
	(void)state;
	assert_verdict("direct", 3.1, "same");
	assert_verdict("ops1+irr10", 17, "undecided");
	assert_verdict("ops1", 26, "different");
	assert_verdict("ops2", 183, "different");
}

static void test_baseline_has_no_verdict(void **state)
{
	static const char *const keys[] = {
		"verdict", "p",        "adjusted_p",   "detectable",
		"floor",   "overhead", "overhead_low", "overhead_high"
	};
	json_t *root;
	const json_t *row = json_row(VERDICTS, "time", "none", &root);

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		assert_true(json_is_null(json_object_get(row, keys[i])));
	assert_true(number(row, "low") < number(row, "value"));
	json_decref(root);
}

/* An exact count has its lowest and highest as ever, and no statistics. */
static void test_exact_counts_have_no_statistics(void **state)
{
	static const char *const keys[] = { "verdict",    "p",     "adjusted_p",
					    "detectable", "floor", "unit_of_analysis" };
	json_t *root;
	const json_t *row =
		json_row(TEST_DATA "/arm64-emulated.jsonl", "kernel-instructions", "ops2", &root);

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		assert_true(json_is_null(json_object_get(row, keys[i])));
	assert_true(number(row, "low") == 223 && number(row, "overhead_high") == 215);
	json_decref(root);
}

/* What was not found to be different says what could have been found. */
static void test_notes_of_verdicts(void **state)
{
	char *text = report_file(VERDICTS, REPORT_FORMAT_TEXT);

	(void)state;
	assert_fits_columns(text, WRAP_TABLE_COLUMNS);
	assert_contains(text, "\nsame within 1 % (19 cycles): direct; the smallest difference that "
			      "would\n  have been found in 8 of 10 runs: ");
	assert_contains(text, "\nundecided whether within 1 % (19 cycles): ops1+irr10; ");
	assert_contains(text, " blocks would tell\n");
	/* Of instructions 4 are told, though 1 % would be 23. */
	assert_lacks(text, "kernel-instructions): direct");
	assert_contains(text, "within 1 % of none, and exactly for instructions\n");
	free(text);
	text = report_file(VERDICTS, REPORT_FORMAT_MARKDOWN);
	assert_contains(text, " | 95 % | overhead | 95 % | x direct | verdict |\n");
	assert_contains(text, "| same |\n");
	free(text);
}

static char *report_with_floor(double floor_percent)
{
	const struct report_settings settings = { .format = REPORT_FORMAT_TEXT,
						  .has_floor = true,
						  .floor_percent = floor_percent };
	struct result_error error;
	struct result result;
	struct report_input input = { .name = "a file", .result = &result };
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	assert_int_equal(result_read_path(VERDICTS, &result, &error), 0);
	assert_int_equal(report_print(out, &settings, &input, 1), 0);
	fclose(out);
	result_free(&result);
	return text;
}

static void test_floor(void **state)
{
	char *text = report_with_floor(5);

	(void)state;
	assert_contains(text, "\nsame within 5 % (96 cycles): direct, ops1, ops1+irr10; the");
	assert_contains(text, "\"same\": within 5 % of none");
	assert_lacks(text, "undecided");
	free(text);
	/* Without one, only a difference can be found. */
	text = report_with_floor(1);
	assert_contains(text, "\nsame within 1 % (23 kernel-instructions): direct; no block says "
			      "anything\n  else\n");
	free(text);
	text = report_with_floor(0);
	assert_lacks(text, "cycles): direct");
	free(text);
}

/* Five blocks have no interval of that confidence: nothing is said that would need one. */
static void test_too_few_blocks(void **state)
{
	for (int blocks = 5; blocks <= 6; blocks++) {
		struct sample_file file;
		struct result result;
		char *csv;

		(void)state;
		sample_file_begin(&file, "\"none\",\"ops1\"", blocks, SAMPLE_FILE_HARDWARE);
		for (int block = 0; block < blocks; block++) {
			sample_file_add(&file, (struct sample_spec){ .configuration = "none",
								     .block = block,
								     .difference = 80 });
			sample_file_add(&file, (struct sample_spec){ .configuration = "ops1",
								     .block = block,
								     .difference = 480 + block });
		}
		sample_file_read(&file, &result);
		csv = report(&result, REPORT_FORMAT_CSV);
		if (blocks == 5)
			assert_contains(csv, ",ops1,nop,cycles,cycles,96.4,,,80.4,,,5,0\n");
		else
			assert_contains(csv, ",80.5,80,81,6,0\n");
		free(csv);
	}
}

static void test_too_few_blocks_are_said(void **state)
{
	struct sample_file file;
	struct result result;
	char *text;

	(void)state;
	sample_file_begin(&file, "\"none\"", 1, SAMPLE_FILE_HARDWARE);
	sample_file_add(&file, (struct sample_spec){ .configuration = "none", .difference = 80 });
	sample_file_read(&file, &result);
	text = report(&result, REPORT_FORMAT_TEXT);
	assert_contains(text, "intervals and verdicts take 6 of them\n");
	assert_contains(text,
			"\nnone           nop     16.000     -         -     -         -  -\n");
	free(text);
}

/* A hundred times the noise, and 6 blocks: 1 of 32 is no 5 % once there are two rows. */
static void test_too_few_blocks_for_so_many_rows(void **state)
{
	struct sample_file file;
	struct result result;
	char *text;

	(void)state;
	sample_file_begin(&file, "\"none\",\"ops1\",\"ops2\"", 6, SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 6; block++) {
		struct sample_spec spec = { .block = block, .difference = 80 + block % 3 };

		spec.configuration = "none";
		sample_file_add(&file, spec);
		spec.difference = 400 + block;
		spec.configuration = "ops1";
		sample_file_add(&file, spec);
		spec.configuration = "ops2";
		sample_file_add(&file, spec);
	}
	sample_file_read(&file, &result);
	text = report(&result, REPORT_FORMAT_TEXT);
	/* A line may break before each word. */
	for (char *c = text; (c = strstr(c, "\n  "));) {
		memmove(c + 1, c + 3, strlen(c + 3) + 1);
		*c = ' ';
	}
	assert_contains(text, "ops1, ops2; 6 blocks are too few to find any difference among 2 "
			      "rows; about 7 blocks would tell\n");
	assert_lacks(text, "8 of 10 runs");
	free(text);
}

/* A cell that lost blocks may have too few where the others have enough. */
static void test_one_cell_with_too_few_blocks(void **state)
{
	struct sample_file file;
	struct result result;
	char *text;

	(void)state;
	sample_file_begin(&file, "\"none\",\"ops1\",\"ops2\"", 8, SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 8; block++) {
		struct sample_spec spec = { .block = block, .difference = 80 + block % 3 };

		spec.configuration = "none";
		sample_file_add(&file, spec);
		spec.configuration = "ops1";
		if (block < 5)
			sample_file_add(&file, spec);
		spec.configuration = "ops2";
		if (block < 7)
			sample_file_add(&file, spec);
	}
	sample_file_read(&file, &result);
	text = report(&result, REPORT_FORMAT_TEXT);
	assert_contains(text, "\nops1: 5 of 8 blocks only, too few for an interval\n");
	assert_contains(text, "\nops2: 7 of 8 blocks only\n");
	free(text);
}

/* Nobody is to take an emulator's time for hardware's, whatever of a report he sees. */
static void test_emulated_without_a_counter(void **state)
{
	static const char *const words[REPORT_FORMAT_COUNT] = {
		[REPORT_FORMAT_TEXT] = "the emulator's nanoseconds per call, not\n  hardware's\n",
		[REPORT_FORMAT_MARKDOWN] = "the emulator's nanoseconds per call, not hardware's\n",
		[REPORT_FORMAT_CSV] = ",time,emulated-ns,",
		[REPORT_FORMAT_JSON] = "\"unit\": \"emulated-ns\"",
		[REPORT_FORMAT_COMMIT] =
			": the emulator's nanoseconds per\n  call, not hardware's\n",
	};

	(void)state;
	for (int format = 0; format < REPORT_FORMAT_COUNT; format++) {
		char *text = report_file(TEST_DATA "/emulated-no-counter.jsonl",
					 (enum report_format)format);

		assert_contains(text, words[format]);
		assert_lacks(text, "time,ns");
		assert_lacks(text, "\"ns\"");
		assert_lacks(text, ": nanoseconds");
		free(text);
	}
}

/* Nor a simulation's numbers, of which not even the instructions are any machine's. */
static void test_simulated(void **state)
{
	static const char *const words[REPORT_FORMAT_COUNT] = {
		[REPORT_FORMAT_TEXT] = ": simulated cycles per call, of no machine\n",
		[REPORT_FORMAT_MARKDOWN] = "\nsimulated cycles per call, of no machine\n",
		[REPORT_FORMAT_CSV] = ",cycles,simulated-cycles,",
		[REPORT_FORMAT_JSON] = "\"unit\": \"simulated-instructions\"",
		[REPORT_FORMAT_COMMIT] = ": simulated cycles per call, of\n  no machine\n",
	};

	(void)state;
	for (int format = 0; format < REPORT_FORMAT_COUNT; format++) {
		struct sample_file file;
		struct result result;
		char *text;

		sample_file_begin(&file, "\"none\"", 1, SAMPLE_FILE_SIMULATED);
		sample_file_add(&file,
				(struct sample_spec){ .configuration = "none", .difference = 80 });
		sample_file_read(&file, &result);
		text = report(&result, (enum report_format)format);
		assert_contains(text, words[format]);
		assert_lacks(text, "hardware");
		assert_lacks(text, "Measured by");
		assert_lacks(text, "To measure it again");
		if (format == REPORT_FORMAT_JSON) {
			assert_contains(text, "\"clock\": \"simulated\"");
			assert_contains(text, "\"simulated\": true");
		} else if (format != REPORT_FORMAT_CSV) {
			assert_contains(text, "SIMULATED: every number here is made up, and of no "
					      "machine\n");
		}
		free(text);
	}
}

static void test_no_counter(void **state)
{
	char *text = report_file(TEST_DATA "/invented-no-pmu.jsonl", REPORT_FORMAT_TEXT);

	(void)state;
	assert_contains(text, "\nno counter on this machine: nanoseconds only\n");
	assert_contains(text, "\ntimes from CLOCK_MONOTONIC_RAW in steps of 42 ns\n");
	assert_contains(text, ": nanoseconds per call\n");
	assert_lacks(text, "cycles");
	free(text);
}

/* What changed meanwhile, and which cells are on no line; equal notes are one. */
static void test_what_a_run_noticed(void **state)
{
	char *text = report_file(RELOADS, REPORT_FORMAT_TEXT);

	(void)state;
	/* One of several types of core is a board of its own. */
	assert_contains(text, "arm64, Invented Board 9 (exists nowhere), core armv8_invented_big,");
	assert_contains(text, "\nmeasured on CPU 5\n");
	assert_contains(text, "\nchanged while it ran: frequency: 1790 MHz, was 1800 MHz\n");
	assert_contains(text, "\nchanged while it ran: 2 more, in the file\n");
	assert_contains(text,
			"\ndirect, ops2: more calls do not cost as much more: ns: 644 a call");
	assert_contains(text, "\ncounters read in user space, 11 ns a read: kernel-instructions, "
			      "cycles\n");
	free(text);
}

/* With a layout drawn anew for each load, the loads are what is independent. */
static void test_loads_are_the_unit(void **state)
{
	char *text = report_file(RELOADS, REPORT_FORMAT_TEXT);
	json_t *root;
	const json_t *row = json_row(RELOADS, "cycles", "ops2", &root);

	(void)state;
	assert_string_equal(json_string_value(json_object_get(row, "unit_of_analysis")), "load");
	assert_string_equal(json_string_value(json_object_get(row, "board")),
			    "Invented Board 9 (exists nowhere) (armv8_invented_big)");
	json_decref(root);
	assert_contains(text, "\nhardware: medians over 8 loads of the module, ");
	free(text);
}

static void test_too_few_loads(void **state)
{
	struct sample_file file;
	struct result result;
	char *text;

	(void)state;
	sample_file_begin(&file, "\"none\"", 8, SAMPLE_FILE_HARDWARE);
	for (int block = 0; block < 8; block++)
		sample_file_add(&file, (struct sample_spec){ .configuration = "none",
							     .block = block,
							     .load = block / 2,
							     .difference = 80 });
	sample_file_read(&file, &result);
	text = report(&result, REPORT_FORMAT_TEXT);
	assert_contains(text, "\nhardware: medians over the 8 blocks, ");
	assert_contains(text,
			"\nthe module was loaded 4 times, too few for intervals over loads, ");
	free(text);
}

static void test_precision_that_was_not_reached(void **state)
{
	struct result_error error;
	struct result result;
	struct trust trust;
	char *text;

	(void)state;
	assert_int_equal(result_read_path(TEST_DATA "/invented-imprecise.jsonl", &result, &error),
			 0);
	assert_int_equal(trust_judge(&result, &trust), 0);
	assert_true(trust.measured);
	assert_string_equal(
		trust.reasons,
		"the precision was not reached when the time was up: getppid "
		"direct: +-1.6 %, asked for 0.2 %; it would take about 700 blocks, 64 minutes");
	text = report(&result, REPORT_FORMAT_TEXT);
	/* It stopped as it was told to: 1000 blocks were the most, not the plan. */
	assert_contains(text, ", 11 blocks\n");
	assert_contains(
		text,
		"\nthe precision was not reached when the time was up: getppid direct:\n  +-1.6 %");
	free(text);
}

static void test_why_it_stopped(void **state)
{
	static const struct {
		struct result_stop stop;
		const char *said;
	} cases[] = {
		{ { NULL, NULL, RESULT_REACHED_UNKNOWN }, NULL },
		{ { "blocks", NULL, RESULT_REACHED_UNKNOWN }, NULL },
		{ { "blocks", "t", RESULT_NOT_REACHED },
		  "the precision was not reached in all blocks" },
		{ { "precision", "t", RESULT_REACHED }, "the precision is reached" },
		{ { "time", NULL, RESULT_REACHED_UNKNOWN }, "the time was up" },
		{ { "signal", NULL, RESULT_REACHED_UNKNOWN }, NULL },
		{ { "of tomorrow", "t", RESULT_NOT_REACHED }, "the precision was not reached" },
		{ { "of tomorrow", "t", RESULT_REACHED }, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *said = stop_said(&cases[i].stop);

		assert_int_equal(said != NULL, cases[i].said != NULL);
		if (said)
			assert_string_equal(said, cases[i].said);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_planted_overheads),
		cmocka_unit_test(test_baseline_has_no_verdict),
		cmocka_unit_test(test_exact_counts_have_no_statistics),
		cmocka_unit_test(test_notes_of_verdicts),
		cmocka_unit_test(test_floor),
		cmocka_unit_test(test_too_few_blocks),
		cmocka_unit_test(test_too_few_blocks_are_said),
		cmocka_unit_test(test_too_few_blocks_for_so_many_rows),
		cmocka_unit_test(test_one_cell_with_too_few_blocks),
		cmocka_unit_test(test_emulated_without_a_counter),
		cmocka_unit_test(test_simulated),
		cmocka_unit_test(test_no_counter),
		cmocka_unit_test(test_what_a_run_noticed),
		cmocka_unit_test(test_loads_are_the_unit),
		cmocka_unit_test(test_too_few_loads),
		cmocka_unit_test(test_precision_that_was_not_reached),
		cmocka_unit_test(test_why_it_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
