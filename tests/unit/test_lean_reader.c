// SPDX-License-Identifier: GPL-2.0-only
/*
 * The quick way to read: it must come to exactly what the thorough one comes to, for good files,
 * for spoilt ones, and for many at once.
 */
#include <errno.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "fake_root.h"
#include "mutation.h"
#include "result/plain_proof.h"
#include "result/read_many.h"
#include "result/record.h"

#define MUTATIONS 20000

static const char *const files[] = {
	TEST_DATA "/arm64-emulated.jsonl",      TEST_DATA "/dirty.jsonl",
	TEST_DATA "/invented-verdicts.jsonl",   TEST_DATA "/invented-reloads.jsonl",
	TEST_DATA "/kernel-log.jsonl",          TEST_DATA "/nothing-valid.jsonl",
	TEST_DATA "/nothing-but-invalid.jsonl", TEST_DATA "/riscv64-emulated.jsonl",
	TEST_DATA "/unavailable.jsonl",         TEST_DATA "/uneven.jsonl",
};

#define FILES (sizeof(files) / sizeof(files[0]))

static void assert_same_text(const char *a, const char *b)
{
	if (!a || !b)
		assert_ptr_equal(a, b);
	else
		assert_string_equal(a, b);
}

static void assert_same_run(const struct result *result, const struct result_measurement *a,
			    const struct result_measurement *b)
{
	assert_int_equal(a->calls, b->calls);
	assert_int_equal(a->time_ns, b->time_ns);
	assert_int_equal(a->enabled_ns, b->enabled_ns);
	assert_int_equal(a->running_ns, b->running_ns);
	assert_int_equal(a->interrupts, b->interrupts);
	assert_int_equal(!a->counters, !b->counters);
	for (size_t i = 0; a->counters && i < result->plan.event_count; i++)
		assert_int_equal(a->counters[i], b->counters[i]);
}

static void assert_same_sample(const struct result *result, const struct result_sample *a,
			       const struct result_sample *b)
{
	assert_int_equal(a->block, b->block);
	assert_int_equal(a->workload, b->workload);
	assert_int_equal(a->configuration, b->configuration);
	assert_int_equal(a->load, b->load);
	assert_int_equal(a->attachment, b->attachment);
	assert_int_equal(a->index, b->index);
	assert_int_equal(a->attempt, b->attempt);
	assert_int_equal(a->status, b->status);
	assert_int_equal(a->counted, b->counted);
	assert_same_text(a->reason, b->reason);
	assert_same_text(a->path_before, b->path_before);
	assert_same_text(a->path_after, b->path_after);
	assert_same_text(a->expected_path, b->expected_path);
	assert_same_run(result, &a->short_run, &b->short_run);
	assert_same_run(result, &a->long_run, &b->long_run);
}

static void assert_same_result(const struct result *a, const struct result *b)
{
	assert_true(json_equal(json_array_get(a->records, 0), json_array_get(b->records, 0)));
	assert_int_equal(a->sample_count, b->sample_count);
	for (size_t i = 0; i < a->sample_count; i++)
		assert_same_sample(a, &a->samples[i], &b->samples[i]);
	assert_int_equal(a->event_count, b->event_count);
	for (size_t i = 0; i < a->event_count; i++)
		assert_string_equal(a->events[i].text, b->events[i].text);
	assert_int_equal(a->unknown_records, b->unknown_records);
	assert_int_equal(a->torn, b->torn);
	assert_int_equal(a->ended, b->ended);
	assert_same_text(a->end_status, b->end_status);
}

/* Both readers, on the same bytes. Returns whether they took them. */
static bool assert_same_reading(const char *bytes, size_t size)
{
	struct result_error error, lean_error;
	struct result result, lean;
	FILE *in = fmemopen((char *)bytes, size, "r");
	int failed, lean_failed;

	assert_non_null(in);
	failed = result_read(in, &result, &error);
	fclose(in);
	in = fmemopen((char *)bytes, size, "r");
	assert_non_null(in);
	lean_failed = result_read_lean(in, &lean, &lean_error);
	fclose(in);
	assert_int_equal(failed, lean_failed);
	if (failed) {
		assert_int_equal(error.line, lean_error.line);
		assert_string_equal(error.text, lean_error.text);
		return false;
	}
	assert_same_result(&result, &lean);
	result_free(&result);
	result_free(&lean);
	return true;
}

