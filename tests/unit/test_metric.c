// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a metric's name tells of its unit.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "stats/metric.h"

static void test_units(void **state)
{
	static const struct {
		const char *metric;
		const char *unit;
		bool instructions;
	} cases[] = {
		{ "time", "ns", false },
		{ "kernel-instructions", "instructions", true },
		{ "instructions:k", "instructions", true },
		{ "instructions-per-something", "events", false },
		{ "cycles", "cycles", false },
		{ "cycles:u", "cycles", false },
		{ "armv8_pmuv3_0/cpu_cycles/", "cycles", false },
		{ "frontend-stalls", "cycles", false },
		{ "branch-misses", "events", false },
		{ "r1b", "events", false },
		{ "", "events", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct metric_kind *kind = metric_kind(cases[i].metric);

		assert_string_equal(kind->unit, cases[i].unit);
		assert_int_equal(kind->instructions, cases[i].instructions);
	}
	assert_string_equal(metric_kind("cycles")->title, "cycles");
	assert_null(metric_kind("cycles:u")->title);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_units),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
