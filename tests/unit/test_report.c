// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables in every format.
 */
#include <errno.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report_said.h"

#define KEYS                                                                                 \
	"board,arch,kernel,workload,configuration,path,metric,unit,value,low,high,overhead," \
	"overhead_low,overhead_high,blocks,invalid"
#define JSON_KEYS KEYS ",verdict,p,adjusted_p,detectable,floor,unit_of_analysis,lowest,highest"

static void test_text_of_an_emulator(void **state)
{
	char *text = report_file(TEST_DATA "/arm64-emulated.jsonl", REPORT_FORMAT_TEXT);

	(void)state;
	assert_fits(text);
	assert_contains(text, "instruction clock");
	assert_contains(text,
			"direct+ops1    list-direct        230       222     55.50     +-0\n");
	assert_contains(text, "user-mode instructions per iteration: 3\n");
	assert_lacks(text, "cycles");
	assert_lacks(text, "nanoseconds");
	free(text);
}

/* Whatever the format: an emulator's cycles and times are nobody's. */
static void test_no_format_shows_emulated_time(void **state)
{
	(void)state;
	for (int format = 0; format < REPORT_FORMAT_COUNT; format++) {
		char *text = report_file(TEST_DATA "/riscv64-emulated.jsonl",
					 (enum report_format)format);

		assert_lacks(text, "cycles");
		assert_lacks(text, "time,");
		assert_lacks(text, "\"time\"");
		assert_lacks(text, "nanoseconds");
		free(text);
	}
}

static void test_hardware_shows_cycles_and_time(void **state)
{
	char *text = report_file(TEST_DATA "/invented-hardware.jsonl", REPORT_FORMAT_TEXT);
	char *csv = report_file(TEST_DATA "/invented-hardware.jsonl", REPORT_FORMAT_CSV);

	(void)state;
	assert_fits_columns(text, WRAP_TABLE_COLUMNS);
	assert_contains(text, "cycles per call");
	assert_contains(text, "nanoseconds per call");
	assert_contains(text, " +-");
	assert_lacks(text, "instruction clock");
	assert_contains(csv, ",cycles,cycles,");
	assert_contains(csv, ",time,ns,");
	free(text);
	free(csv);
}

/* The longest names, and numbers up to the largest: nothing is wider than a terminal. */
static void test_widths(void **state)
{
	static const long long differences[] = { 80,         1234567,      99999999999,
						 1000000000, 123456789012, 9000000000000000 / 3 };

	(void)state;
	for (size_t i = 0; i < sizeof(differences) / sizeof(differences[0]); i++) {
		struct sample_file file;
		struct result result;
		char *text;

		sample_file_begin(&file, "\"none\",\"direct\",\"ops1+irr256\",\"direct+ops256\"", 2,
				  SAMPLE_FILE_HARDWARE);
		for (int block = 0; block < 2; block++) {
			struct sample_spec spec = { .block = block, .difference = 71 };

			spec.configuration = "none";
			sample_file_add(&file, spec);
			spec.difference = 99;
			spec.configuration = "direct";
			spec.path = "callops-direct";
			sample_file_add(&file, spec);
			spec.difference = differences[i] + block * 1234577LL;
			spec.configuration = "ops1+irr256";
			spec.path = "callops-func";
			sample_file_add(&file, spec);
			spec.configuration = "direct+ops256";
			spec.path = "list-direct";
			sample_file_add(&file, spec);
		}
		sample_file_read(&file, &result);
		text = report(&result, REPORT_FORMAT_TEXT);
		assert_fits_columns(text, WRAP_TABLE_COLUMNS);
		assert_contains(text, "ops1+irr256");
		assert_contains(text, "direct+ops256");
		assert_contains(text, "callops-direct");
		free(text);
	}
}

