// SPDX-License-Identifier: GPL-2.0-only
/*
 * Counts that differ between blocks: a finding, unless the reason is known and large enough.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "report/trust.h"
#include "report_said.h"
#include "sample_file.h"

/* A file of two blocks in which @configuration differs by @spread instructions a call. */
static void read_two_blocks(const char *arch, const char *configuration, int spread, int loads,
			    struct result *result)
{
	struct sample_file file;
	char names[64];
	char *found;

	snprintf(names, sizeof(names), "\"none\",\"%s\"", configuration);
	sample_file_begin(&file, names, 2, SAMPLE_FILE_EMULATED);
	for (int block = 0; block < 2; block++) {
		sample_file_add(&file, (struct sample_spec){ .block = block,
							     .configuration = "none",
							     .load = block % loads,
							     .difference = 80 });
		sample_file_add(&file,
				(struct sample_spec){ .block = block,
						      .configuration = configuration,
						      .load = block % loads,
						      .difference = 900 + 10L * spread * block });
	}
	fflush(file.out);
	found = strstr(file.text, "\"arch\":\"arm64\"");
	assert_non_null(found);
	/* The blanks behind it make room for the longest name, so that nothing moves. */
	memcpy(found, arch, strlen(arch));
	sample_file_read(&file, result);
}

static void assert_judged_of(const char *arch, const char *configuration, int spread, int loads,
			     bool trusted)
{
	struct result result;
	struct trust trust;
	char *text;

	read_two_blocks(arch, configuration, spread, loads, &result);
	assert_int_equal(trust_judge(&result, &trust), 0);
	if (trusted)
		assert_string_equal(trust.reasons, "");
	else
		assert_non_null(strstr(trust.reasons, "differ between blocks in 1 place"));
	text = report(&result, REPORT_FORMAT_TEXT);
	if (trusted && spread)
		assert_contains(text, "(BPF's JIT)");
	else
		assert_lacks(text, "(BPF's JIT)");
	free(text);
}

static void assert_judged(const char *arch, const char *configuration, int spread, bool trusted)
{
	assert_judged_of(arch, configuration, spread, 1, trusted);
}

static void test_the_jit(void **state)
{
	(void)state;
	assert_judged("\"arch\":\"riscv64\"", "fexit", 2, true);
	assert_judged("\"arch\":\"riscv64\"", "fexit", 8, true);
	assert_judged("\"arch\":\"riscv64\"", "fexit", 0, true);
	assert_judged("\"arch\":\"arm64\"", "fexit", 2, true);
}

/* Programs are loaded once for each load of the module, and their maps with them. */
static void test_the_address_of_a_map(void **state)
{
	(void)state;
	assert_judged_of("\"arch\":\"riscv64\"", "fentry-map", 4, 2, true);
	assert_judged_of("\"arch\":\"arm64\"", "kprobe-count", 1, 2, true);
	assert_judged_of("\"arch\":\"arm64\"", "kprobe-count", 1, 1, false);
	assert_judged_of("\"arch\":\"arm64\"", "kprobe", 1, 2, false);
	assert_judged_of("\"arch\":\"riscv64\"", "fentry-map", 5, 2, false);
	assert_judged_of("\"arch\":\"x86_64\"", "fentry-map", 1, 2, false);
}

static void test_more_than_it_can_explain(void **state)
{
	(void)state;
	assert_judged("\"arch\":\"riscv64\"", "fexit", 9, false);
}

static void test_what_it_has_no_part_in(void **state)
{
	(void)state;
	assert_judged("\"arch\":\"riscv64\"", "ops1", 2, false);
	assert_judged("\"arch\":\"x86_64\"", "fexit", 2, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_jit),
		cmocka_unit_test(test_the_address_of_a_map),
		cmocka_unit_test(test_more_than_it_can_explain),
		cmocka_unit_test(test_what_it_has_no_part_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
