// SPDX-License-Identifier: GPL-2.0-only
/*
 * The reader of result files: what it takes, what it forgives, what it refuses.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "result/reader.h"

#define PLAN                                                        \
	"\"plan\":{\"seed\":7,\"blocks\":2,\"calls\":10,\"cpu\":0," \
	"\"configurations\":[\"none\",\"ops1\"],"                   \
	"\"workloads\":[{\"name\":\"kloop\",\"tracee\":\"t\"}],"    \
	"\"events\":[\"kernel-instructions\",\"cycles\"]}"
#define ENVIRONMENT                                                                            \
	"\"environment\":{\"arch\":\"arm64\",\"board\":null,\"kernel\":{\"release\":\"7.2\"}," \
	"\"emulation\":{\"emulated\":true,\"instruction_clock\":true}}"
#define HEADER "{\"record\":\"header\",\"schema\":1," PLAN "," ENVIRONMENT "}\n"
#define RUN(calls, counters)                          \
	"{\"calls\":" calls ",\"counters\":" counters \
	",\"time_ns\":5,\"enabled_ns\":5,\"running_ns\":5,\"interrupts\":0}"
#define CELL "\"record\":\"sample\",\"block\":0,\"workload\":\"kloop\",\"configuration\":\"ops1\""
#define PROVEN                                                            \
	"\"attempt\":1,\"path_before\":\"list\",\"path_after\":\"list\"," \
	"\"expected_path\":\"list\",\"status\":\"valid\",\"reason\":null"
#define COUNTERS "{\"kernel-instructions\":100,\"cycles\":null,\"more\":1}"
#define RUNS "\"short\":" RUN("10", COUNTERS) ",\"long\":" RUN("20", COUNTERS)
#define SAMPLE "{" CELL "," PROVEN "," RUNS "}\n"
#define END "{\"record\":\"end\",\"status\":\"complete\",\"reason\":null}\n"

static int read_bytes(const char *bytes, size_t size, struct result *result,
		      struct result_error *error)
{
	FILE *in = tmpfile();
	int failed;

	assert_non_null(in);
	assert_int_equal(fwrite(bytes, 1, size, in), size);
	rewind(in);
	failed = result_read(in, result, error);
	fclose(in);
	return failed;
}

static void assert_refused_bytes(const char *bytes, size_t size, size_t line, const char *part)
{
	struct result result;
	struct result_error error;

	assert_int_equal(read_bytes(bytes, size, &result, &error), -EBADMSG);
	if (!strstr(error.text, part))
		fail_msg("'%s' is not in '%s'", part, error.text);
	assert_int_equal(error.line, line);
	assert_null(result.records);
	assert_int_equal(result.sample_count, 0);
}

static void assert_refused(const char *text, size_t line, const char *part)
{
	assert_refused_bytes(text, strlen(text), line, part);
}

static void read_text(const char *text, struct result *result)
{
	struct result_error error;

	if (read_bytes(text, strlen(text), result, &error))
		fail_msg("refused, line %zu: %s", error.line, error.text);
}

static void test_takes_all_members(void **state)
{
	struct result result;

	(void)state;
	read_text(HEADER SAMPLE "{\"record\":\"event\",\"kind\":\"unavailable\",\"text\":\"no\","
				"\"workload\":null,\"configuration\":\"ops1\"}\n" END,
		  &result);
	assert_int_equal(result.plan.seed, 7);
	assert_int_equal(result.plan.blocks, 2);
	assert_int_equal(result.plan.configuration_count, 2);
	assert_string_equal(result.plan.configurations[1], "ops1");
	assert_string_equal(result.plan.workloads[0].tracee, "t");
	assert_string_equal(result.environment.arch, "arm64");
	assert_null(result.environment.board);
	assert_string_equal(result.environment.kernel_release, "7.2");
	assert_true(result.environment.emulated);
	assert_int_equal(result.sample_count, 1);
	assert_int_equal(result.samples[0].configuration, 1);
	/* Older files do not say. */
	assert_int_equal(result.samples[0].load, 0);
	assert_int_equal(result.samples[0].attachment, -1);
	assert_int_equal(result.samples[0].index, 0);
	assert_string_equal(result.samples[0].path_before, "list");
	assert_int_equal(result.samples[0].long_run.calls, 20);
	assert_int_equal(result.samples[0].long_run.counters[0], 100);
	assert_int_equal(result.samples[0].long_run.counters[1], RESULT_NOT_COUNTED);
	assert_int_equal(result.event_count, 1);
	assert_int_equal(result.events[0].kind, RESULT_EVENT_UNAVAILABLE);
	assert_true(result.ended);
	assert_false(result.torn);
	result_free(&result);
}

