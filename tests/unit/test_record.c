// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each record as docs/result-file.md has it, and as the reader takes it back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "result/reader.h"
#include "result/record.h"

static const char header[] =
	"{\"record\":\"header\",\"schema\":1,\"plan\":{\"seed\":1,\"blocks\":8,\"calls\":0,\"cpu\":"
	"0,\"configurations\":[\"none\",\"direct\"],\"workloads\":[{\"name\":\"kloop\",\"tracee\":"
	"\"t\"}],\"events\":[\"kernel-instructions\",\"cycles\"]},\"environment\":{\"arch\":"
	"\"arm64\",\"board\":null,\"kernel\":null,\"emulation\":{\"emulated\":true,"
	"\"instruction_clock\":true}}}\n";

static const char *const events[] = { "kernel-instructions", "cycles" };

static void read_back(json_t *record, struct result *result);

/* The same of a record that is a line. */
static void read_line_back(char *line, struct result *result)
{
	json_error_t error;
	json_t *record;

	assert_non_null(line);
	record = json_loads(line, JSON_REJECT_DUPLICATES, &error);
	if (!record)
		fail_msg("column %d: %s", error.column, error.text);
	free(line);
	read_back(record, result);
}

/* Reads a file of a header and this record; takes the record. */
static void read_back(json_t *record, struct result *result)
{
	struct result_error error;
	char *text = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&text, &size);

	assert_non_null(record);
	assert_non_null(file);
	fputs(header, file);
	json_dumpf(record, file, JSON_COMPACT);
	fputc('\n', file);
	fclose(file);
	json_decref(record);
	file = fmemopen(text, size, "r");
	if (result_read(file, result, &error))
		fail_msg("line %zu: %s", error.line, error.text);
	fclose(file);
	free(text);
}

static struct sample make_sample(void)
{
	return (struct sample){
		.block = 7,
		.workload = "kloop",
		.configuration = "direct",
		.load = 3,
		.attachment = 12,
		.index = 4,
		.attempt = 2,
		.path_before = "direct",
		.path_after = "direct",
		.expected_path = "direct",
		.short_run = { .calls = 10,
			       .counters = { 500, 700 },
			       .time_ns = 900,
			       .enabled_ns = 1000,
			       .running_ns = 1000 },
		.long_run = { .calls = 20,
			      .counters = { 600, INT64_MAX },
			      .time_ns = 1800,
			      .enabled_ns = 2000,
			      .running_ns = 1999,
			      .interrupts = 4 },
	};
}

static void test_sample(void **state)
{
	struct sample sample = make_sample();
	const struct result_sample *read;
	struct result result;

	(void)state;
	read_line_back(record_sample(&sample, events, 2), &result);
	assert_int_equal(result.sample_count, 1);
	read = &result.samples[0];
	assert_int_equal(read->block, 7);
	assert_int_equal(read->workload, 0);
	assert_int_equal(read->configuration, 1);
	assert_int_equal(read->load, 3);
	assert_int_equal(read->attachment, 12);
	assert_int_equal(read->index, 4);
	assert_int_equal(read->attempt, 2);
	assert_int_equal(read->status, RESULT_VALID);
	assert_null(read->reason);
	assert_string_equal(read->path_before, "direct");
	assert_string_equal(read->expected_path, "direct");
	assert_true(read->counted);
	assert_int_equal(read->short_run.calls, 10);
	assert_int_equal(read->short_run.counters[0], 500);
	assert_int_equal(read->short_run.time_ns, 900);
	assert_int_equal(read->short_run.interrupts, 0);
	assert_int_equal(read->long_run.calls, 20);
	/* The largest that a JSON integer of ours holds. */
	assert_int_equal(read->long_run.counters[1], INT64_MAX);
	assert_int_equal(read->long_run.enabled_ns, 2000);
	assert_int_equal(read->long_run.running_ns, 1999);
	assert_int_equal(read->long_run.interrupts, 4);
	result_free(&result);
}

