// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names that no two texts share, and the blocks that formats with statistics of their own are
 * given: what they come to is what the tables say.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "config/configuration.h"
#include "export/blocks.h"
#include "export/export.h"
#include "export/name.h"
#include "result/reader.h"

static const enum export_alphabet alphabets[] = { EXPORT_SLUG, EXPORT_WORD, EXPORT_GRAPH,
						  EXPORT_TEXT };

static void assert_name(const char *text, enum export_alphabet alphabet, const char *expected)
{
	char *name = export_name(text, alphabet, EXPORT_NAME_MAX);

	assert_non_null(name);
	assert_string_equal(name, expected);
	free(name);
}

/* These are what people have in their trackers. */
static void test_names_of_the_tables_stay(void **state)
{
	(void)state;
	assert_name("direct+ops1", EXPORT_WORD, "direct__ops1");
	assert_name("ops1+irr10", EXPORT_WORD, "ops1__irr10");
	assert_name("kloop:cold", EXPORT_WORD, "kloop--cold");
	assert_name("raw_tp", EXPORT_WORD, "raw_tp");
	assert_name("fmod_ret+ops1", EXPORT_WORD, "fmod_ret__ops1");
	assert_name("direct+ops1", EXPORT_GRAPH, "direct+ops1");
	assert_name("kloop:cold", EXPORT_GRAPH, "kloop:cold");
	assert_name("kernel-instructions", EXPORT_SLUG, "kernel-instructions");
	assert_name("Invented Board 9 (exists nowhere)", EXPORT_TEXT,
		    "Invented Board 9 (exists nowhere)");
}

/* Without a hash: it takes no character more than its stand-ins. */
static void assert_readable(const char *text)
{
	size_t length = strlen(text);
	char *name = export_name(text, EXPORT_WORD, EXPORT_NAME_MAX);

	for (const char *c = text; *c; c++)
		length += *c == '+' || *c == ':';
	assert_non_null(name);
	assert_int_equal(strlen(name), length);
	free(name);
}

static void test_every_configuration_is_readable(void **state)
{
	const struct configuration_row *row;
	size_t at;

	(void)state;
	for (at = 0; (row = configuration_row_at(at)); at++) {
		char *names = strdup(row->names);

		assert_non_null(names);
		for (char *rest = names, *name; (name = strsep(&rest, ","));)
			assert_readable(name);
		free(names);
	}
	assert_true(at > 10);
}

static const char *const confusable[] = {
	"",     "a",    "a+b",    "a__b",   "a_b",    "a--b",     "a:b",        "a-b",
	"a b",  "a/b",  "a\tb",   "a\nb",   "a#b",    "a=b",      "a\"b",       "a\\b",
	"A+b",  "a++b", "a____b", "a_+_b",  "a+_b",   "a_+b",     "a::b",       "a-:b",
	"a:-b", "a+-b", "a-+b",   "a\177b", "a\033b", "\303\266", "\303\244",   "?",
	"_",    "-",    "__",     "--",     "+",      ":",        "a-01234567", "a-89abcdef",
};

static bool is_in(const char *name, enum export_alphabet alphabet)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

	switch (alphabet) {
	case EXPORT_SLUG:
		return !name[strspn(name, letters)];
	case EXPORT_WORD:
		for (; *name; name++) {
			if (!strchr(letters, *name) && *name != '_' && (*name < 'A' || *name > 'Z'))
				return false;
		}
		return true;
	case EXPORT_GRAPH:
		if (strpbrk(name, " \"#',/=\\`"))
			return false;
		break;
	case EXPORT_TEXT:
		break;
	}
	for (; *name; name++) {
		if (*name < ' ' || *name > '~')
			return false;
	}
	return true;
}

static void test_no_two_texts_are_one_name(void **state)
{
	const size_t count = sizeof(confusable) / sizeof(confusable[0]);
	char *names[sizeof(confusable) / sizeof(confusable[0])];

	(void)state;
	for (size_t a = 0; a < sizeof(alphabets) / sizeof(alphabets[0]); a++) {
		for (size_t i = 0; i < count; i++) {
			names[i] = export_name(confusable[i], alphabets[a], EXPORT_NAME_MAX);
			assert_non_null(names[i]);
			assert_true(*names[i]);
			assert_true(is_in(names[i], alphabets[a]));
			for (size_t k = 0; k < i; k++)
				assert_string_not_equal(names[k], names[i]);
		}
		for (size_t i = 0; i < count; i++)
			free(names[i]);
	}
}