static void test_event_kinds(void **state)
{
	static const struct {
		const char *word;
		enum result_event_kind kind;
	} cases[] = {
		{ "unavailable", RESULT_EVENT_UNAVAILABLE },
		{ "note", RESULT_EVENT_NOTE },
		{ "warning", RESULT_EVENT_WARNING },
		{ "interrupted", RESULT_EVENT_INTERRUPTED },
		{ "kernel-log", RESULT_EVENT_KERNEL_LOG },
		{ "counter", RESULT_EVENT_COUNTER },
		{ "dirty", RESULT_EVENT_DIRTY },
		{ "changed", RESULT_EVENT_CHANGED },
		{ "nonlinear", RESULT_EVENT_NONLINEAR },
		{ "of tomorrow", RESULT_EVENT_OTHER },
		{ "", RESULT_EVENT_OTHER },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct result result;
		char text[2048];

		snprintf(text, sizeof(text),
			 HEADER "{\"record\":\"event\",\"kind\":\"%s\",\"text\":\"t\"}\n" END,
			 cases[i].word);
		read_text(text, &result);
		assert_int_equal(result.events[0].kind, cases[i].kind);
		result_free(&result);
	}
}

#define HEADER_COUNTERS(counters)                                                                      \
	"{\"record\":\"header\",\"schema\":1," PLAN ",\"counters\":" counters                          \
	",\"environment\":{\"arch\":\"arm64\",\"kernel\":null,\"cpu\":{\"number\":3,\"pmu\":\"big\"}," \
	"\"emulation\":{\"emulated\":false,\"instruction_clock\":false}}}\n"

/* Older files have none of it. */
static void test_how_it_was_counted(void **state)
{
	struct result result;

	(void)state;
	read_text(HEADER SAMPLE END, &result);
	assert_int_equal(result.counter_count, 0);
	assert_null(result.environment.pmu);
	result_free(&result);
	read_text(HEADER_COUNTERS("[{\"name\":\"cycles\",\"pmu\":\"big\",\"source\":null,\"read\":"
				  "\"user\",\"read_ns\":9.5},{\"name\":\"kernel-instructions\"}]"),
		  &result);
	assert_int_equal(result.counter_count, 2);
	assert_string_equal(result.counters[0].name, "cycles");
	assert_string_equal(result.counters[0].pmu, "big");
	assert_string_equal(result.counters[0].read, "user");
	assert_true(result.counters[0].read_ns == 9.5);
	assert_true(result.counters[1].read_ns < 0);
	assert_string_equal(result.environment.pmu, "big");
	result_free(&result);
	assert_refused(HEADER_COUNTERS("[7]"), 1, "an entry of 'counters' is not an object");
	assert_refused(HEADER_COUNTERS("[{}]"), 1, "'name' is missing");
}

#define END_STOP(stop) "{\"record\":\"end\",\"status\":\"complete\",\"stop\":" stop "}\n"

