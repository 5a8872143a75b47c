// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a comparison prints: what is in each format, and that a commit message stays one whatever
 * the names in the files are.
 */
#include <ctype.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "difference_said.h"

#define ROWS(rows) (rows), sizeof(rows) / sizeof((rows)[0])

static bool starts(const char *line, const char *with)
{
	return !strncmp(line, with, strlen(with));
}

/* As interpret-trailers of git finds one: a word, perhaps blanks, and a colon. */
static bool is_trailer(const char *line)
{
	size_t word = 0;

	while (isalnum((unsigned char)line[word]) || line[word] == '-')
		word++;
	return word && line[word + strspn(line + word, " \t")] == ':';
}

/* Lines that a commit message can have, in a file, an editor and a mail. */
static void assert_pasteable(const char *text)
{
	static const char *const taken[] = { "#", "---", "diff ", "Index: ", "From ", "(cherry" };

	assert_fits(text);
	for (const char *line = text; *line; line += strcspn(line, "\n") + 1) {
		for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++) {
			if (starts(line, taken[i]))
				fail_msg("git takes this for something else: %.72s", line);
		}
		if (is_trailer(line))
			fail_msg("git takes this for a trailer: %.72s", line);
	}
}

/* All formats of it, and their width. The caller frees the table of the last one, commit. */
static char *assert_all_fit(const struct made_comparison *made)
{
	char *text = made_said_as(made, COMPARE_FORMAT_TEXT);

	assert_fits_columns(text, WRAP_TABLE_COLUMNS);
	free(text);
	text = made_said_as(made, COMPARE_FORMAT_JSON);
	json_decref(json_loads(text, 0, NULL));
	free(text);
	free(made_said_as(made, COMPARE_FORMAT_MARKDOWN));
	text = made_said_as(made, COMPARE_FORMAT_COMMIT);
	assert_pasteable(text);
	return text;
}

static void test_a_change_of_path_comes_first(void **state)
{
	struct difference rows[] = {
		made_exact("none", "nop", "nop", 8, 8),
		made_exact("ops1", "list", "callops-func", 310, 48),
		made_exact("ops1+irr10", "list", "callops-func", 410, 48),
		made_exact("ops2", "list", "list", 223, 224),
	};
	struct made_comparison made;
	char *text;

	(void)state;
	made_begin(&made, ROWS(rows), SAMPLE_FILE_EMULATED);
	text = made_said_as(&made, COMPARE_FORMAT_TEXT);
	assert_contains(text, "calls that take another path:\n"
			      "  kloop, list -> callops-func: ops1, ops1+irr10\n"
			      "4 rows: 1 MORE, 2 LESS, 1 same, 0 undecided\n");
	assert_true(strstr(text, "another path") < strstr(text, "configuration  path"));
	assert_contains(text, "ops2           list                     223    224      +1   +0.4  "
			      "MORE\n");
	assert_contains(text, "ops1           list -> callops-func     310     48    -262  -84.5  "
			      "LESS\n");
	assert_contains(text, "nothing else differs\n");
	assert_lacks(text, "95 %");
	free(text);
	made_free(&made);
}

/* What else differs is always said, whatever else there is. */
static void test_what_else_differs(void **state)
{
	struct difference rows[] = { made_exact("none", "nop", "nop", 8, 8) };
	struct environment_difference differ[] = {
		{ ENVIRONMENT_KERNEL, "release", "7.2.0-before", "7.2.0-after", false },
		{ ENVIRONMENT_CONFIG, "CONFIG_PREEMPT", "not set", "y", false },
	};
	struct made_comparison made;

	(void)state;
	made_begin(&made, ROWS(rows), SAMPLE_FILE_EMULATED);
	made.environment.rows = differ;
	made.environment.count = sizeof(differ) / sizeof(differ[0]);
	for (int format = 0; format < COMPARE_FORMAT_COUNT; format++) {
		char *text = made_said_as(&made, (enum compare_format)format);

		if (format == COMPARE_FORMAT_JSON)
			assert_contains(text, "\"what\": \"release\"");
		else
			assert_contains(text, "config, CONFIG_PREEMPT: not set -> y\n");
		free(text);
	}
	made_free(&made);
}