static void test_statuses(void **state)
{
	static const enum result_status read_as[] = {
		[SAMPLE_VALID] = RESULT_VALID,
		[SAMPLE_INTERRUPTED] = RESULT_INTERRUPTED,
		[SAMPLE_INVALID] = RESULT_INVALID,
	};

	(void)state;
	for (enum sample_status status = SAMPLE_VALID; status <= SAMPLE_INVALID; status++) {
		struct sample sample = make_sample();
		struct result result;

		sample.status = status;
		if (status != SAMPLE_VALID)
			strcpy(sample.reason, "it said \"no\"\n");
		read_line_back(record_sample(&sample, events, 2), &result);
		assert_int_equal(result.samples[0].status, read_as[status]);
		if (status == SAMPLE_VALID)
			assert_null(result.samples[0].reason);
		else
			assert_string_equal(result.samples[0].reason, sample.reason);
		result_free(&result);
	}
}

/* Every member, and nothing else. */
static void test_text_of_a_sample(void **state)
{
	struct sample sample = make_sample();
	char *line;

	(void)state;
	sample.status = SAMPLE_INVALID;
	sample.path_after = NULL;
	strcpy(sample.reason, "a \"quote\", a \\, a\nline, a \xff and \x01");
	sample.short_run.switches = 18;
	sample.short_run.waits = 10;
	line = record_sample(&sample, events, 2);
	assert_string_equal(
		line,
		"{\"record\":\"sample\",\"block\":7,\"workload\":\"kloop\",\"configuration\":"
		"\"direct\",\"load\":3,\"attachment\":12,\"index\":4,\"attempt\":2,"
		"\"path_before\":\"direct\",\"path_after\":null,\"expected_path\":\"direct\","
		"\"status\":\"invalid\",\"reason\":\"a \\\"quote\\\", a \\\\, a\\nline, a ? and "
		"?\",\"short\":{\"calls\":10,\"counters\":{\"kernel-instructions\":500,"
		"\"cycles\":700},\"time_ns\":900,\"enabled_ns\":1000,\"running_ns\":1000,"
		"\"interrupts\":0,\"switches\":18,\"waits\":10},\"long\":{\"calls\":20,"
		"\"counters\":{\"kernel-instructions\":600,\"cycles\":9223372036854775807},"
		"\"time_ns\":1800,\"enabled_ns\":2000,\"running_ns\":1999,\"interrupts\":4,"
		"\"switches\":0,\"waits\":0}}");
	free(line);
	/* Counters that are not to be believed are not there. */
	sample.short_run.doubt = "it is dead";
	line = record_sample(&sample, events, 2);
	assert_non_null(strstr(line, "\"short\":{\"calls\":10,\"counters\":{},\"time_ns\""));
	free(line);
}

