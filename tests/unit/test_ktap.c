// SPDX-License-Identifier: GPL-2.0-only
/*
 * KTAP as the kernel's parser wants it: versions, plans, nesting, and lines that stay lines.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "verify/ktap.h"

/* What is printed is kept in memory; @text is its whole until now. */
struct page {
	struct ktap ktap;
	FILE *out;
	char *text;
	size_t size;
};

static void begin(struct page *page, unsigned int planned)
{
	memset(page, 0, sizeof(*page));
	page->out = open_memstream(&page->text, &page->size);
	assert_non_null(page->out);
	ktap_start(&page->ktap, page->out, planned);
}

static void end(struct page *page, const char *expected)
{
	fclose(page->out);
	assert_string_equal(page->text, expected);
	free(page->text);
}

static void test_a_flat_one(void **state)
{
	struct page page;

	(void)state;
	begin(&page, 3);
	ktap_result(&page.ktap, true, "one", NULL);
	ktap_result(&page.ktap, true, "two", "and why");
	ktap_result(&page.ktap, false, "three", "that is wrong");
	assert_true(ktap_finish(&page.ktap));
	end(&page, "KTAP version 1\n"
		   "1..3\n"
		   "ok 1 one\n"
		   "ok 2 two # and why\n"
		   "# three: that is wrong\n"
		   "not ok 3 three\n"
		   "# Totals: pass:2 fail:1 skip:0 total:3\n");
}

/* As the kernel's parser takes a plan of none. */
static void test_nothing_at_all(void **state)
{
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	assert_non_null(out);
	ktap_skip_all(out, "it cannot be");
	fclose(out);
	assert_string_equal(text, "KTAP version 1\n1..0 # SKIP it cannot be\n");
	free(text);
}

static void test_subtests_lie_in_their_test(void **state)
{
	struct page page;

	(void)state;
	begin(&page, 2);
	ktap_begin_subtests(&page.ktap, "outer", 2);
	ktap_begin_subtests(&page.ktap, "inner", 1);
	ktap_note(&page.ktap, "a %s", "note");
	ktap_result(&page.ktap, true, "leaf", NULL);
	ktap_end_subtests(&page.ktap, "inner");
	ktap_skip(&page.ktap, "other", "no such thing");
	ktap_end_subtests(&page.ktap, "outer");
	ktap_result(&page.ktap, true, "last", NULL);
	assert_true(ktap_finish(&page.ktap));
	end(&page, "KTAP version 1\n"
		   "1..2\n"
		   "  KTAP version 1\n"
		   "  # Subtest: outer\n"
		   "  1..2\n"
		   "    KTAP version 1\n"
		   "    # Subtest: inner\n"
		   "    1..1\n"
		   "    # a note\n"
		   "    ok 1 leaf\n"
		   "  ok 1 inner\n"
		   "  ok 2 other # SKIP no such thing\n"
		   "ok 1 outer\n"
		   "ok 2 last\n"
		   "# Totals: pass:2 fail:0 skip:0 total:2\n");
}

/* One failing leaf is enough, however deep; its neighbours are not blamed. */
static void test_a_failure_bubbles_up(void **state)
{
	struct page page;

	(void)state;
	begin(&page, 2);
	ktap_begin_subtests(&page.ktap, "a", 1);
	ktap_begin_subtests(&page.ktap, "b", 2);
	ktap_result(&page.ktap, false, "c", NULL);
	ktap_result(&page.ktap, true, "d", NULL);
	ktap_end_subtests(&page.ktap, "b");
	ktap_end_subtests(&page.ktap, "a");
	ktap_begin_subtests(&page.ktap, "e", 1);
	ktap_result(&page.ktap, true, "f", NULL);
	ktap_end_subtests(&page.ktap, "e");
	assert_int_equal(page.ktap.levels[0].failed, 1);
	assert_int_equal(page.ktap.levels[0].passed, 1);
	fclose(page.out);
	assert_non_null(
		strstr(page.text, "\n    not ok 1 c\n    ok 2 d\n  not ok 1 b\nnot ok 1 a\n"));
	free(page.text);
}

static void test_a_plan_must_be_kept(void **state)
{
	struct page page;

	(void)state;
	begin(&page, 2);
	ktap_begin_subtests(&page.ktap, "short", 2);
	ktap_result(&page.ktap, true, "a", NULL);
	ktap_end_subtests(&page.ktap, "short");
	assert_false(ktap_finish(&page.ktap));
	end(&page, "KTAP version 1\n"
		   "1..2\n"
		   "  KTAP version 1\n"
		   "  # Subtest: short\n"
		   "  1..2\n"
		   "  ok 1 a\n"
		   "# short: 1 of 2 tests were made\n"
		   "not ok 1 short\n"
		   "# 1 of 2 tests were made\n"
		   "# Totals: pass:0 fail:1 skip:0 total:1\n");
}