static void assert_metric(const char *metric, bool readable)
{
	char *name = export_metric_name(metric, EXPORT_GRAPH, EXPORT_NAME_MAX);

	assert_non_null(name);
	assert_int_equal(!strcmp(name, metric), readable);
	assert_int_equal(strncmp(name, metric, strlen(metric)), 0);
	free(name);
}

/* Behind "cycles" a format writes "-overhead", and "ns" is the time. */
static void test_metrics_take_no_name_of_a_format(void **state)
{
	static const char *const readable[] = {
		"time",         "cycles",   "kernel-instructions", "branch-misses", "r11",
		"instructions", "cycles:k", "stall_frontend",      "l1i_refill",
	};
	static const char *const taken[] = {
		"cycles-overhead",
		"time-ns",
		"cycles-low",
		"cycles-high",
		"cycles-unit",
		"path",
		"name",
		"real_time",
		"emulated-cycles",
		"ns",
		"simulated-time",
		"label",
		"time_unit",
		"cycles-overhead-low",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(readable) / sizeof(readable[0]); i++)
		assert_metric(readable[i], true);
	for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
		assert_metric(taken[i], false);
}

static void test_long_names_are_cut(void **state)
{
	char one[2000];
	char other[2000];

	(void)state;
	memset(one, '+', sizeof(one));
	one[sizeof(one) - 1] = '\0';
	memcpy(other, one, sizeof(other));
	other[sizeof(other) - 2] = 'x';
	for (size_t a = 0; a < sizeof(alphabets) / sizeof(alphabets[0]); a++) {
		char *first = export_name(one, alphabets[a], EXPORT_NAME_MAX);
		char *second = export_name(other, alphabets[a], EXPORT_NAME_MAX);

		assert_non_null(first);
		assert_non_null(second);
		assert_true(strlen(first) <= EXPORT_NAME_MAX);
		assert_string_not_equal(first, second);
		free(first);
		free(second);
	}
}

static double median_of(const struct export_blocks *blocks)
{
	struct value *values = calloc(blocks->count + 1, sizeof(*values));
	double median;

	assert_non_null(values);
	for (size_t i = 0; i < blocks->count; i++)
		values[i] = (struct value){ .number = blocks->blocks[i].value };
	median = value_summarize(values, blocks->count).median.number;
	free(values);
	return median;
}

struct blocks_seen {
	size_t cells;
	size_t overheads;
};

static int check_blocks(void *context, const struct export_block_cell *with)
{
	struct blocks_seen *seen = context;
	const struct export_cell *cell = with->cell;
	const struct summary *summary = &cell->input->summary;

	for (size_t i = 0; i < cell->row_count; i++) {
		const struct export_row *row = &cell->rows[i];
		const struct export_blocks *blocks = &with->metrics[row->metric];
		const struct summary_value *value = &cell->cell->values[row->metric];

		seen->cells++;
		assert_int_equal(blocks->count,
				 summary->by_load ? summary->units : value->level.count);
		if (!summary->by_load)
			assert_true(median_of(blocks) == row->value.value.number);
		else if (!row->exact)
			assert_true(fabs(median_of(blocks) - value->level_estimate.value) < 1e-9);
		for (size_t b = 0; b < blocks->count; b++) {
			assert_true(!b || blocks->blocks[b].id > blocks->blocks[b - 1].id);
			assert_int_equal(blocks->blocks[b].has_overhead, !cell->baseline);
			seen->overheads += blocks->blocks[b].has_overhead;
		}
	}
	assert_true(with->calls > 1);
	return 0;
}

static void check_file(const char *path, bool by_load)
{
	struct export_input input = { .name = path, .branch = "main", .title = "tracetoll" };
	struct result_error error;
	struct result result;
	struct blocks_seen seen = { 0 };

	assert_int_equal(result_read_path(path, &result, &error), 0);
	assert_int_equal(export_input_make(&input, &result), 0);
	assert_int_equal(input.summary.by_load, by_load);
	assert_int_equal(export_each_block_cell(&input, 1, check_blocks, &seen), 0);
	assert_true(seen.cells > 0);
	assert_true(seen.overheads > 0);
	export_input_free(&input);
	result_free(&result);
}

static void test_blocks_come_to_the_table(void **state)
{
	(void)state;
	check_file(TEST_DATA "/invented-verdicts.jsonl", false);
	check_file(TEST_DATA "/arm64-emulated.jsonl", false);
	check_file(TEST_DATA "/invented-reloads.jsonl", true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_of_the_tables_stay),
		cmocka_unit_test(test_every_configuration_is_readable),
		cmocka_unit_test(test_no_two_texts_are_one_name),
		cmocka_unit_test(test_metrics_take_no_name_of_a_format),
		cmocka_unit_test(test_long_names_are_cut),
		cmocka_unit_test(test_blocks_come_to_the_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