/* The longest that there is fits, or is refused; it is never cut. */
static void test_long_text_of_a_sample(void **state)
{
	struct sample sample = make_sample();
	const char *names[RECORD_COUNTERS_MAX];
	struct result result;
	char *huge = malloc(40000);
	char name[64];

	(void)state;
	memset(name, '"', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	memset(sample.reason, '\\', sizeof(sample.reason) - 1);
	sample.reason[sizeof(sample.reason) - 1] = '\0';
	sample.status = SAMPLE_INVALID;
	for (size_t i = 0; i < RECORD_COUNTERS_MAX; i++) {
		names[i] = name;
		sample.long_run.counters[i] = INT64_MAX;
	}
	/* One name only: they are alike. */
	read_line_back(record_sample(&sample, names, 1), &result);
	assert_int_equal(strlen(result.samples[0].reason), sizeof(sample.reason) - 1);
	result_free(&result);
	assert_non_null(huge);
	memset(huge, 'x', 39999);
	huge[39999] = '\0';
	sample.workload = huge;
	assert_null(record_sample(&sample, names, 1));
	free(huge);
}

static void test_events_in_the_order_of_the_plan(void **state)
{
	struct sample sample = make_sample();
	struct result result;

	(void)state;
	/* One of them was not counted: that is no 0. */
	read_line_back(record_sample(&sample, events, 1), &result);
	assert_int_equal(result.samples[0].short_run.counters[0], 500);
	assert_int_equal(result.samples[0].short_run.counters[1], RESULT_NOT_COUNTED);
	result_free(&result);
}

static const uint8_t site_bytes[RECORD_SITE_SIZE] = { 0x00, 0x7f, 0x80, 0xff };

static struct proof make_proof(void)
{
	struct proof proof = {
		.block = 3,
		.workload = "kloop",
		.configuration = "direct",
		.load = 1,
		.attachment = 30,
		.path = "direct",
		.expected_path = "direct",
		.function = UINT64_C(0xffff80008004f7b8),
		.site_start = UINT64_C(0xffff80008004f7a8),
		.site_length = 4,
		.site = site_bytes,
		.literal = { .owner = "" },
		.target = { .address = UINT64_MAX,
			    .symbol = "tracetoll_trampoline+0x0/0x18 [tracetoll]",
			    .owner = "trampoline",
			    .index = 1 },
		.via_plt = true,
		.trampoline = { .address = UINT64_MAX, .owner = "trampoline", .index = 1 },
		.distance_known = true,
		.distance = -INT64_C(134217728),
		.behind = { .address = 0x1000, .symbol = "f+0x0/0x10", .owner = "unknown" },
		.enabled_functions = "tracetoll_tracee [tracetoll] (1) D; direct-->x",
		.system_known = true,
		.ops_in_system = 2,
		.foreign_ops = "function_trace_call+0x0/0x10",
		.graph_known = true,
		.graph_users = 1,
		.kprobes_known = true,
		.kprobes = 2,
		.hits_known = true,
		.hits = 15,
		.hits_expected = 16,
		.reason = "one too many",
	};

	return proof;
}

static void assert_record(json_t *record, const char *expected)
{
	json_error_t error;
	json_t *wanted = json_loads(expected, 0, &error);

	if (!wanted)
		fail_msg("the test's own JSON, column %d: %s", error.column, error.text);
	assert_non_null(record);
	if (!json_equal(record, wanted))
		fail_msg("%s\nis not\n%s", json_dumps(record, JSON_COMPACT), expected);
	json_decref(record);
	json_decref(wanted);
}

static void test_proof(void **state)
{
	struct proof proof = make_proof();
	struct result result;

	(void)state;
	assert_record(
		record_proof(&proof),
		"{\"record\":\"proof\",\"block\":3,\"workload\":\"kloop\",\"configuration\":"
		"\"direct\",\"load\":1,\"attachment\":30,\"path\":\"direct\",\"expected_path\":\"direct\",\"function\":"
		"\"0xffff80008004f7b8\",\"site_start\":\"0xffff80008004f7a8\",\"site\":"
		"\"007f80ff\",\"literal\":null,\"target\":{\"address\":\"0xffffffffffffffff\","
		"\"symbol\":\"tracetoll_trampoline+0x0/0x18 [tracetoll]\",\"owner\":"
		"\"trampoline\",\"index\":1},\"via_plt\":true,"
		"\"behind\":{\"address\":\"0x0000000000001000\",\"symbol\":\"f+0x0/0x10\","
		"\"owner\":\"unknown\",\"index\":0},\"trampoline\":{\"address\":"
		"\"0xffffffffffffffff\",\"symbol\":null,\"owner\":\"trampoline\",\"index\":1},"
		"\"distance\":-134217728,"
		"\"enabled_functions\":\"tracetoll_tracee [tracetoll] (1) D; direct-->x\","
		"\"ops_in_system\":2,\"foreign_ops\":\"function_trace_call+0x0/0x10\","
		"\"graph_users\":1,\"kprobes\":2,\"hits\":15,\"hits_expected\":16,"
		"\"reason\":\"one too many\"}");
	read_back(record_proof(&proof), &result);
	assert_int_equal(result.unknown_records, 0);
	result_free(&result);
}

static void test_proof_of_nothing(void **state)
{
	struct proof proof = make_proof();
	json_t *record;

	(void)state;
	memset(&proof.target, 0, sizeof(proof.target));
	proof.target.owner = "";
	memset(&proof.trampoline, 0, sizeof(proof.trampoline));
	memset(&proof.behind, 0, sizeof(proof.behind));
	proof.behind.owner = "";
	proof.distance_known = false;
	proof.graph_known = false;
	proof.kprobes_known = false;
	proof.hits_known = false;
	proof.enabled_functions = NULL;
	proof.system_known = false;
	proof.foreign_ops = "";
	proof.reason = NULL;
	/* More than there is room for is cut, not run over. */
	proof.site_length = 1000;
	record = record_proof(&proof);
	assert_true(json_is_null(json_object_get(record, "target")));
	assert_true(json_is_null(json_object_get(record, "distance")));
	assert_true(json_is_null(json_object_get(record, "trampoline")));
	assert_true(json_is_null(json_object_get(record, "behind")));
	assert_true(json_is_null(json_object_get(record, "graph_users")));
	assert_true(json_is_null(json_object_get(record, "kprobes")));
	assert_true(json_is_null(json_object_get(record, "hits")));
	assert_true(json_is_null(json_object_get(record, "hits_expected")));
	assert_true(json_is_null(json_object_get(record, "ops_in_system")));
	assert_true(json_is_null(json_object_get(record, "foreign_ops")));
	assert_true(json_is_null(json_object_get(record, "reason")));
	assert_true(json_is_null(json_object_get(record, "enabled_functions")));
	assert_int_equal(json_string_length(json_object_get(record, "site")), 2 * RECORD_SITE_SIZE);
	json_decref(record);
}

static void test_event(void **state)
{
	struct result result;

	(void)state;
	read_back(record_event("unavailable", "kloop", "direct", "no direct calls"), &result);
	assert_int_equal(result.event_count, 1);
	assert_int_equal(result.events[0].kind, RESULT_EVENT_UNAVAILABLE);
	assert_string_equal(result.events[0].workload, "kloop");
	assert_string_equal(result.events[0].configuration, "direct");
	assert_string_equal(result.events[0].text, "no direct calls");
	result_free(&result);
	read_back(record_event("warning", NULL, NULL, "hot"), &result);
	assert_int_equal(result.events[0].kind, RESULT_EVENT_WARNING);
	assert_null(result.events[0].workload);
	assert_null(result.events[0].configuration);
	result_free(&result);
}

static void test_end(void **state)
{
	struct result result;
	json_t *record = record_end(&(struct run_end){
		.status = "interrupted",
		.reason = "a signal asked for it",
		.samples = 123,
		.invalid = 4,
		.stop_by = "signal",
		.reached = STOP_NOT_REACHED,
		.engine_ns = 41000,
	});

	(void)state;
	assert_int_equal(json_integer_value(json_object_get(record, "samples")), 123);
	assert_int_equal(json_integer_value(json_object_get(record, "invalid")), 4);
	assert_int_equal(json_integer_value(json_object_get(record, "engine_ns_per_sample")),
			 41000);
	read_back(record, &result);
	assert_true(result.ended);
	assert_string_equal(result.end_status, "interrupted");
	assert_string_equal(result.end_reason, "a signal asked for it");
	assert_string_equal(result.stop.by, "signal");
	assert_null(result.stop.text);
	assert_int_equal(result.stop.reached, RESULT_NOT_REACHED);
	result_free(&result);
	record = record_end(&(struct run_end){
		.status = "complete",
		.stop_by = "precision",
		.stop_text = "all within 0.5 %",
		.reached = STOP_REACHED,
	});
	assert_true(json_is_null(json_object_get(record, "engine_ns_per_sample")));
	read_back(record, &result);
	assert_string_equal(result.stop.by, "precision");
	assert_string_equal(result.stop.text, "all within 0.5 %");
	assert_int_equal(result.stop.reached, RESULT_REACHED);
	result_free(&result);
	record = record_end(&(struct run_end){ .status = "complete", .stop_by = "blocks" });
	assert_true(json_is_null(json_object_get(json_object_get(record, "stop"), "reached")));
	read_back(record, &result);
	assert_int_equal(result.stop.reached, RESULT_REACHED_UNKNOWN);
	result_free(&result);
	read_back(record_end(&(struct run_end){ .status = "complete" }), &result);
	assert_null(result.stop.by);
	assert_string_equal(result.end_status, "complete");
	assert_null(result.end_reason);
	result_free(&result);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sample),
		cmocka_unit_test(test_statuses),
		cmocka_unit_test(test_text_of_a_sample),
		cmocka_unit_test(test_long_text_of_a_sample),
		cmocka_unit_test(test_events_in_the_order_of_the_plan),
		cmocka_unit_test(test_proof),
		cmocka_unit_test(test_proof_of_nothing),
		cmocka_unit_test(test_event),
		cmocka_unit_test(test_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