/* As the writer writes: the data has spaces, so that people can read it. */
static void load_compact(const char *path, struct text *text)
{
	FILE *in = fopen(path, "re");
	json_t *record;

	assert_non_null(in);
	text->size = 0;
	while ((record = json_loadf(in, JSON_DISABLE_EOF_CHECK, NULL))) {
		size_t size = json_dumpb(record, text->bytes + text->size, ROOM - text->size,
					 JSON_COMPACT);

		json_decref(record);
		if (text->size + size >= SIZE_MAX_OF_SAMPLE)
			break;
		text->size += size;
		text->bytes[text->size++] = '\n';
	}
	fclose(in);
	assert_true(text->size > 0);
}

static void test_same_as_thorough(void **state)
{
	struct text *text = malloc(sizeof(*text));

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < FILES; i++) {
		load_compact(files[i], text);
		assert_true(assert_same_reading(text->bytes, text->size));
	}
	free(text);
}

static void test_same_when_spoilt(void **state)
{
	struct text *original = malloc(sizeof(*original));
	struct text *text = malloc(sizeof(*text));
	uint64_t random = UINT64_C(0x2545f4914f6cdd1d);
	size_t readable = 0;

	(void)state;
	assert_non_null(original);
	assert_non_null(text);
	load_compact(TEST_DATA "/uneven.jsonl", original);
	for (size_t i = 0; i < MUTATIONS; i++) {
		memcpy(text->bytes, original->bytes, original->size);
		text->size = original->size;
		for (size_t times = below(&random, 3) + 1; times && text->size; times--)
			mutate(text, &random);
		if (text->size)
			readable += assert_same_reading(text->bytes, text->size);
	}
	assert_true(readable >= MUTATIONS / 20 && readable <= MUTATIONS * 19 / 20);
	free(original);
	free(text);
}

static char *proof_line(void)
{
	static const uint8_t site[8] = { 1, 2 };
	const struct named_address there = { 0xffff80008004f7b8, "ftrace_caller+0x0/0x9c",
					     "ftrace-caller", 3 };
	const struct proof proof = {
		.workload = "kloop",
		.configuration = "ops1",
		.path = "list",
		.expected_path = "list",
		.site = site,
		.site_length = sizeof(site),
		.literal = there,
		.target = there,
		.behind = there,
		.trampoline = there,
		.distance_known = true,
		.distance = INT64_C(-135266304),
		.enabled_functions = "two \"quoted\" \\ lines\nof it",
		.foreign_ops = "somebody",
		.hits_known = true,
		.hits = 16,
		.hits_expected = 16,
		.reason = "why not",
	};
	json_t *record = record_proof(&proof);
	char *line = json_dumps(record, JSON_COMPACT);

	json_decref(record);
	assert_non_null(line);
	return line;
}

static bool is_proof_to_library(const char *line, size_t length)
{
	json_t *record = json_loadb(line, length, JSON_REJECT_DUPLICATES, NULL);
	const char *kind = json_string_value(json_object_get(record, "record"));
	bool is = json_is_object(record) && kind && !strcmp(kind, "proof");

	json_decref(record);
	return is;
}

/* Else reading is as slow as it was, and nobody notices. */
static void test_written_proofs_are_plain(void **state)
{
	char *line = proof_line();

	(void)state;
	assert_true(is_plain_proof(line, strlen(line)));
	assert_false(is_plain_proof(line, strlen(line) - 1));
	free(line);
}

static void assert_not_plain(const char *line)
{
	assert_false(is_plain_proof(line, strlen(line)));
}