static void test_all_skipped_is_skipped(void **state)
{
	struct page page;

	(void)state;
	begin(&page, 2);
	ktap_begin_subtests(&page.ktap, "all", 2);
	ktap_skip(&page.ktap, "a", "x");
	ktap_skip(&page.ktap, "b", "y");
	ktap_end_subtests(&page.ktap, "all");
	assert_int_equal(page.ktap.levels[0].skipped, 1);
	/* Planned to be empty, and it was: nothing of it was skipped. */
	ktap_begin_subtests(&page.ktap, "none", 0);
	ktap_end_subtests(&page.ktap, "none");
	assert_int_equal(page.ktap.levels[0].passed, 1);
	fclose(page.out);
	assert_non_null(strstr(page.text, "\nok 1 all # SKIP all of it\n"));
	free(page.text);
}

/* What would end a line or begin a directive in it. */
static void test_names_stay_names(void **state)
{
	struct page page;

	(void)state;
	begin(&page, 4);
	ktap_result(&page.ktap, true, "ops# # SKIP me\nnot ok 9", NULL);
	ktap_result(&page.ktap, false, "a", "two\nlines # one");
	ktap_skip(&page.ktap, "b#", "\tc #1\r\n");
	ktap_begin_subtests(&page.ktap, "d#\n", 0);
	ktap_end_subtests(&page.ktap, "d#\n");
	assert_true(ktap_finish(&page.ktap));
	end(&page, "KTAP version 1\n"
		   "1..4\n"
		   "ok 1 ops_ _ SKIP me not ok 9\n"
		   "# a: two lines # one\n"
		   "not ok 2 a\n"
		   "ok 3 b_ # SKIP  c #1  \n"
		   "  KTAP version 1\n"
		   "  # Subtest: d_ \n"
		   "  1..0\n"
		   "ok 4 d_ \n"
		   "# Totals: pass:2 fail:1 skip:1 total:4\n");
}

static size_t longest_line(const char *text)
{
	size_t longest = 0;

	while (*text) {
		size_t length = strcspn(text, "\n");

		if (length > longest)
			longest = length;
		text += length + (text[length] == '\n');
	}
	return longest;
}

/* However long the words are and however deep they stand, and nothing of them is lost. */
static void test_eighty_columns(void **state)
{
	char words[600] = "", unbroken[300];

	(void)state;
	for (int i = 0; i < 60; i++)
		snprintf(words + strlen(words), sizeof(words) - strlen(words), "word%02d ", i);
	memset(unbroken, 'x', sizeof(unbroken) - 1);
	unbroken[sizeof(unbroken) - 1] = '\0';
	for (unsigned int depth = 0; depth < KTAP_DEPTH_MAX; depth++) {
		struct page page;

		begin(&page, 9);
		for (unsigned int i = 0; i < depth; i++)
			ktap_begin_subtests(&page.ktap, "deeper", 9);
		ktap_note(&page.ktap, "%s", words);
		ktap_note(&page.ktap, "%s", unbroken);
		ktap_result(&page.ktap, true, "detail", words);
		ktap_result(&page.ktap, false, "reason", words);
		ktap_skip(&page.ktap, "skipped", words);
		fclose(page.out);
		assert_true(longest_line(page.text) <= 80);
		for (int i = 0; i < 60; i++) {
			const char *at = page.text;
			char word[16];

			snprintf(word, sizeof(word), "word%02d", i);
			for (int copy = 0; copy < 4; copy++) {
				at = strstr(at, word);
				assert_non_null(at);
				at++;
			}
		}
		assert_non_null(strstr(page.text, "ok 1 detail\n"));
		assert_non_null(strstr(page.text, "ok 3 skipped # SKIP not here\n"));
		free(page.text);
	}
}

/* The longest that fits is not moved away. */
static void test_a_reason_that_just_fits(void **state)
{
	char reason[80];
	struct page page;

	(void)state;
	memset(reason, 'x', sizeof(reason));
	reason[80 - strlen("ok 999 a # SKIP ")] = '\0';
	begin(&page, 1);
	ktap_skip(&page.ktap, "a", reason);
	fclose(page.out);
	assert_non_null(strstr(page.text, reason));
	assert_null(strstr(page.text, "not here"));
	assert_true(longest_line(page.text) <= 80);
	free(page.text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_flat_one),
		cmocka_unit_test(test_nothing_at_all),
		cmocka_unit_test(test_subtests_lie_in_their_test),
		cmocka_unit_test(test_a_failure_bubbles_up),
		cmocka_unit_test(test_a_plan_must_be_kept),
		cmocka_unit_test(test_all_skipped_is_skipped),
		cmocka_unit_test(test_names_stay_names),
		cmocka_unit_test(test_eighty_columns),
		cmocka_unit_test(test_a_reason_that_just_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
