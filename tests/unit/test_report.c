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

#include "report/number.h"
#include "report/report.h"
#include "report/trust.h"
#include "report/wrap.h"
#include "sample_file.h"

#define KEYS                                                                                 \
	"board,arch,kernel,workload,configuration,path,metric,unit,value,low,high,overhead," \
	"overhead_low,overhead_high,blocks,invalid"

/* The report of one result, which is freed; the caller frees the text. */
static char *report(struct result *result, enum report_format format)
{
	struct report_input input = { .name = "a file", .result = result };
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	assert_int_equal(report_print(out, format, &input, 1), 0);
	fclose(out);
	result_free(result);
	return text;
}

static char *report_file(const char *path, enum report_format format)
{
	struct result result;
	struct result_error error;

	assert_int_equal(result_read_path(path, &result, &error), 0);
	return report(&result, format);
}

static void assert_contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in:\n%s", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("'%s' is in:\n%s", part, text);
}

static void assert_fits(const char *text)
{
	for (const char *line = text; *line; line += strspn(line, "\n")) {
		size_t length = strcspn(line, "\n");

		if (length > WRAP_COLUMNS)
			fail_msg("%zu columns: %.*s", length, (int)length, line);
		for (size_t i = 0; i < length; i++)
			assert_true(line[i] >= ' ' && line[i] <= '~');
		if (length)
			assert_int_not_equal(line[length - 1], ' ');
		line += length;
	}
}

static void test_numbers_for_people(void **state)
{
	static const struct {
		struct value value;
		int decimals;
		const char *text;
	} cases[] = {
		{ { 48, true }, 3, "48" },
		{ { 48, false }, 2, "48.00" },
		{ { 48.0049, false }, 2, "48.00" },
		{ { -0.001, false }, 2, "0.00" },
		{ { -3.25, false }, 2, "-3.25" },
		{ { 0, true }, 2, "0" },
		{ { 123456789, true }, 2, "123456789" },
		{ { 9.2233e18, true }, 2, "9.223e+18" },
	};
	char text[NUMBER_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		number_for_people(text, cases[i].value, cases[i].decimals);
		assert_string_equal(text, cases[i].text);
	}
}

static void test_ranges(void **state)
{
	char text[NUMBER_RANGE_SIZE];

	(void)state;
	number_range(text, (struct value){ 8, true }, (struct value){ 8, true }, 2);
	assert_string_equal(text, "+-0");
	number_range(text, (struct value){ 8, true }, (struct value){ 12, true }, 2);
	assert_string_equal(text, "8..12");
	number_range(text, (struct value){ 8, true }, (struct value){ 8.5, false }, 2);
	assert_string_equal(text, "8.00..8.50");
	number_range(text, (struct value){ 8, true }, (struct value){ 8.001, false }, 2);
	assert_string_equal(text, "<0.01");
}

static void test_numbers_for_programs(void **state)
{
	char text[NUMBER_SIZE];

	(void)state;
	number_for_programs(text, (struct value){ 48, true });
	assert_string_equal(text, "48");
	number_for_programs(text, (struct value){ 48.25, false });
	assert_string_equal(text, "48.25");
	number_for_programs(text, (struct value){ 1e9 / 3, false });
	assert_string_equal(text, "333333333.333333");
	number_for_programs(text, (struct value){ -1e-9, false });
	assert_string_equal(text, "0");
}

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
	assert_fits(text);
	assert_contains(text, "cycles per call");
	assert_contains(text, "nanoseconds per call");
	assert_contains(text, "..");
	assert_lacks(text, "instruction clock");
	assert_contains(csv, ",cycles,cycles,");
	assert_contains(csv, ",time,ns,");
	free(text);
	free(csv);
}

/* The longest names, and numbers up to the largest: nothing is wider than a commit message. */
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
		assert_fits(text);
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
	char keys[sizeof(KEYS)] = "";
	const char *key;
	json_t *value;

	(void)state;
	json_object_foreach(row, key, value) {
		if (*keys)
			strcat(keys, ",");
		assert_true(strlen(keys) + strlen(key) < sizeof(keys));
		strcat(keys, key);
	}
	assert_string_equal(keys, KEYS);
	assert_string_equal(json_string_value(json_object_get(row, "configuration")), "direct");
	assert_true(json_is_null(json_object_get(row, "value")));
	assert_true(json_is_null(json_object_get(row, "board")));
	assert_int_equal(json_integer_value(json_object_get(row, "blocks")), 0);
	assert_string_equal(json_string_value(json_object_get(file, "clock")), "instruction");
	assert_true(json_is_true(json_object_get(file, "complete")));
	assert_int_equal(json_integer_value(json_object_get(file, "seed")), 42);
	json_decref(root);
	free(text);
}

static void test_notes(void **state)
{
	char *text = report_file(TEST_DATA "/unavailable.jsonl", REPORT_FORMAT_TEXT);

	(void)state;
	assert_fits(text);
	assert_contains(text,
			"direct, direct+ops1: not available: this kernel has no direct calls");
	assert_contains(text, "ops2: no valid sample: the path is nop, not global\n");
	assert_contains(text, "warning: another tracer was active at the start\n");
	free(text);
}

