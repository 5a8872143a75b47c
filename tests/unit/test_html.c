// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a string of a file becomes in the page: itself to the eye, and nothing to the browser.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "page/html.h"

#define REPLACEMENT "\xef\xbf\xbd"

static void assert_written(const char *text, const char *expected)
{
	char *written = NULL;
	size_t size;
	FILE *out = open_memstream(&written, &size);

	assert_non_null(out);
	html_text(out, text);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(written, expected);
	free(written);
}

static void test_markup_is_text(void **state)
{
	(void)state;
	assert_written("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;");
	assert_written("\" onload='x' &amp;", "&quot; onload=&#39;x&#39; &amp;amp;");
	assert_written("plain ops1+irr10", "plain ops1+irr10");
}

static void test_characters_of_all_lengths(void **state)
{
	(void)state;
	assert_written("\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80",
		       "\xc3\xa4 \xe2\x82\xac \xf0\x9f\x98\x80");
}

static void test_what_is_no_character(void **state)
{
	static const char *const wrong[] = {
		"\x80", /* goes on, but nothing began */
		"\xff", /* never a byte of it */
		"\xc0\xaf", /* a slash in two bytes */
		"\xe0\x80\x80", /* nothing in three */
		"\xed\xa0\x80", /* half of a pair */
		"\xf4\x90\x80\x80", /* beyond the last one */
		"\xef\xbf\xbf", /* no character by its definition */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		char *written = NULL;
		size_t size;
		FILE *out = open_memstream(&written, &size);

		assert_non_null(out);
		html_text(out, wrong[i]);
		assert_int_equal(fclose(out), 0);
		assert_int_equal(size % strlen(REPLACEMENT), 0);
		assert_true(size > 0);
		for (size_t at = 0; at < size; at += strlen(REPLACEMENT))
			assert_memory_equal(written + at, REPLACEMENT, strlen(REPLACEMENT));
		free(written);
	}
}

/* A character that ends before its bytes do must not swallow what follows. */
static void test_markup_behind_half_a_character(void **state)
{
	(void)state;
	assert_written("\xe2\x82<b>", REPLACEMENT REPLACEMENT "&lt;b&gt;");
	assert_written("\xf0", REPLACEMENT);
}

static void test_control_and_direction(void **state)
{
	(void)state;
	assert_written("a\x1b[31mb", "a" REPLACEMENT "[31mb");
	assert_written("\x7f", REPLACEMENT);
	assert_written("two\nlines\tand", "two\nlines\tand");
	/* Right-to-left override, isolate, zero width: a name that looks like another one. */
	assert_written("\xe2\x80\xaeops1", REPLACEMENT "ops1");
	assert_written("\xe2\x81\xa6ops1", REPLACEMENT "ops1");
	assert_written("op\xe2\x80\x8bs1", "op" REPLACEMENT "s1");
}

static void test_format(void **state)
{
	char *written = NULL;
	size_t size;
	FILE *out = open_memstream(&written, &size);

	(void)state;
	assert_non_null(out);
	html_print(out, "<td class=x title=\"%s\">%zu %% %s</td>", "a\"b", (size_t)12, "<i>");
	assert_int_equal(fclose(out), 0);
	assert_string_equal(written, "<td class=x title=\"a&quot;b\">12 % &lt;i&gt;</td>");
	free(written);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_markup_is_text),
		cmocka_unit_test(test_characters_of_all_lengths),
		cmocka_unit_test(test_what_is_no_character),
		cmocka_unit_test(test_markup_behind_half_a_character),
		cmocka_unit_test(test_control_and_direction),
		cmocka_unit_test(test_format),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