static void test_why_it_stopped(void **state)
{
	struct result result;

	(void)state;
	read_text(HEADER END, &result);
	assert_null(result.stop.by);
	assert_int_equal(result.stop.reached, RESULT_REACHED_UNKNOWN);
	result_free(&result);
	read_text(HEADER END_STOP("{\"by\":\"blocks\",\"text\":null,\"reached\":null}"), &result);
	assert_string_equal(result.stop.by, "blocks");
	assert_int_equal(result.stop.reached, RESULT_REACHED_UNKNOWN);
	result_free(&result);
	read_text(HEADER END_STOP("{\"by\":\"time\",\"text\":\"t\",\"reached\":false}"), &result);
	assert_string_equal(result.stop.text, "t");
	assert_int_equal(result.stop.reached, RESULT_NOT_REACHED);
	result_free(&result);
	read_text(HEADER END_STOP("{\"by\":\"precision\",\"reached\":true}"), &result);
	assert_int_equal(result.stop.reached, RESULT_REACHED);
	result_free(&result);
	assert_refused(HEADER END_STOP("{\"by\":\"time\",\"reached\":1}"), 2, "'reached' in stop");
}

#define LEVELS(levels) "{" CELL "," levels "," PROVEN "," RUNS "}\n"

static void test_levels_of_a_sample(void **state)
{
	struct result result;

	(void)state;
	read_text(HEADER LEVELS("\"load\":2,\"attachment\":17,\"index\":3"), &result);
	assert_int_equal(result.samples[0].load, 2);
	assert_int_equal(result.samples[0].attachment, 17);
	assert_int_equal(result.samples[0].index, 3);
	result_free(&result);
	assert_refused(HEADER LEVELS("\"load\":-1"), 2, "'load' in the record is negative");
	assert_refused(HEADER LEVELS("\"index\":\"1\""), 2, "'index' in the record");
}

/* Older files do not have it. */
static void test_allow_dirty(void **state)
{
	static const char plan[] = "\"plan\":{";
	static const char *const values[] = { "true", "false", "1" };
	static const char header[] = HEADER;
	const char *rest = strstr(header, plan) + strlen(plan);

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		struct result_error error;
		struct result result;
		char text[2048];
		int refused;

		snprintf(text, sizeof(text), "%.*s\"allow_dirty\":%s,%s", (int)(rest - header),
			 header, values[i], rest);
		refused = read_bytes(text, strlen(text), &result, &error);
		assert_int_equal(refused, i < 2 ? 0 : -EBADMSG);
		if (refused) {
			assert_non_null(strstr(error.text, "'allow_dirty' in plan is an integer"));
			continue;
		}
		assert_int_equal(result.plan.allow_dirty, i == 0);
		result_free(&result);
	}
}

static void test_forgives_only_the_last_line(void **state)
{
	struct result result;

	(void)state;
	read_text(HEADER SAMPLE, &result);
	assert_false(result.ended);
	assert_false(result.torn);
	result_free(&result);

	read_text(HEADER SAMPLE "{\"record\":\"sam", &result);
	assert_true(result.torn);
	assert_int_equal(result.sample_count, 1);
	result_free(&result);

	read_text(HEADER SAMPLE "{\"record\":\"sam\n", &result);
	assert_true(result.torn);
	result_free(&result);

	/* Without its newline a line may be a part of one. */
	read_text(HEADER "{\"record\":\"end\",\"status\":\"complete\"}", &result);
	assert_true(result.torn);
	assert_false(result.ended);
	result_free(&result);

	assert_refused(HEADER "{\"record\":\"sam\n" SAMPLE, 2, "not a JSON object");
	assert_refused(HEADER "\n" SAMPLE, 2, "not a JSON object");
	assert_refused(HEADER "[1]\n" SAMPLE, 2, "not a JSON object");
}

static void test_refuses_what_is_no_result_file(void **state)
{
	(void)state;
	assert_refused("", 0, "empty");
	assert_refused("\n", 1, "not a JSON object");
	assert_refused("hello\n", 1, "not a JSON object");
	assert_refused("\177ELF\002\001\001", 1, "torn, or not a JSON object");
	assert_refused_bytes("\0\0\0\0\n\0", 6, 1, "not a JSON object");
	assert_refused("{}\n", 1, "not the header");
	assert_refused("{\"record\":1}\n", 1, "not the header");
	assert_refused("[]\n", 1, "not a JSON object");
	assert_refused(SAMPLE, 1, "not the header");
	assert_refused("{\"record\":\"header\"", 1, "torn");
	assert_refused("{\"record\":\"header\",\"schema\":2}\n", 1, "newer");
	assert_refused("{\"record\":\"header\",\"schema\":0}\n", 1, "never was");
	assert_refused("{\"record\":\"header\",\"schema\":\"1\"}\n", 1, "is a string");
	assert_refused(HEADER HEADER, 2, "second header");
	assert_refused(HEADER END SAMPLE, 3, "after the end");
	assert_refused(HEADER "{\"block\":1}\n", 2, "which kind");
}