/* Who reads a table that was cut up sees the mark all the same. */
static void test_dirty_is_part_of_the_name(void **state)
{
	static const char *const marked[REPORT_FORMAT_COUNT] = {
		[REPORT_FORMAT_TEXT] = "\ndirty:ops1     nop ",
		[REPORT_FORMAT_MARKDOWN] = "\n| dirty:ops1 | nop |",
		[REPORT_FORMAT_CSV] = ",kloop,dirty:ops1,nop,",
		[REPORT_FORMAT_JSON] = "\"configuration\": \"dirty:ops1\"",
	};
	static const char *const clean[REPORT_FORMAT_COUNT] = {
		[REPORT_FORMAT_TEXT] = "\nnone           nop ",
		[REPORT_FORMAT_MARKDOWN] = "\n| none | nop |",
		[REPORT_FORMAT_CSV] = ",kloop,none,nop,",
		[REPORT_FORMAT_JSON] = "\"configuration\": \"none\"",
	};

	(void)state;
	for (int format = 0; format < REPORT_FORMAT_COUNT; format++) {
		struct sample_file file;
		struct result result;
		char *text;

		sample_file_begin(&file, "\"none\",\"ops1\",\"ops2\"", 1, SAMPLE_FILE_EMULATED);
		sample_file_add(&file, (struct sample_spec){ .configuration = "none" });
		sample_file_add(&file, (struct sample_spec){ .configuration = "ops1" });
		sample_file_event(&file, "dirty", "ops1", "f (1) R");
		/* What was never measured is not dirty, either. */
		sample_file_event(&file, "dirty", "ops2", "f (1) R");
		sample_file_read(&file, &result);
		text = report(&result, (enum report_format)format);
		assert_contains(text, marked[format]);
		assert_contains(text, clean[format]);
		assert_lacks(text, "dirty:ops2");
		if (format == REPORT_FORMAT_TEXT)
			assert_contains(text, "\ndirty:ops1: somebody else traced or probed the "
					      "tracee, too: f (1) R\n");
		free(text);
	}
}

/* The longest names lose their end, never the mark; and a comma its quotes. */
static void test_dirty_of_hostile_names(void **state)
{
	struct sample_file file;
	struct result result;
	char *text;

	(void)state;
	sample_file_begin(
		&file,
		"\"01234567890123456789012345678901234567890123456789012345678901234567890\"", 1,
		SAMPLE_FILE_EMULATED);
	sample_file_add(&file,
			(struct sample_spec){
				.configuration = "0123456789012345678901234567890123456789012345678"
						 "9012345678901234567890",
				.path = "a-path-that-nobody-would-call-like-this" });
	fprintf(file.out, "{\"record\":\"event\",\"kind\":\"dirty\",\"text\":\"f\"}\n");
	sample_file_read(&file, &result);
	text = report(&result, REPORT_FORMAT_TEXT);
	assert_fits(text);
	assert_contains(text, "\ndirty:0");
	free(text);

	sample_file_begin(&file, "\"a,b\"", 1, SAMPLE_FILE_EMULATED);
	sample_file_add(&file, (struct sample_spec){ .configuration = "a,b" });
	sample_file_event(&file, "dirty", "a,b", "f");
	sample_file_read(&file, &result);
	text = report(&result, REPORT_FORMAT_CSV);
	assert_contains(text, ",\"dirty:a,b\",");
	free(text);
}

static void test_reasons_of_invalid_samples(void **state)
{
	static const char *const reasons[] = {
		"the site changed", "ops joined", "the site changed", "lost", "late", "later"
	};
	struct sample_file file;
	struct result result;
	char *text;

	(void)state;
	sample_file_begin(&file, "\"none\"", 7, SAMPLE_FILE_EMULATED);
	for (int block = 0; block < 7; block++)
		sample_file_add(
			&file, (struct sample_spec){ .configuration = "none",
						     .block = block,
						     .status = block < 6 ? "invalid" : "valid",
						     .reason = block < 6 ? reasons[block] : NULL });
	sample_file_read(&file, &result);
	text = report(&result, REPORT_FORMAT_TEXT);
	assert_contains(text, "\nnone: 6 invalid samples: the site changed (2); ops joined (1); "
			      "lost (1);\n  other reasons (2)\n");
	free(text);

	sample_file_begin(&file, "\"none\"", 2, SAMPLE_FILE_EMULATED);
	for (int block = 0; block < 2; block++)
		sample_file_add(&file, (struct sample_spec){ .configuration = "none",
							     .block = block,
							     .status = "invalid",
							     .reason = reasons[block] });
	sample_file_read(&file, &result);
	text = report(&result, REPORT_FORMAT_TEXT);
	assert_contains(text, "\nnone: no valid sample: the site changed (1); ops joined (1)\n");
	free(text);
}

