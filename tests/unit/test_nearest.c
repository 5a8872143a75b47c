// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names found and names suggested: the metric itself, events and workloads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench/workload.h"
#include "config/event.h"
#include "config/nearest.h"

static void test_distance_decides(void **state)
{
	static const char *const names[] = { "list", "run", "report" };

	(void)state;
	assert_string_equal(nearest_name("rum", names, 3), "run"); /* another letter */
	assert_string_equal(nearest_name("lst", names, 3), "list"); /* one left out */
	assert_string_equal(nearest_name("repport", names, 3), "report"); /* one too many */
	assert_string_equal(nearest_name("reprot", names, 3), "report"); /* two swapped */
	assert_string_equal(nearest_name("report", names, 3), "report");
	/* The nearer one wins, wherever it stands. */
	assert_string_equal(nearest_name("run", (const char *const[]){ "ruin", "run" }, 2), "run");
	assert_string_equal(nearest_name("run", (const char *const[]){ "run", "ruin" }, 2), "run");
}

static void test_no_suggestion(void **state)
{
	static const char *const names[] = { "list", "run", "report" };
	char word[400];

	(void)state;
	assert_null(nearest_name("", names, 3));
	assert_null(nearest_name("completely-else", names, 3));
	assert_null(nearest_name("run", names, 0));
	/* However long a word is, it does not become a short one. */
	for (size_t length = 8; length < sizeof(word); length++) {
		memset(word, 'x', length);
		word[length] = '\0';
		if (nearest_name(word, names, 3))
			fail_msg("a word of %zu letters suggests '%s'", length,
				 nearest_name(word, names, 3));
	}
}

static void test_long_words_that_begin_alike(void **state)
{
	char name[200], word[200];
	const char *const names[] = { name };

	(void)state;
	memset(name, 'a', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	memcpy(word, name, sizeof(word));
	word[3] = 'b';
	assert_ptr_equal(nearest_name(word, names, 1), name);
}

static void test_limit(void **state)
{
	static const char *const names[] = { "get_parent", "get_count" };

	(void)state;
	assert_string_equal(nearest_name_within("get_cont", names, 2, 1), "get_count");
	assert_string_equal(nearest_name_within("get_conf", names, 2, 2), "get_count");
	assert_null(nearest_name_within("get_conf", names, 2, 1));
	assert_string_equal(nearest_name_within("get_count", names, 2, 0), "get_count");
	assert_null(nearest_name_within("get_coun", names, 2, 0));
}

static void test_events(void **state)
{
	size_t count;
	const struct event_row *rows = event_rows(&count);

	(void)state;
	assert_true(count >= 3);
	for (size_t i = 0; i < count; i++) {
		assert_ptr_equal(event_find(rows[i].name), &rows[i]);
		assert_true(rows[i].kernel || rows[i].user);
		assert_true(*rows[i].counts);
	}
	assert_true(event_find("kernel-instructions")->kernel);
	assert_false(event_find("kernel-instructions")->user);
	assert_false(event_find("user-instructions")->kernel);
	assert_true(event_find("instructions")->kernel);
	assert_true(event_find("instructions")->user);
	assert_null(event_find("instruction"));
	assert_null(event_find(""));
	assert_string_equal(event_nearest("cycle"), "cycles");
	assert_string_equal(event_nearest("kernel-instruction"), "kernel-instructions");
	assert_string_equal(event_nearest("usr-instructions"), "user-instructions");
	assert_null(event_nearest("temperature"));
}

static void test_workloads(void **state)
{
	size_t count;
	const struct workload **all = workload_all(&count);

	(void)state;
	assert_non_null(all);
	assert_true(count >= 2);
	for (size_t i = 0; i < count; i++) {
		assert_ptr_equal(workload_find(all[i]->name), all[i]);
		assert_non_null(all[i]->run);
		assert_true(*all[i]->what);
		if (i)
			assert_true(strcmp(all[i - 1]->name, all[i]->name) < 0);
	}
	free(all);
	/* The module's own function has no name that a user would have to know. */
	assert_string_equal(workload_find("kloop")->tracee, "tracetoll_tracee");
	assert_non_null(strstr(workload_find("getppid")->tracee, "sys_getppid"));
	assert_null(workload_find("getpid"));
	assert_null(workload_find(""));
	assert_string_equal(workload_nearest("getppidd"), "getppid");
	assert_string_equal(workload_nearest("kloo"), "kloop");
	assert_null(workload_nearest("unheard-of"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_distance_decides),
		cmocka_unit_test(test_no_suggestion),
		cmocka_unit_test(test_long_words_that_begin_alike),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_events),
		cmocka_unit_test(test_workloads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