static void test_the_tables_of_a_commit_message(void **state)
{
	struct difference rows[] = {
		made_exact("none", "nop", "nop", 8, 8),
		made_exact("loop", "nop", "nop", 4, 4),
		made_exact("direct", "direct", "direct", NAN, 12),
		made_exact("ops1", "list", "callops-func", 310, 48),
	};
	struct made_comparison made;
	char *text;

	(void)state;
	rows[1].without_call = true;
	rows[2].note = "on one side only";
	made_begin(&made, ROWS(rows), SAMPLE_FILE_EMULATED);
	text = made_said_as(&made, COMPARE_FORMAT_COMMIT);
	assert_pasteable(text);
	assert_contains(text, "Without this patch:\n"
			      "\n"
			      "  configuration  path          per call  overhead\n"
			      "  none           nop                  8         0\n"
			      "  direct         -                    -         -\n"
			      "  ops1           list               310       302\n"
			      "\n"
			      "With this patch:\n"
			      "\n"
			      "  configuration  path          per call  overhead  change\n"
			      "  none           nop                  8         0       0\n"
			      "  direct         direct              12         4       -\n"
			      "  ops1           callops-func        48        40    -262\n"
			      "\n"
			      "  direct: on one side only\n");
	assert_contains(text, "in an emulated machine: instructions, exact; not\ntime. ");
	assert_contains(text,
			"\n  tracetoll run -c none,ops1 -w kloop -e kernel-instructions \\\n");
	free(text);
	/* What differs by more than a patch is not called one. */
	made.files[0].result.environment.kernel_release = "6.12.107-x";
	text = made_said_as(&made, COMPARE_FORMAT_COMMIT);
	assert_contains(text, "\nBefore this change:\n");
	assert_lacks(text, "this patch");
	free(text);
	made_free(&made);
}

static void test_signs_of_noise(void **state)
{
	struct difference rows[] = {
		made_clocked("none", 1900, 1902, 3, DIFFERENCE_SAME),
		made_clocked("ops1", 2000, 1910.25, 4.5, DIFFERENCE_LESS),
		made_clocked("ops2", 2200, 2212, 30, DIFFERENCE_UNDECIDED),
	};
	struct made_comparison made;
	char *text;

	(void)state;
	rows[2].note = "3 boots are too few";
	made_begin(&made, ROWS(rows), SAMPLE_FILE_HARDWARE);
	text = assert_all_fit(&made);
	assert_contains(text, "  none           list   1902.00   1894.00    same       -\n"
			      "  ops1           list   1910.25   1902.25  -89.75  +-4.50\n"
			      "  ops2           list   2212.00   2204.00       ~       -\n");
	assert_contains(text, "ops2: 3 boots are too few");
	assert_contains(text, "none 6.0, ops2 60");
	assert_lacks(text, "emulated");
	free(text);
	made_free(&made);
}

/* Numbers that are made up are told as such by every format, and by each table of them. */
static void test_simulated(void **state)
{
	static const char *const words[] = { "SIMULATED: every number here is made up",
					     "simulated, of" };
	struct difference rows[] = {
		made_clocked("none", 1900, 1902, 3, DIFFERENCE_SAME),
		made_clocked("ops1", 2000, 1910.25, 4.5, DIFFERENCE_LESS),
	};
	struct made_comparison made;
	char *text;

	(void)state;
	made_begin(&made, ROWS(rows), SAMPLE_FILE_SIMULATED);
	for (int format = 0; format < COMPARE_FORMAT_COUNT; format++) {
		text = made_said_as(&made, (enum compare_format)format);
		if (format == COMPARE_FORMAT_JSON)
			assert_contains(text, "\"simulated\": true");
		for (size_t i = 0; i < 2 && format != COMPARE_FORMAT_JSON; i++)
			assert_contains(text, words[i]);
		assert_lacks(text, "tracetoll run");
		free(text);
	}
	free(assert_all_fit(&made));
	made.files[0].result.environment.simulated = false;
	text = made_said_as(&made, COMPARE_FORMAT_TEXT);
	assert_contains(text, "SIMULATED after: its numbers are made up");
	assert_contains(text, "of one side simulated");
	free(text);
	made_free(&made);
}

