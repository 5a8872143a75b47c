// SPDX-License-Identifier: GPL-2.0-only
/*
 * docs/result-file.md names each member that is written.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "measure/plan.h"

#define DOCS TEST_DATA "/../../docs/result-file.md"
/* As a run in a guest wrote it. */
#define WRITTEN TEST_DATA "/emulated-no-counter.jsonl"
#define DOCS_SIZE (1 << 17)

static char docs[DOCS_SIZE];

static int read_docs(void **state)
{
	FILE *file = fopen(DOCS, "r");

	(void)state;
	if (!file || !fread(docs, 1, sizeof(docs) - 1, file))
		return -1;
	return fclose(file);
}

/* @part: where in the text, up to the end of its line; NULL: anywhere. */
static void assert_named(const json_t *object, const char *part)
{
	const char *at = part ? strstr(docs, part) : docs;
	char *text = at ? strndup(at, part ? strcspn(at, "\n") : strlen(at)) : NULL;
	const char *key;
	json_t *value;

	assert_non_null(text);
	json_object_foreach((json_t *)object, key, value) {
		char quoted[128];

		snprintf(quoted, sizeof(quoted), "`%s`", key);
		if (!strstr(text, quoted))
			fail_msg("docs/result-file.md does not tell of %s%s%s", quoted,
				 part ? " in the line of " : "", part ? part : "");
	}
	free(text);
}

static void test_the_plan(void **state)
{
	struct plan plan = { .blocks = 1 };
	char word[64];
	json_t *object;

	(void)state;
	assert_int_equal(plan_add_workloads(&plan, "kloop", word, sizeof(word)), 0);
	object = plan_object(&plan);
	assert_named(object, "| `plan` |");
	assert_named(json_array_get(json_object_get(object, "workloads"), 0), "| `plan` |");
	json_decref(object);
}

static void test_records(void **state)
{
	FILE *file = fopen(WRITTEN, "r");
	size_t records = 0;
	json_t *record;

	(void)state;
	assert_non_null(file);
	while ((record = json_loadf(file, JSON_DISABLE_EOF_CHECK, NULL))) {
		assert_named(record, NULL);
		assert_named(json_object_get(record, "environment"), NULL);
		assert_named(json_object_get(record, "short"), NULL);
		json_decref(record);
		records++;
	}
	assert_true(records > 10);
	fclose(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_plan),
		cmocka_unit_test(test_records),
	};

	return cmocka_run_group_tests(tests, read_docs, NULL);
}
