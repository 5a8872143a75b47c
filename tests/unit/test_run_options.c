// SPDX-License-Identifier: GPL-2.0-only
/*
 * The words of `run`: what they ask for, what is filled in, what is refused.
 */
#include <getopt.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "verbs/run_options.h"

static struct run_options options;
static struct complaint complaint;

/* The words as a shell would give them, ended by NULL. */
#define PARSE(...) parse((const char *[]){ "run", __VA_ARGS__ __VA_OPT__(, ) NULL })

static int parse(const char **words)
{
	int count = 0;

	while (words[count])
		count++;
	/* getopt_long() keeps its place between two calls otherwise. */
	optind = 0;
	memset(&complaint, 0, sizeof(complaint));
	return run_options_parse(&options, count, (char **)words, &complaint);
}

static void assert_accepted(int err)
{
	if (err)
		fail_msg("refused: %s", complaint.tried);
}

/* Refused as wrong words, and both halves of the message say something of these. */
static void assert_refused(int err, const char *tried, const char *advice)
{
	if (!err)
		fail_msg("accepted, but '%s' was expected", tried);
	assert_true(err < 0);
	assert_int_equal(complaint.exit_code, EXIT_CODE_USAGE);
	if (!strstr(complaint.tried, tried))
		fail_msg("'%s' is not in '%s'", tried, complaint.tried);
	if (!strstr(complaint.advice, advice))
		fail_msg("'%s' is not in '%s'", advice, complaint.advice);
}

static void test_defaults(void **state)
{
	uint64_t seed;

	(void)state;
	assert_accepted(PARSE());
	assert_int_equal(options.plan.configuration_count, 8);
	assert_string_equal(options.plan.configurations[0].name, "none");
	assert_string_equal(options.plan.configurations[7].name, "direct+ops1");
	assert_true(options.plan.workload_count >= 2);
	assert_int_equal(options.plan.event_count, 3);
	assert_false(options.events_asked);
	assert_string_equal(options.plan.events[0].name, "kernel-instructions");
	assert_string_equal(options.plan.events[1].name, "user-instructions");
	assert_string_equal(options.plan.events[2].name, "cycles");
	assert_int_equal(options.plan.blocks, 20);
	assert_int_equal(options.plan.calls, 0);
	assert_int_equal(options.plan.cpu, -1);
	assert_null(options.module);
	assert_int_equal(strncmp(options.output, "tracetoll-", 10), 0);
	assert_string_equal(options.output + strlen(options.output) - 6, ".jsonl");
	/* A drawn seed can be typed again, and is another one each time. */
	seed = options.plan.seed;
	assert_true(seed < 1000000000);
	assert_accepted(PARSE());
	if (options.plan.seed == seed) {
		assert_accepted(PARSE());
		assert_true(options.plan.seed != seed);
	}
}

static void test_all_that_can_be_asked_for(void **state)
{
	(void)state;
	assert_accepted(PARSE("-c", "none,ops3", "--config=ops4", "-wkloop", "-e", "cycles", "-o",
			      "file", "--blocks", "3", "--seed", "9223372036854775807", "--calls",
			      "1000000", "--cpu", "1023", "--module", "/a/tracetoll.ko"));
	assert_int_equal(options.plan.configuration_count, 3);
	assert_string_equal(options.plan.configurations[2].name, "ops4");
	assert_int_equal(options.plan.workload_count, 1);
	assert_string_equal(options.plan.workloads[0]->name, "kloop");
	assert_int_equal(options.plan.event_count, 1);
	assert_true(options.events_asked);
	assert_string_equal(options.output, "file");
	assert_int_equal(options.plan.blocks, 3);
	assert_true(options.plan.seed == INT64_MAX);
	assert_int_equal(options.plan.calls, 1000000);
	assert_int_equal(options.plan.cpu, 1023);
	assert_string_equal(options.module, "/a/tracetoll.ko");
	assert_false(options.baseline_added);
	assert_accepted(PARSE("-o", "-"));
	assert_string_equal(options.output, "-");
}

