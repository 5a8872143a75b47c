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
		bool any_arch;
	} cases[] = {
		{ "time", "ns", false, true },
		{ "kernel-instructions", "instructions", true, false },
		{ "instructions:k", "instructions", true, false },
		{ "instructions-per-something", "events", false, false },
		{ "cycles", "cycles", false, true },
		{ "cycles:u", "cycles", false, true },
		{ "armv8_pmuv3_0/cpu_cycles/", "cycles", false, false },
		{ "frontend-stalls", "cycles", false, false },
		{ "branch-misses", "events", false, false },
		{ "r1b", "events", false, false },
		{ "", "events", false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct metric_kind *kind = metric_kind(cases[i].metric);

		assert_string_equal(kind->unit, cases[i].unit);
		assert_int_equal(kind->instructions, cases[i].instructions);
		assert_int_equal(kind->any_arch, cases[i].any_arch);
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
