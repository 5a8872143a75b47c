// SPDX-License-Identifier: GPL-2.0-only
/*
 * What stands below the tables, the mark of a dirty tracee, and what a file is worth.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/trust.h"
#include "report_said.h"

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

/* Its cost is a row, but in no format an overhead; a note says what the row is. */
static void test_a_loop_without_its_call(void **state)
{
	static const char *const row[REPORT_FORMAT_COUNT] = {
		[REPORT_FORMAT_TEXT] =
			"\nloop           nop          3         -         -       -\n",
		[REPORT_FORMAT_MARKDOWN] = "\n| loop | nop | 3 | - | - | - |\n",
		[REPORT_FORMAT_CSV] =
			",kloop,loop,nop,kernel-instructions,instructions,3,3,3,,,,1,0\n",
		[REPORT_FORMAT_JSON] = "\"overhead\": null",
		[REPORT_FORMAT_COMMIT] =
			"\n  loop           nop          3         -         -       -\n",
	};

	(void)state;
	for (int format = 0; format < REPORT_FORMAT_COUNT; format++) {
		struct sample_file file;
		struct result result;
		char *text;

		sample_file_begin(&file, "\"none\",\"loop\"", 1, SAMPLE_FILE_EMULATED);
		sample_file_add(&file,
				(struct sample_spec){ .configuration = "none", .difference = 80 });
		sample_file_add(&file,
				(struct sample_spec){ .configuration = "loop", .difference = 30 });
		sample_file_read(&file, &result);
		text = report(&result, (enum report_format)format);
		assert_contains(text, row[format]);
		if (format != REPORT_FORMAT_CSV && format != REPORT_FORMAT_JSON)
			assert_contains(text, "loop: no tracing, and no call either:");
		if (format == REPORT_FORMAT_JSON)
			assert_lacks(text, "\"overhead\": -5");
		free(text);
	}
}

/* Who reads a table that was cut up sees the mark all the same. */
static void test_dirty_is_part_of_the_name(void **state)
{
	static const char *const marked[REPORT_FORMAT_COUNT] = {
		[REPORT_FORMAT_TEXT] = "\ndirty:ops1     nop ",
		[REPORT_FORMAT_MARKDOWN] = "\n| dirty:ops1 | nop |",
		[REPORT_FORMAT_CSV] = ",kloop,dirty:ops1,nop,",
		[REPORT_FORMAT_JSON] = "\"configuration\": \"dirty:ops1\"",
		[REPORT_FORMAT_COMMIT] = "\n  dirty:ops1     nop ",
	};
	static const char *const clean[REPORT_FORMAT_COUNT] = {
		[REPORT_FORMAT_TEXT] = "\nnone           nop ",
		[REPORT_FORMAT_MARKDOWN] = "\n| none | nop |",
		[REPORT_FORMAT_CSV] = ",kloop,none,nop,",
		[REPORT_FORMAT_JSON] = "\"configuration\": \"none\"",
		[REPORT_FORMAT_COMMIT] = "\n  none           nop ",
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

static void test_names_of_different_paths(void **state)
{
	static const char *const paths[] = { "direct", "direct", "callops-direct" };
	struct sample_file file;
	struct result result;
	char *text;

	(void)state;
	sample_file_begin(&file, "\"direct\"", 4, SAMPLE_FILE_EMULATED);
	for (int block = 0; block < 3; block++)
		sample_file_add(&file, (struct sample_spec){ .configuration = "direct",
							     .block = block,
							     .path = paths[block] });
	sample_file_read(&file, &result);
	text = report(&result, REPORT_FORMAT_TEXT);
	assert_contains(text,
			"\ndirect: 1 invalid sample: blocks took different paths, direct and then\n"
			"  callops-direct\n");
	free(text);

	sample_file_begin(&file, "\"direct\"", 4, SAMPLE_FILE_EMULATED);
	for (int block = 0; block < 4; block++)
		sample_file_add(&file,
				(struct sample_spec){ .configuration = "direct",
						      .block = block,
						      .path = block < 3 ? paths[block] : NULL,
						      .status = block < 3 ? "valid" : "invalid",
						      .reason = block < 3 ? NULL : "lost" });
	sample_file_read(&file, &result);
	text = report(&result, REPORT_FORMAT_TEXT);
	assert_contains(
		text, "\ndirect: 2 invalid samples: blocks took different paths, direct and then\n"
		      "  callops-direct (1); lost (1)\n");
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

/* Nobody knows since when it counted nothing. */
static void test_counter_that_died(void **state)
{
	struct sample_file file;
	struct result result;
	struct trust trust;
	char *text;

	(void)state;
	sample_file_begin(&file, "\"none\"", 1, SAMPLE_FILE_HARDWARE);
	sample_file_add(&file, (struct sample_spec){ .configuration = "none" });
	sample_file_event(&file, "counter", "none", "cycles are counted no more");
	sample_file_read(&file, &result);
	assert_int_equal(trust_judge(&result, &trust), 0);
	assert_string_equal(trust.reasons, "cycles are counted no more");
	text = report(&result, REPORT_FORMAT_TEXT);
	assert_contains(text, "\na counter died: cycles are counted no more\n");
	free(text);
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

/* A workload that says why it is not exact: that is told, and is no reason for distrust. */
static void test_a_workload_that_varies(void **state)
{
	(void)state;
	for (int varies = 0; varies <= 1; varies++) {
		struct sample_file file;
		struct result result;
		struct trust trust;
		char *text;

		sample_file_begin_varying(&file, "\"none\"", 2, SAMPLE_FILE_EMULATED,
					  varies ? "\"it is one of a test\"" : "null");
		for (int block = 0; block < 2; block++)
			sample_file_add(&file, (struct sample_spec){ .block = block,
								     .configuration = "none",
								     .difference = 80 + block });
		sample_file_read(&file, &result);
		assert_int_equal(trust_judge(&result, &trust), 0);
		assert_int_equal(!trust.reasons[0], varies);
		text = report(&result, REPORT_FORMAT_TEXT);
		assert_int_equal(strstr(text, "differ a little: it is one of a test\n") != NULL,
				 varies);
		free(text);
	}
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_notes),
		cmocka_unit_test(test_a_loop_without_its_call),
		cmocka_unit_test(test_dirty_is_part_of_the_name),
		cmocka_unit_test(test_dirty_of_hostile_names),
		cmocka_unit_test(test_reasons_of_invalid_samples),
		cmocka_unit_test(test_names_of_different_paths),
		cmocka_unit_test(test_kernel_log),
		cmocka_unit_test(test_counter_that_died),
		cmocka_unit_test(test_a_workload_that_varies),
		cmocka_unit_test(test_trust),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
