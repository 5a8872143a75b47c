// SPDX-License-Identifier: GPL-2.0-only
/*
 * The example of docs/statistics.md: its values are read from there, and what they come to must
 * stand there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stats/comparison.h"

#define BLOCKS 8
#define FLOOR 0.01 /* of the baseline */

struct example {
	double none[BLOCKS];
	double direct[BLOCKS]; /* differences */
	double ops1[BLOCKS];
};

static char *read_document(void)
{
	FILE *in = fopen(TEST_DATA "/../../docs/statistics.md", "r");
	char *text = calloc(1, 1 << 16);
	size_t length;

	assert_non_null(in);
	assert_non_null(text);
	length = fread(text, 1, (1 << 16) - 1, in);
	assert_true(length && length < (1 << 16) - 1);
	fclose(in);
	return text;
}

static void read_example(const char *text, struct example *example)
{
	const char *line = strstr(text, "    block   none  direct   ops1\n");

	assert_non_null(line);
	for (size_t i = 0; i < BLOCKS; i++) {
		double direct, ops1;
		size_t block;

		line = strchr(line, '\n') + 1;
		assert_int_equal(
			sscanf(line, "%zu %lf %lf %lf", &block, &example->none[i], &direct, &ops1),
			4);
		assert_int_equal(block, i + 1);
		example->direct[i] = direct - example->none[i];
		example->ops1[i] = ops1 - example->none[i];
	}
}

static void assert_said(const char *text, const char *line)
{
	if (!strstr(text, line))
		fail_msg("docs/statistics.md lacks: %s", line);
}

static void assert_row(const char *text, const char *name, struct comparison *row, double adjusted,
		       double floor)
{
	char line[256];

	row->adjusted_p = adjusted;
	snprintf(line, sizeof(line),
		 "\n    %-6s  %+.2f [%.2f, %.2f]  p %.4f  corrected %.4f  detectable %.2f  %s\n",
		 name, row->shift.value, row->shift.interval.low, row->shift.interval.high, row->p,
		 row->adjusted_p, row->detectable, verdict_name(comparison_judge(row, floor)));
	assert_said(text, line);
}

static void test_the_example(void **state)
{
	char *text = read_document();
	struct comparison direct, ops1;
	struct example example;
	struct estimate none;
	char line[256];
	double p[2];

	(void)state;
	read_example(text, &example);
	none = estimate_median(example.none, BLOCKS);
	snprintf(line, sizeof(line), "\n    none    %.2f [%.2f, %.2f]\n", none.value,
		 none.interval.low, none.interval.high);
	assert_said(text, line);
	snprintf(line, sizeof(line), "The floor is %.2f cycles.", FLOOR * none.value);
	assert_said(text, line);
	assert_int_equal(comparison_make(example.direct, BLOCKS, 0, &direct), 0);
	assert_int_equal(comparison_make(example.ops1, BLOCKS, 0, &ops1), 0);
	comparison_share(&ops1, 2);
	p[0] = direct.p;
	p[1] = ops1.p;
	assert_int_equal(adjust_holm(p, 2), 0);
	assert_row(text, "direct", &direct, p[0], FLOOR * none.value);
	assert_row(text, "ops1", &ops1, p[1], FLOOR * none.value);
	snprintf(line, sizeof(line), "1 cycle as surely takes %zu blocks",
		 blocks_needed(&direct, 1));
	assert_said(text, line);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_example),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