static void test_what_is_left_to_the_library(void **state)
{
	(void)state;
	assert_not_plain("");
	assert_not_plain("{\"record\":\"sample\",\"a\":1}");
	assert_not_plain("{\"record\":\"proof\"}");
	assert_not_plain("{\"record\":\"proof\",}");
	assert_not_plain("{\"record\":\"proof\",\"a\":1} ");
	assert_not_plain("{\"record\":\"proof\",\"a\":1,\"a\":1}");
	assert_not_plain("{\"record\":\"proof\",\"record\":\"proof\"}");
	assert_not_plain("{\"record\":\"proof\",\"a\":{\"b\":1,\"b\":1}}");
	assert_not_plain("{\"record\":\"proof\",\"a\":01}");
	assert_not_plain("{\"record\":\"proof\",\"a\":-}");
	assert_not_plain("{\"record\":\"proof\",\"a\":1.5}");
	assert_not_plain("{\"record\":\"proof\",\"a\":1234567890123456789}");
	assert_not_plain("{\"record\":\"proof\",\"a\":\"\\u0000\"}");
	assert_not_plain("{\"record\":\"proof\",\"a\":\"\xc3\xa4\"}");
	assert_not_plain("{\"record\":\"proof\",\"a\":\"\t\"}");
	assert_not_plain("{\"record\":\"proof\",\"a\":[]}");
	assert_not_plain("{\"record\":\"proof\",\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{}}}}}}");
}

static void test_plain_is_never_more_than_json(void **state)
{
	struct text *text = malloc(sizeof(*text));
	uint64_t random = UINT64_C(0x9e3779b97f4a7c15);
	char *line = proof_line();
	size_t plain = 0;

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < 5 * MUTATIONS; i++) {
		text->size = strlen(line);
		memcpy(text->bytes, line, text->size);
		mutate(text, &random);
		if (!text->size || !is_plain_proof(text->bytes, text->size))
			continue;
		plain++;
		assert_true(is_proof_to_library(text->bytes, text->size));
	}
	assert_true(plain > MUTATIONS / 20);
	free(text);
	free(line);
}

static void test_reads_many(void **state)
{
	struct result results[FILES], alone;
	struct result_error error;
	size_t at;

	(void)state;
	assert_int_equal(result_read_many((char *const *)files, FILES, results, &at, &error), 0);
	for (size_t i = 0; i < FILES; i++) {
		assert_int_equal(result_read_path(files[i], &alone, &error), 0);
		assert_same_result(&alone, &results[i]);
		result_free(&alone);
		result_free(&results[i]);
	}
}

static void test_reads_many_whole(void **state)
{
	struct result results[FILES], alone;
	struct result_error error;
	size_t at;

	(void)state;
	assert_int_equal(result_read_many_whole((char *const *)files, FILES, results, &at, &error),
			 0);
	for (size_t i = 0; i < FILES; i++) {
		assert_int_equal(result_read_path(files[i], &alone, &error), 0);
		assert_true(json_equal(alone.records, results[i].records));
		result_free(&alone);
		result_free(&results[i]);
	}
}

static void test_first_bad_one_is_told(void **state)
{
	struct result results[5];
	struct result_error error;
	struct fake_root root;
	char broken[256];
	size_t at;

	(void)state;
	fake_root_make(&root);
	fake_root_write(&root, "/broken", "{\"record\":\"header\",\"schema\":1}\n");
	snprintf(broken, sizeof(broken), "%s/broken", root.path);
	for (int i = 0; i < 200; i++) {
		const char *const paths[] = { files[0], files[1], broken, "/nonexistent/file",
					      files[2] };

		assert_int_equal(result_read_many((char *const *)paths, 5, results, &at, &error),
				 -EBADMSG);
		assert_int_equal(at, 2);
		assert_int_equal(error.line, 1);
		assert_non_null(strstr(error.text, "'plan' is missing"));
		assert_null(results[0].records);
		assert_null(results[4].samples);
	}
	fake_root_remove(&root);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_as_thorough),
		cmocka_unit_test(test_same_when_spoilt),
		cmocka_unit_test(test_written_proofs_are_plain),
		cmocka_unit_test(test_what_is_left_to_the_library),
		cmocka_unit_test(test_plain_is_never_more_than_json),
		cmocka_unit_test(test_reads_many),
		cmocka_unit_test(test_reads_many_whole),
		cmocka_unit_test(test_first_bad_one_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
