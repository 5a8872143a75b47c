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

#include "report/report.h"
#include "report/trust.h"
#include "report/wrap.h"
#include "result/reader.h"

#define MUTATIONS 20000
#define SIZE_MAX_OF_SAMPLE ((size_t)65536)
#define ROOM (2 * SIZE_MAX_OF_SAMPLE)

struct text {
	char bytes[ROOM];
	size_t size;
};

/* xorshift64: Marsaglia, "Xorshift RNGs", 2003. */
static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static size_t below(uint64_t *state, size_t bound)
{
	return bound ? next_random(state) % bound : 0;
}

/* Replaces @old bytes at @place by @size others, if there is room. */
static void splice(struct text *text, size_t place, size_t old, const char *bytes, size_t size)
{
	if (old > text->size - place)
		old = text->size - place;
	if (text->size - old + size > ROOM)
		return;
	memmove(text->bytes + place + size, text->bytes + place + old, text->size - place - old);
	memcpy(text->bytes + place, bytes, size);
	text->size += size - old;
}

static void put_word(struct text *text, uint64_t *state)
{
	static const char *const words[] = {
		"null",
		"-1",
		"0",
		"9223372036854775807",
		"99999999999999999999",
		"1e308",
		"{}",
		"[]",
		"\"\"",
		"true",
		"\n",
		"\"none\"",
		"\"valid\"",
		"\\u001b",
		"\xff",
		"\"record\":\"end\"",
		"\"record\":\"header\"",
		"\"invalid\"",
		"}\n{",
		",",
	};
	const char *word = words[below(state, sizeof(words) / sizeof(words[0]))];

	splice(text, below(state, text->size), below(state, 8), word, strlen(word));
}

/* The next number from a place on becomes another one: the file stays JSON. */
static void put_number(struct text *text, uint64_t *state)
{
	size_t place = below(state, text->size);
	size_t length = 0;
	char number[32];

	while (place < text->size && (text->bytes[place] < '0' || text->bytes[place] > '9'))
		place++;
	while (place + length < text->size && text->bytes[place + length] >= '0' &&
	       text->bytes[place + length] <= '9')
		length++;
	snprintf(number, sizeof(number), "%llu",
		 (unsigned long long)(next_random(state) >> below(state, 64)));
	splice(text, place, length, number, strlen(number));
}

static void mutate(struct text *text, uint64_t *state)
{
	size_t place = below(state, text->size);
	char copy[64];
	size_t size = below(state, sizeof(copy));

	switch (below(state, 8)) {
	case 0:
		text->bytes[place] = (char)next_random(state);
		break;
	case 1:
		text->bytes[place] ^= (char)(1 << below(state, 8));
		break;
	case 2:
		splice(text, place, size, "", 0);
		break;
	case 3:
		if (size > text->size - place)
			size = text->size - place;
		memcpy(copy, text->bytes + place, size);
		splice(text, below(state, text->size), 0, copy, size);
		break;
	case 4:
		text->size = place + 1;
		break;
	case 5:
		put_word(text, state);
		break;
	default:
		put_number(text, state);
		break;
	}
}

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
		const struct report_settings settings = { (enum report_format)format, true, 1 };
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