static void test_refuses_long_lines(void **state)
{
	size_t header = strlen(HEADER);
	size_t size = header + RESULT_LINE_MAX + 2;
	char *bytes = malloc(size);

	(void)state;
	assert_non_null(bytes);
	memset(bytes, ' ', size);
	memcpy(bytes, HEADER, header);
	bytes[size - 1] = '\n';
	assert_refused_bytes(bytes, size, 2, "longer than 1048576 bytes");
	assert_refused_bytes(bytes + header, size - header, 1, "longer than");
	free(bytes);
}

static void test_refuses_bad_headers(void **state)
{
	(void)state;
	assert_refused("{\"record\":\"header\",\"schema\":1," PLAN "}\n", 1,
		       "'environment' is missing");
	assert_refused("{\"record\":\"header\",\"schema\":1," ENVIRONMENT "}\n", 1,
		       "'plan' is missing");
	assert_refused("{\"record\":\"header\",\"schema\":1," PLAN
		       ",\"environment\":{\"arch\":\"arm64\",\"emulation\":null,"
		       "\"kernel\":null}}\n",
		       1, "'emulation' in environment is null");
	assert_refused("{\"record\":\"header\",\"schema\":1,\"plan\":{\"seed\":1,\"blocks\":-1}}\n",
		       1, "'blocks' in plan is negative");
	assert_refused("{\"record\":\"header\",\"schema\":1,\"plan\":{\"seed\":1,\"blocks\":1,"
		       "\"calls\":0,\"cpu\":0,\"configurations\":[\"none\",\"none\"]}}\n",
		       1, "names none twice");
	assert_refused("{\"record\":\"header\",\"schema\":1,\"plan\":{\"seed\":1,\"blocks\":1,"
		       "\"calls\":0,\"cpu\":0,\"configurations\":[\"none\",\"dirty:ops1\"]}}\n",
		       1, "entry 2 of 'configurations' begins with 'dirty:'");
	assert_refused("{\"record\":\"header\",\"schema\":1,\"plan\":{\"seed\":1,\"blocks\":1,"
		       "\"calls\":0,\"cpu\":0,\"configurations\":[],\"workloads\":[],"
		       "\"events\":[]}}\n",
		       1, "has no workloads");
}

#define HEADER_EMULATION(emulation)                                               \
	"{\"record\":\"header\",\"schema\":1," PLAN ",\"environment\":{\"arch\":" \
	"\"arm64\",\"kernel\":null,\"emulation\":{" emulation "}}}\n"

/* The mark of numbers that are made up: files that lack it have none. */
static void test_simulated(void **state)
{
	static const char simulated[] = HEADER_EMULATION(
		"\"emulated\":false,\"instruction_clock\":false,\"simulated\":true") END;
	struct result result;
	struct result_error error;

	(void)state;
	assert_int_equal(read_bytes(simulated, strlen(simulated), &result, &error), 0);
	assert_true(result.environment.simulated);
	result_free(&result);
	assert_int_equal(read_bytes(HEADER END, strlen(HEADER END), &result, &error), 0);
	assert_false(result.environment.simulated);
	result_free(&result);
	assert_refused(
		HEADER_EMULATION("\"emulated\":false,\"instruction_clock\":false,\"simulated\":1"),
		1, "'simulated' in emulation is an integer, not true or false");
	assert_refused(HEADER_EMULATION(
			       "\"emulated\":true,\"instruction_clock\":false,\"simulated\":true"),
		       1, "simulated and emulated");
	assert_refused(HEADER_EMULATION(
			       "\"emulated\":false,\"instruction_clock\":true,\"simulated\":true"),
		       1, "simulated and emulated");
}