static void test_hostile_names(void **state)
{
	struct sample_file file;
	struct result result;
	char *text;

	(void)state;
	sample_file_begin(
		&file,
		"\"none\",\"\\u001b[2J\",\"a|b,c\\\"d\",\"0123456789012345678901234567890123"
		"456789012345678901234567890123456789012345678901234567890123456789\"",
		1, SAMPLE_FILE_EMULATED);
	sample_file_add(&file, (struct sample_spec){ .configuration = "none", .difference = 80 });
	sample_file_read(&file, &result);
	text = report(&result, REPORT_FORMAT_TEXT);
	assert_fits(text);
	assert_contains(text, "~");
	free(text);

	sample_file_begin(&file, "\"none\",\"a|b,c\\\"d\"", 1, SAMPLE_FILE_EMULATED);
	sample_file_read(&file, &result);
	text = report(&result, REPORT_FORMAT_CSV);
	assert_contains(text, ",\"a|b,c\"\"d\",");
	free(text);

	sample_file_begin(&file, "\"none\",\"a|b,c\\\"d\"", 1, SAMPLE_FILE_EMULATED);
	sample_file_read(&file, &result);
	text = report(&result, REPORT_FORMAT_MARKDOWN);
	assert_contains(text, "| a\\|b,c\"d |");
	free(text);
}

static void test_csv_keys(void **state)
{
	char *text = report_file(TEST_DATA "/arm64-emulated.jsonl", REPORT_FORMAT_CSV);

	(void)state;
	assert_memory_equal(text, KEYS "\n", strlen(KEYS "\n"));
	assert_contains(text, "\nQEMU virt,arm64,7.2.12-arm64,kloop,ops1,callops-func,"
			      "kernel-instructions,instructions,48,48,48,40,40,40,4,0\n");
	assert_contains(text, "\nQEMU virt,arm64,7.2.12-arm64,getppid,none,nop,"
			      "user-instructions,instructions,3,3,3,,,,4,0\n");
	free(text);
}

static void test_json_keys(void **state)
{
	char *text = report_file(TEST_DATA "/unavailable.jsonl", REPORT_FORMAT_JSON);
	json_t *root = json_loads(text, 0, NULL);
	json_t *row = json_array_get(json_object_get(root, "results"), 2);
	json_t *file = json_array_get(json_object_get(root, "files"), 0);
	char keys[sizeof(JSON_KEYS)] = "";
	const char *key;
	json_t *value;

	(void)state;
	json_object_foreach(row, key, value) {
		if (*keys)
			strcat(keys, ",");
		assert_true(strlen(keys) + strlen(key) < sizeof(keys));
		strcat(keys, key);
	}
	assert_string_equal(keys, JSON_KEYS);
	assert_string_equal(json_string_value(json_object_get(row, "configuration")), "direct");
	assert_true(json_is_null(json_object_get(row, "value")));
	assert_string_equal(json_string_value(json_object_get(row, "board")), "machine not known");
	assert_int_equal(json_integer_value(json_object_get(row, "blocks")), 0);
	assert_string_equal(json_string_value(json_object_get(file, "clock")), "instruction");
	assert_true(json_is_true(json_object_get(file, "complete")));
	assert_int_equal(json_integer_value(json_object_get(file, "seed")), 42);
	assert_true(json_is_null(json_object_get(file, "engine_ns_per_sample")));
	json_decref(root);
	free(text);
}

static void test_write_error(void **state)
{
	struct result result;
	struct result_error error;
	struct report_input input = { .name = "a file", .result = &result };
	const struct report_settings settings = { .format = REPORT_FORMAT_TEXT };
	FILE *full = fopen("/dev/full", "we");

	(void)state;
	assert_non_null(full);
	assert_int_equal(result_read_path(TEST_DATA "/uneven.jsonl", &result, &error), 0);
	assert_int_equal(report_print(full, &settings, &input, 1), -ENOSPC);
	fclose(full);
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_of_an_emulator),
		cmocka_unit_test(test_no_format_shows_emulated_time),
		cmocka_unit_test(test_hardware_shows_cycles_and_time),
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_hostile_names),
		cmocka_unit_test(test_csv_keys),
		cmocka_unit_test(test_json_keys),
		cmocka_unit_test(test_write_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
