// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "machine/cpu_list.h"

static const struct {
	const char *list;
	unsigned int count;
	int last;
	const char *members; /* of CPUs 0 to 9 */
} cases[] = {
	{ "", 0, -1, "----------" },         { "0", 1, 0, "x---------" },
	{ "0-3", 4, 3, "xxxx------" },       { "1,3-4,9", 4, 9, "-x-xx----x" },
	{ "0-9:2/4", 6, 9, "xx--xx--xx" },   { "3-1", 0, -1, "----------" },
	{ "-3", 0, -1, "----------" },       { "2-", 0, -1, "----------" },
	{ "0-3:1/0", 0, -1, "----------" },  { "none", 0, -1, "----------" },
	{ "0-9:1/5\n", 2, 5, "x----x----" },
};

static void test_lists(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(cpu_list_count(cases[i].list), cases[i].count);
		assert_int_equal(cpu_list_last(cases[i].list), cases[i].last);
		for (int cpu = 0; cpu < 10; cpu++) {
			if (cpu_list_has(cases[i].list, cpu) != (cases[i].members[cpu] == 'x'))
				fail_msg("'%s' and CPU %d", cases[i].list, cpu);
		}
	}
	/* rcu_nocbs=all */
	assert_true(cpu_list_has("all", 77));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_lists) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