static void test_refuses_bad_samples(void **state)
{
	(void)state;
	assert_refused(HEADER "{\"record\":\"sample\",\"block\":0,\"workload\":\"kloop\","
			      "\"configuration\":\"ops2\"}\n",
		       2, "configuration 'ops2' is not in the plan");
	assert_refused(HEADER "{\"record\":\"sample\",\"block\":0,\"workload\":\"x\\u001b[31m\","
			      "\"configuration\":\"ops1\"}\n",
		       2, "workload 'x?[31m' is not in the plan");
	assert_refused(HEADER "{\"record\":\"sample\",\"block\":2,\"workload\":\"kloop\","
			      "\"configuration\":\"ops1\"}\n",
		       2, "block 2 is not in the plan, which has 2");
	assert_refused(HEADER "{" CELL "}\n", 2, "'attempt' is missing");
	assert_refused(HEADER "{" CELL "," PROVEN "}\n", 2, "'short' is missing");
	assert_refused(HEADER "{" CELL "," PROVEN ",\"short\":" RUN("10", "{\"cycles\":-1}") "}\n",
		       2, "'cycles' in counters is negative");
	assert_refused(HEADER "{" CELL "," PROVEN ",\"short\":" RUN("10", "{\"cycles\":1.5}") "}\n",
		       2, "'cycles' in counters is a fraction");
	assert_refused(HEADER "{" CELL "," PROVEN
			      ",\"short\":" RUN("10", "{}") ",\"long\":" RUN("10", "{}") "}\n",
		       2, "does not make more calls");
	assert_refused(HEADER "{" CELL ",\"attempt\":1,\"status\":\"good\"}\n", 2,
		       "'good' is no status");
	/* Larger than any integer: not JSON that can be read exactly. */
	assert_refused(HEADER "{" CELL ",\"attempt\":99999999999999999999}\n" END, 2,
		       "not a JSON object");
}

static void test_sample_without_measurement(void **state)
{
	struct result result;

	(void)state;
	read_text(HEADER "{" CELL ",\"attempt\":1,\"status\":\"invalid\",\"reason\":\"no path\","
			 "\"path_before\":\"nop\",\"short\":null,\"long\":null}\n" END,
		  &result);
	assert_int_equal(result.samples[0].status, RESULT_INVALID);
	assert_false(result.samples[0].counted);
	assert_string_equal(result.samples[0].reason, "no path");
	result_free(&result);
}

static void test_unknown_records_are_counted(void **state)
{
	struct result result;

	(void)state;
	read_text(HEADER "{\"record\":\"proof\"}\n{\"record\":\"mood\"}\n" END, &result);
	assert_int_equal(result.unknown_records, 1);
	result_free(&result);
}

static void test_paths(void **state)
{
	struct result result;
	struct result_error error;

	(void)state;
	assert_int_equal(result_read_path(TEST_DATA "/missing.jsonl", &result, &error), -ENOENT);
	assert_string_equal(error.text, strerror(ENOENT));
	assert_int_equal(result_read_path(TEST_DATA, &result, &error), -EISDIR);
	assert_int_equal(result_read_path(TEST_DATA "/arm64-emulated.jsonl", &result, &error), 0);
	assert_int_equal(result.plan.configuration_count, 7);
	result_free(&result);
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_takes_all_members),
		cmocka_unit_test(test_event_kinds),
		cmocka_unit_test(test_how_it_was_counted),
		cmocka_unit_test(test_why_it_stopped),
		cmocka_unit_test(test_levels_of_a_sample),
		cmocka_unit_test(test_allow_dirty),
		cmocka_unit_test(test_forgives_only_the_last_line),
		cmocka_unit_test(test_refuses_what_is_no_result_file),
		cmocka_unit_test(test_refuses_long_lines),
		cmocka_unit_test(test_refuses_bad_headers),
		cmocka_unit_test(test_simulated),
		cmocka_unit_test(test_refuses_bad_samples),
		cmocka_unit_test(test_sample_without_measurement),
		cmocka_unit_test(test_unknown_records_are_counted),
		cmocka_unit_test(test_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
