// SPDX-License-Identifier: GPL-2.0-only
/*
 * docs/doctor.md has a row for each fact, which says what the program says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "doctor/fact.h"

#define DOCS TEST_DATA "/../../docs/doctor.md"

/* The file's text; the caller frees it. */
static char *read_docs(void)
{
	char *text = calloc(1, 1 << 17);
	FILE *file = fopen(DOCS, "r");

	assert_non_null(text);
	assert_non_null(file);
	assert_true(fread(text, 1, (1 << 17) - 1, file) > 0);
	fclose(file);
	return text;
}

static void test_a_row_for_each_fact(void **state)
{
	char *docs = read_docs();
	char row[512];
	size_t count, rows = 0;
	const struct fact **facts = fact_all(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		const char *at;

		snprintf(row, sizeof(row), "\n| `%s` | %s | %s | %s | %s | ", facts[i]->name,
			 facts[i]->effect, facts[i]->remedy, facts[i]->tune ? "yes" : "-",
			 facts[i]->watched ? "yes" : "-");
		at = strstr(docs, row);
		if (!at)
			fail_msg("docs/doctor.md has no row that begins with: %s", row + 1);
		/* And says why. */
		assert_true(strcspn(at + strlen(row), "|\n") > 20);
	}
	/* Behind the heading there are no others. */
	for (const char *at = strstr(docs, "| fact | in short |"); at; at = strchr(at + 1, '\n'))
		rows += !strncmp(at, "\n| `", 4);
	assert_int_equal(rows, count);
	free(facts);
	free(docs);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_a_row_for_each_fact) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
