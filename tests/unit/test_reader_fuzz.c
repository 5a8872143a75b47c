// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mutates a result file, always in the same way, and reads it: whatever comes out
 * must be an error or something that every format can print.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "mutation.h"
#include "report/report.h"
#include "report/trust.h"
#include "report/wrap.h"
#include "result/reader.h"

#define MUTATIONS 20000

static void assert_lines_fit(const char *text)
{
	for (const char *line = text; *line; line += strspn(line, "\n")) {
		size_t length = strcspn(line, "\n");

		if (length > WRAP_TABLE_COLUMNS)
			fail_msg("%zu columns: %.*s", length, (int)length, line);
		line += length;
	}
}

static void print_all(const struct result *result)
{
	struct report_input input = { .name = "mutated", .result = result };
	struct trust trust;

	for (int format = 0; format < REPORT_FORMAT_COUNT; format++) {
		const struct report_settings settings = { .format = (enum report_format)format,
							  .has_floor = true,
							  .floor_percent = 1 };
		char *text;
		size_t size;
		FILE *out = open_memstream(&text, &size);

		assert_non_null(out);
		assert_int_equal(report_print(out, &settings, &input, 1), 0);
		fclose(out);
		if (format == REPORT_FORMAT_TEXT)
			assert_lines_fit(text);
		assert_null(strstr(text, "nan"));
		free(text);
	}
	assert_int_equal(trust_judge(result, &trust), 0);
}

static void load(const char *path, struct text *text)
{
	FILE *in = fopen(path, "re");

	assert_non_null(in);
	text->size = fread(text->bytes, 1, SIZE_MAX_OF_SAMPLE, in);
	assert_true(text->size > 0 && text->size < SIZE_MAX_OF_SAMPLE);
	fclose(in);
}

static size_t read_mutated(struct text *text)
{
	FILE *in = fmemopen(text->bytes, text->size, "r");
	struct result result;
	struct result_error error;
	int failed;

	assert_non_null(in);
	failed = result_read(in, &result, &error);
	fclose(in);
	if (failed) {
		assert_int_equal(failed, -EBADMSG);
		assert_true(*error.text);
		return 0;
	}
	print_all(&result);
	result_free(&result);
	return 1;
}

static void test_mutations(void **state)
{
	static const char *const files[] = { TEST_DATA "/uneven.jsonl",
					     TEST_DATA "/unavailable.jsonl" };
	struct text *original = malloc(sizeof(*original));
	struct text *text = malloc(sizeof(*text));
	uint64_t random = UINT64_C(0x9e3779b97f4a7c15);
	size_t readable = 0;

	(void)state;
	assert_non_null(original);
	assert_non_null(text);
	for (size_t i = 0; i < MUTATIONS; i++) {
		if (i % (MUTATIONS / 2) == 0)
			load(files[i / (MUTATIONS / 2)], original);
		memcpy(text->bytes, original->bytes, original->size);
		text->size = original->size;
		for (size_t times = below(&random, 3) + 1; times && text->size; times--)
			mutate(text, &random);
		if (text->size)
			readable += read_mutated(text);
	}
	/* If nearly all are refused, or none is, the mutations are of no use. */
	assert_true(readable >= MUTATIONS / 20 && readable <= MUTATIONS * 19 / 20);
	free(original);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mutations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