/* What an event, a board or a file is called is not ours. */
static void test_hostile_names(void **state)
{
	static const char *const names[] = {
		"#comment",
		"---",
		"--- a/file",
		"diff --git a b",
		"From me",
		"Index: x",
		"Signed-off-by",
		"Fixes:",
		"a|b*_c_<d>`",
		"\t\n\033[31m",
		"\303\266",
		"a-very-long-name-of-a-configuration-that-nobody-would-ever-think-of-and-then-some",
		"x--------------------------------------------------------------------------x",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct difference rows[2] = {
			made_exact("none", "nop", "nop", 8, 8),
			made_exact(names[i], names[i], "nop", 8, 10),
		};
		struct environment_difference differ = { ENVIRONMENT_MACHINE, names[i], names[i],
							 names[i], false };
		struct made_comparison made;
		struct compare_print_settings settings = {
			.format = COMPARE_FORMAT_COMMIT,
			.reproduce = names[i],
			.doubts = &names[i],
			.doubt_count = 1,
		};

		rows[0].workload = rows[1].workload = names[i];
		rows[1].metric = names[i];
		rows[1].note = names[i];
		rows[1].unit = names[i];
		made_begin(&made, ROWS(rows), SAMPLE_FILE_HARDWARE);
		made.environment.rows = &differ;
		made.environment.count = 1;
		made.files[0].name = names[i];
		made.files[0].result.environment.board = names[i];
		made.files[1].result.environment.kernel_release = names[i];
		free(assert_all_fit(&made));
		if (i) {
			char *text = made_said(&made, &settings);

			assert_pasteable(text);
			free(text);
		}
		made_free(&made);
	}
}

static void test_markup_is_escaped(void **state)
{
	struct difference rows[] = { made_exact("a|b*<i>", "nop", "nop", 8, 9) };
	struct made_comparison made;
	char *text;

	(void)state;
	made_begin(&made, ROWS(rows), SAMPLE_FILE_EMULATED);
	text = made_said_as(&made, COMPARE_FORMAT_MARKDOWN);
	assert_contains(text, "| a\\|b\\*\\<i> | nop | 8 | 9 | +1 | +12.5 | MORE |\n");
	free(text);
	made_free(&made);
}

/* Names that are no UTF-8 and numbers that have none break no JSON. */
static void test_json(void **state)
{
	struct difference rows[] = {
		made_exact("none", "nop", "nop", 0, -3),
		made_exact("a \"name\"\\", "list", "callops-func", 1e9, 1.5e9),
		made_exact("gone", "nop", "nop", 7, NAN),
		made_clocked("ops1", 2000, 1910.25, 4.5, DIFFERENCE_LESS),
	};
	struct made_comparison made;
	json_t *root, *first, *gone, *clocked;
	char *text;

	(void)state;
	made_begin(&made, ROWS(rows), SAMPLE_FILE_EMULATED);
	made.files[0].name = "\377.jsonl";
	text = made_said_as(&made, COMPARE_FORMAT_JSON);
	root = json_loads(text, 0, NULL);
	assert_non_null(root);
	first = json_array_get(json_object_get(root, "results"), 0);
	assert_int_equal(json_integer_value(json_object_get(first, "difference")), -3);
	assert_true(json_is_null(json_object_get(first, "percent")));
	assert_true(json_is_true(json_object_get(first, "exact")));
	gone = json_array_get(json_object_get(root, "results"), 2);
	assert_string_equal(json_string_value(json_object_get(gone, "verdict")), "only-before");
	assert_true(json_is_null(json_object_get(gone, "difference")));
	assert_true(json_is_null(json_object_get(gone, "after")));
	clocked = json_array_get(json_object_get(root, "results"), 3);
	assert_true(json_number_value(json_object_get(clocked, "difference_low")) == -94.25);
	assert_true(json_number_value(json_object_get(clocked, "percent")) == -4.4875);
	assert_string_equal(json_string_value(json_object_get(
				    json_array_get(json_object_get(root, "before"), 0), "name")),
			    "?.jsonl");
	json_decref(root);
	free(text);
	made_free(&made);
}

static void test_large_numbers_and_many_rows(void **state)
{
	static const char *const metrics[] = { "kernel-instructions", "cycles", "time" };
	struct difference rows[120];
	char names[40][32];
	struct made_comparison made;

	(void)state;
	for (size_t i = 0; i < 120; i++) {
		size_t at = i % 40;

		snprintf(names[at], sizeof(names[at]), "kretprobe-multi-all+irr%zu", at);
		if (i < 40)
			rows[i] = made_exact(names[at], "callops-direct", "list-direct",
					     1e9 * (double)at, 123456789.0 + (double)at);
		else
			rows[i] = made_clocked(names[at], 1e9 + 0.123, 123456789.25, 12345.678,
					       DIFFERENCE_LESS);
		rows[i].metric = metrics[i / 40];
	}
	made_begin(&made, ROWS(rows), SAMPLE_FILE_HARDWARE);
	free(assert_all_fit(&made));
	made_free(&made);
}

