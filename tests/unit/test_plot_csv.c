// SPDX-License-Identifier: GPL-2.0-only
/*
 * What gnuplot reads: fields of hostile names, and rows of every board.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "plot/csv_copy.h"

static void test_fields(void **state)
{
	static const struct {
		const char *mark;
		const char *text;
		const char *field;
	} cases[] = {
		{ "", "ops1", "ops1" },
		{ "", NULL, "" },
		{ "dirty:", "ops1", "dirty:ops1" },
		{ "dirty:", "a,b", "\"dirty:a,b\"" },
		{ "", "a \"b\"", "\"a \"\"b\"\"\"" },
		{ "", "two\nlines\r\t\x7f", "two?lines???" },
		{ "", "caf\xc3\xa9", "caf\xc3\xa9" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *text;
		size_t size;
		FILE *out = open_memstream(&text, &size);

		plot_csv_field(out, cases[i].mark, cases[i].text);
		assert_int_equal(fclose(out), 0);
		assert_string_equal(text, cases[i].field);
		free(text);
	}
}

static void test_a_line_is_split(void **state)
{
	char csv[] = "a,,\"b,c\",\"d \"\"e\"\"\"\n\"two\nlines\",x\nlast";
	char *fields[3];
	size_t count;
	char *next = plot_csv_split(csv, fields, 3, &count);

	(void)state;
	/* The fourth one has no room. */
	assert_int_equal(count, 3);
	assert_string_equal(fields[0], "a");
	assert_string_equal(fields[1], "");
	assert_string_equal(fields[2], "b,c");
	next = plot_csv_split(next, fields, 3, &count);
	assert_int_equal(count, 2);
	assert_string_equal(fields[0], "two\nlines");
	assert_string_equal(fields[1], "x");
	next = plot_csv_split(next, fields, 3, &count);
	assert_int_equal(count, 1);
	assert_string_equal(fields[0], "last");
	assert_null(plot_csv_split(next, fields, 3, &count));
}

/* The end of the text ends what is not closed, too. */
static void test_a_quote_that_stays_open(void **state)
{
	char csv[] = "a,\"b";
	char *fields[3];
	size_t count;
	char *next = plot_csv_split(csv, fields, 3, &count);

	(void)state;
	assert_int_equal(count, 2);
	assert_string_equal(fields[1], "b");
	assert_null(plot_csv_split(next, fields, 3, &count));
}

static void test_a_board_gets_its_name(void **state)
{
	char csv[] = "board,workload\n\"as, it\",kloop\nsays,\"x,y\"\n";
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	plot_csv_copy(out, csv, "the one, of two", true);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(text, "board,workload\n\"the one, of two\",kloop\n"
				  "\"the one, of two\",\"x,y\"\n");
	free(text);
}

static void test_lines_are_chosen(void **state)
{
	const char *names[] = { "none", "ops1", "ops2" };
	const bool chosen[] = { false, true, false };
	const struct boards boards = { .configurations = names, .configuration_count = 3 };
	const struct plot_choice choice = { .boards = &boards, .configurations = chosen };
	char lines[] = "b,none,1\nb,ops1,2\nb,ops2,3\nb,dirty:ops1,4\nb\nb,ops11,5\n";
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	(void)state;
	plot_csv_choose(out, "board,configuration,value", lines, &choice);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(text, "b,ops1,2\nb,dirty:ops1,4\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_a_line_is_split),
		cmocka_unit_test(test_a_quote_that_stays_open),
		cmocka_unit_test(test_a_board_gets_its_name),
		cmocka_unit_test(test_lines_are_chosen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