/* A kernel that is not well may say so a thousand times. */
static void test_kernel_log(void **state)
{
	struct sample_file file;
	struct result result;
	struct trust trust;
	char long_line[400];
	char *text;

	(void)state;
	sample_file_begin(&file, "\"none\"", 1, SAMPLE_FILE_HARDWARE);
	sample_file_add(&file, (struct sample_spec){ .configuration = "none" });
	for (int i = 1; i <= 5; i++) {
		snprintf(long_line, sizeof(long_line), "BUG: number %d", i);
		sample_file_event(&file, "kernel-log", "none", long_line);
	}
	sample_file_read(&file, &result);
	assert_int_equal(trust_judge(&result, &trust), 0);
	assert_true(trust.measured);
	assert_string_equal(trust.reasons, "the kernel log: \"BUG: number 1\", and 4 more");
	text = report(&result, REPORT_FORMAT_TEXT);
	assert_contains(text, "\nthe kernel log: \"BUG: number 3\"\n");
	assert_lacks(text, "BUG: number 4");
	assert_contains(text, "\nthe kernel log: 2 more, in the file\n");
	free(text);

	/* One line again and again. */
	sample_file_begin(&file, "\"none\"", 1, SAMPLE_FILE_HARDWARE);
	sample_file_add(&file, (struct sample_spec){ .configuration = "none" });
	for (int i = 0; i < 5; i++)
		sample_file_event(&file, "kernel-log", "none", "BUG: the same");
	sample_file_read(&file, &result);
	text = report(&result, REPORT_FORMAT_TEXT);
	assert_contains(text, "\nthe kernel log: \"BUG: the same\"\nthe kernel log: 4 more, in the "
			      "file\n");
	free(text);

	/* The other reasons have their place behind a long line. */
	sample_file_begin(&file, "\"none\"", 1, SAMPLE_FILE_EMULATED_INEXACT);
	sample_file_add(&file, (struct sample_spec){ .configuration = "none" });
	memset(long_line, 'x', sizeof(long_line) - 1);
	long_line[sizeof(long_line) - 1] = '\0';
	sample_file_event(&file, "kernel-log", "none", long_line);
	sample_file_read(&file, &result);
	assert_int_equal(trust_judge(&result, &trust), 0);
	assert_contains(trust.reasons, "x\"; emulated without an instruction clock");
	result_free(&result);
}

static void judge(const char *emulation, long long late, const char *status, struct trust *trust)
{
	struct sample_file file;
	struct result result;

	sample_file_begin(&file, "\"none\",\"ops1\"", 2, emulation);
	sample_file_add(&file, (struct sample_spec){ .configuration = "ops1", .difference = 80 });
	sample_file_add(&file, (struct sample_spec){ .configuration = "ops1",
						     .block = 1,
						     .status = status,
						     .difference = 80 + late });
	sample_file_read(&file, &result);
	assert_int_equal(trust_judge(&result, trust), 0);
	result_free(&result);
}

static void test_trust(void **state)
{
	struct trust trust;

	(void)state;
	judge(SAMPLE_FILE_EMULATED, 0, "valid", &trust);
	assert_true(trust.measured);
	assert_string_equal(trust.reasons, "");
	judge(SAMPLE_FILE_EMULATED, 1, "valid", &trust);
	assert_string_equal(trust.reasons, "kernel instructions differ between blocks in 1 place, "
					   "first in kloop ops1 by 0.1");
	judge(SAMPLE_FILE_EMULATED, 0, "invalid", &trust);
	assert_string_equal(trust.reasons, "1 invalid sample (no reason is given)");
	judge(SAMPLE_FILE_HARDWARE, 5, "valid", &trust);
	assert_string_equal(trust.reasons, "");
	judge(SAMPLE_FILE_EMULATED_INEXACT, 5, "valid", &trust);
	assert_contains(trust.reasons, "without an instruction clock");
}

static void test_write_error(void **state)
{
	struct result result;
	struct result_error error;
	struct report_input input = { .name = "a file", .result = &result };
	FILE *full = fopen("/dev/full", "we");

	(void)state;
	assert_non_null(full);
	assert_int_equal(result_read_path(TEST_DATA "/uneven.jsonl", &result, &error), 0);
	assert_int_equal(report_print(full, REPORT_FORMAT_TEXT, &input, 1), -ENOSPC);
	fclose(full);
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_for_people),
		cmocka_unit_test(test_ranges),
		cmocka_unit_test(test_numbers_for_programs),
		cmocka_unit_test(test_text_of_an_emulator),
		cmocka_unit_test(test_no_format_shows_emulated_time),
		cmocka_unit_test(test_hardware_shows_cycles_and_time),
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_hostile_names),
		cmocka_unit_test(test_csv_keys),
		cmocka_unit_test(test_json_keys),
		cmocka_unit_test(test_notes),
		cmocka_unit_test(test_dirty_is_part_of_the_name),
		cmocka_unit_test(test_dirty_of_hostile_names),
		cmocka_unit_test(test_reasons_of_invalid_samples),
		cmocka_unit_test(test_kernel_log),
		cmocka_unit_test(test_trust),
		cmocka_unit_test(test_write_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