static void test_nothing_in_common(void **state)
{
	struct difference alone[] = {
		made_exact("ops1", "list", "list", 310, NAN),
		made_exact("ops2", "list", "list", NAN, 223),
	};
	struct difference nowhere[] = { made_exact("ops1", "list", "list", NAN, NAN) };
	struct made_comparison made;
	char *text;

	(void)state;
	made_begin(&made, ROWS(alone), SAMPLE_FILE_EMULATED);
	text = made_said_as(&made, COMPARE_FORMAT_TEXT);
	assert_contains(text, "nothing was measured on both sides: there is nothing to compare");
	assert_contains(text, "only-before");
	assert_contains(text, "only-after");
	free(text);
	free(assert_all_fit(&made));
	made.table.rows = nowhere;
	made.table.count = 1;
	text = assert_all_fit(&made);
	assert_contains(text, "Nothing was measured on both kernels.");
	free(text);
	made.table.count = 0;
	free(assert_all_fit(&made));
	made_free(&made);
}

/* User-mode instructions are a line as long as nothing happened to them. */
static void test_user_instructions(void **state)
{
	struct difference rows[] = {
		made_exact("none", "nop", "nop", 8, 8),
		made_exact("none", "nop", "nop", 3, 3),
	};
	struct made_comparison made;
	char *text;

	(void)state;
	rows[1].metric = METRIC_USER_INSTRUCTIONS;
	made_begin(&made, ROWS(rows), SAMPLE_FILE_EMULATED);
	text = made_said_as(&made, COMPARE_FORMAT_TEXT);
	assert_contains(text, "kloop: user-mode instructions per call are as before");
	assert_lacks(text, ": user-mode instructions per call\n");
	free(text);
	rows[1] = made_exact("none", "nop", "nop", 3, 4);
	rows[1].metric = METRIC_USER_INSTRUCTIONS;
	text = made_said_as(&made, COMPARE_FORMAT_TEXT);
	assert_contains(text, ": user-mode instructions per call\n");
	free(text);
	made_free(&made);
}

/* Overheads are over none of their own side; if that one changed, they hide it. */
static void test_the_baseline_changed(void **state)
{
	struct difference rows[] = { made_exact("none", "nop", "nop", 8, 9) };
	struct made_comparison made;
	char *text;

	(void)state;
	made_begin(&made, ROWS(rows), SAMPLE_FILE_EMULATED);
	text = made_said_as(&made, COMPARE_FORMAT_TEXT);
	assert_contains(text, "none itself changed, by +1");
	free(text);
	made_free(&made);
}

/* A reader of the message knows none of the names. */
static void test_the_legend(void **state)
{
	struct difference rows[] = {
		made_exact("ops2", "list", "list", 8, 8),
		made_exact("ops10", "list", "list", 8, 8),
		made_exact("fentry-count", "direct", "direct", 8, 8),
		made_exact("of-a-newer-version", "direct", "direct", 8, 8),
		made_exact("ops7", "list", "list", NAN, NAN),
	};
	struct made_comparison made;
	char *text;

	(void)state;
	made_begin(&made, ROWS(rows), SAMPLE_FILE_EMULATED);
	text = made_said_as(&made, COMPARE_FORMAT_COMMIT);
	assert_contains(text, "\n\n  opsN: N ops on the tracee\n"
			      "  fentry-count: a BPF program at the entry; the program adds to a\n"
			      "    per-CPU counter\n\n");
	free(text);
	made_free(&made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_change_of_path_comes_first),
		cmocka_unit_test(test_what_else_differs),
		cmocka_unit_test(test_the_tables_of_a_commit_message),
		cmocka_unit_test(test_signs_of_noise),
		cmocka_unit_test(test_simulated),
		cmocka_unit_test(test_hostile_names),
		cmocka_unit_test(test_markup_is_escaped),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_large_numbers_and_many_rows),
		cmocka_unit_test(test_nothing_in_common),
		cmocka_unit_test(test_user_instructions),
		cmocka_unit_test(test_the_legend),
		cmocka_unit_test(test_the_baseline_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