static void test_board_labels(void **state)
{
	char longest[66] = "";

	(void)state;
	assert_accepted(PARSE());
	assert_null(options.board);
	assert_accepted(PARSE("--board", "rock 5b #2, lab"));
	assert_string_equal(options.board, "rock 5b #2, lab");
	memset(longest, 'x', 64);
	assert_accepted(PARSE("--board", longest));
	longest[64] = 'x';
	assert_refused(PARSE("--board", longest), "1 to 64 printable", "--help");
	assert_refused(PARSE("--board", ""), "--board takes", "--help");
	assert_refused(PARSE("--board", "two\nlines"), "--board takes", "--help");
	assert_refused(PARSE("--board", "\x1b[31m"), "--board takes", "--help");
	assert_refused(PARSE("--board", "stra\xc3\x9f"
					"e"),
		       "--board takes", "--help");
	assert_refused(PARSE("--board", " x"), "--board takes", "--help");
	assert_refused(PARSE("--board", "x "), "--board takes", "--help");
}

static void test_a_precision_that_no_result_can_reach(void **state)
{
	(void)state;
	assert_accepted(PARSE("--precision", "0.5%", "--blocks", "10"));
	assert_refused(PARSE("--precision", "0.5%", "--blocks", "9"),
		       "--precision takes 10 blocks at least, and --blocks permits 9", "--help");
	assert_accepted(PARSE("--precision", "2ns", "--blocks", "18", "--reload", "3"));
	assert_refused(PARSE("--precision", "2ns", "--blocks", "17", "--reload", "3"),
		       "takes 18 blocks at least (6 loads of the module, by --reload)", "--help");
	assert_refused(PARSE("--precision", "2ns", "--reload", "200"), "permits 1000", "--help");
	assert_accepted(PARSE("--blocks", "5", "--reload", "3"));
}

static void test_baseline(void **state)
{
	(void)state;
	assert_accepted(PARSE("-c", "ops1,direct"));
	assert_true(options.baseline_added);
	assert_int_equal(options.plan.configuration_count, 3);
	assert_string_equal(options.plan.configurations[0].name, "none");
	assert_string_equal(options.plan.configurations[1].name, "ops1");
	assert_string_equal(options.plan.configurations[2].name, "direct");
	/* Where it was asked for it is not added. */
	assert_accepted(PARSE("-c", "ops1,none"));
	assert_false(options.baseline_added);
	assert_int_equal(options.plan.configuration_count, 2);
}

/* As many as there is room for, but none of what was asked for is dropped for it. */
static void test_no_room_for_the_baseline(void **state)
{
	char list[PLAN_CONFIGURATIONS_MAX * 8];
	size_t used = 0;

	(void)state;
	for (unsigned int i = 0; i < PLAN_CONFIGURATIONS_MAX - 1; i++)
		used += (size_t)snprintf(list + used, sizeof(list) - used, "%sops%u", i ? "," : "",
					 i + 2);
	assert_accepted(PARSE("-c", list));
	assert_int_equal(options.plan.configuration_count, PLAN_CONFIGURATIONS_MAX);
	assert_string_equal(options.plan.configurations[0].name, "none");
	assert_string_equal(options.plan.configurations[127].name, "ops128");
	assert_refused(PARSE("-c", list, "-c", "direct"), "too many configs", "leave one out");
	assert_accepted(PARSE("-c", list, "-c", "none"));
	assert_refused(PARSE("-c", list, "-c", "none,direct"), "too many configs at once: 'direct'",
		       "");
}

static void test_unknown_names(void **state)
{
	(void)state;
	assert_refused(PARSE("-c", "opps1"), "there is no configuration 'opps1'",
		       "did you mean 'ops1'?");
	assert_refused(PARSE("-c", "none,dirct"), "no configuration 'dirct'",
		       "did you mean 'direct'?");
	assert_refused(PARSE("-w", "getppidd"), "there is no workload 'getppidd'",
		       "did you mean 'getppid'?");
	assert_refused(PARSE("-w", "kloo"), "'kloo'", "did you mean 'kloop'?");
	assert_refused(PARSE("-e", "cycle"), "there is no event 'cycle'", "did you mean 'cycles'?");
	assert_refused(PARSE("-c", "unheard-of"), "'unheard-of'", "tracetoll list configs");
	assert_refused(PARSE("-w", "unheard-of"), "'unheard-of'", "tracetoll list workloads");
	assert_refused(PARSE("-e", "unheard-of"), "'unheard-of'", "tracetoll list events");
}

static void test_bad_lists(void **state)
{
	(void)state;
	assert_refused(PARSE("-c", ""), "the list of configs is empty", "");
	assert_refused(PARSE("-w", ""), "the list of workloads is empty", "");
	assert_refused(PARSE("-e", ""), "the list of events is empty", "");
	assert_refused(PARSE("-c", ","), "no configuration ''", "");
	assert_refused(PARSE("-c", "ops1,"), "no configuration ''", "");
	assert_refused(PARSE("-c", "ops257"), "'ops257' is out of range, it may be 2 to 256", "");
	assert_refused(PARSE("-c", "ops1+irr1000"), "it may be 1 to 256", "");
	assert_refused(PARSE("-c", "ops99999999999999999999"), "it may be 2 to 256", "");
}

static void test_bad_numbers(void **state)
{
	static const char *const words[] = { "",
					     "x",
					     "-1",
					     "+1",
					     " 1",
					     "1 ",
					     "1.5",
					     "0x1",
					     "1e3",
					     "18446744073709551616",
					     "99999999999999999999" };
	static const char *const names[] = { "--blocks", "--seed", "--calls", "--cpu" };

	(void)state;
	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
			assert_refused(PARSE(names[n], words[i]), names[n], "");
			assert_non_null(strstr(complaint.tried, "takes a whole number from"));
		}
	}
	assert_refused(PARSE("--blocks", "0"), "from 1 to 1000000, not '0'", "");
	assert_refused(PARSE("--blocks", "1000001"), "not '1000001'", "");
	assert_refused(PARSE("--calls", "0"), "from 1 to 1000000", "");
	assert_refused(PARSE("--calls", "1000001"), "not '1000001'", "");
	assert_refused(PARSE("--cpu", "1024"), "from 0 to 1023", "");
	assert_refused(PARSE("--seed", "9223372036854775808"), "to 9223372036854775807", "");
	assert_accepted(PARSE("--seed", "0"));
	assert_int_equal(options.plan.seed, 0);
}

static void test_bad_words(void **state)
{
	char long_name[PATH_MAX + 1];

	(void)state;
	memset(long_name, 'a', sizeof(long_name) - 1);
	long_name[sizeof(long_name) - 1] = '\0';
	assert_refused(PARSE("kloop"), "'kloop' is one word too many", "run --help");
	assert_refused(PARSE("--", "-c"), "'-c' is one word too many", "");
	assert_refused(PARSE("--block", "1", "--unknown"), "not known", "run --help");
	assert_refused(PARSE("-x"), "not known", "run --help");
	assert_refused(PARSE("-c"), "lacks its value", "run --help");
	assert_refused(PARSE("--blocks"), "lacks its value", "run --help");
	assert_refused(PARSE("-o", ""), "-o takes the name of a file", "");
	assert_refused(PARSE("-o", long_name), "-o takes the name of a file", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_all_that_can_be_asked_for),
		cmocka_unit_test(test_board_labels),
		cmocka_unit_test(test_a_precision_that_no_result_can_reach),
		cmocka_unit_test(test_baseline),
		cmocka_unit_test(test_no_room_for_the_baseline),
		cmocka_unit_test(test_unknown_names),
		cmocka_unit_test(test_bad_lists),
		cmocka_unit_test(test_bad_numbers),
		cmocka_unit_test(test_bad_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
