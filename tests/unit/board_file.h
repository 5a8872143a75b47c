/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BOARD_FILE_H
#define BOARD_FILE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "result/reader.h"

/*
 * Result files of made-up boards: none, direct and ops1 on kloop, whose overheads are planted. What
 * is 0 or NULL in a spec gets a fitting value.
 */
struct board_spec {
	const char *label; /* NULL: none */
	const char *board; /* "a board"; "": null */
	const char *cpu; /* members of "cpu", with quotes */
	const char *core_type;
	const char *arch; /* "arm64" */
	const char *kernel; /* "7.2" */
	const char *kernel_facts; /* more members of "kernel", each with a comma before */
	const char *more; /* members of "environment", each with a comma before */
	const char *governor; /* "performance" */
	const char *tracee; /* "tracetoll_tracee" */
	const char *workload; /* "kloop" */
	const char *configurations; /* "\"none\",\"direct\",\"ops1\"" */
	const char *events; /* kernel and user instructions, and cycles; "": none */
	const char *
		event; /* one more of the events, counted as many times as cycles are; NULL: none */
	const char *path; /* of ops1: "callops-func" */
	const char *dirty; /* configuration that others trace */
	const char *invalid; /* configuration whose samples are */
	int seed;
	int blocks; /* 8 */
	int emulated; /* 1: with an instruction clock */
	int simulated; /* 1: made up */
	const char *as_ops1; /* another configuration that costs what ops1 does */
	int ended_not; /* 1: no end record */
	double direct; /* cycles of overhead, 10 */
	double ops1; /* cycles of overhead, 50 */
	int ops1_instructions; /* of overhead, 40 */
	double noise; /* cycles from block to block */
};

#define BOARD_CALLS 1000

static inline const char *board_or(const char *text, const char *other)
{
	return text ? text : other;
}

static inline void board_file_header(FILE *out, const struct board_spec *spec)
{
	const char *board = board_or(spec->board, "a board");

	fprintf(out,
		"{\"record\":\"header\",\"schema\":1,\"plan\":{\"seed\":%d,\"blocks\":%d,"
		"\"calls\":0,\"cpu\":0,\"configurations\":[%s],",
		spec->seed, spec->blocks ? spec->blocks : 8,
		board_or(spec->configurations, "\"none\",\"direct\",\"ops1\""));
	fprintf(out, "\"workloads\":[{\"name\":\"%s\",\"tracee\":\"%s\",\"varies\":null}],",
		board_or(spec->workload, "kloop"), board_or(spec->tracee, "tracetoll_tracee"));
	fprintf(out, "\"events\":[%s]},\"environment\":{\"arch\":\"%s\",",
		board_or(spec->events, "\"kernel-instructions\",\"user-instructions\",\"cycles\""),
		board_or(spec->arch, "arm64"));
	if (spec->label)
		fprintf(out, "\"board_label\":\"%s\",", spec->label);
	if (*board)
		fprintf(out, "\"board\":\"%s\",", board);
	if (spec->core_type)
		fprintf(out, "\"core_type\":\"%s\",", spec->core_type);
	fprintf(out,
		"\"cpu\":{%s},\"kernel\":{\"release\":\"%s\"%s},\"frequency\":{"
		"\"scaling_governor\":\"%s\"}%s,\"emulation\":{\"emulated\":%s,"
		"\"instruction_clock\":%s,\"simulated\":%s}}}\n",
		board_or(spec->cpu, ""), board_or(spec->kernel, "7.2"),
		board_or(spec->kernel_facts, ""), board_or(spec->governor, "performance"),
		board_or(spec->more, ""), spec->emulated ? "true" : "false",
		spec->emulated ? "true" : "false", spec->simulated ? "true" : "false");
}

static inline void board_file_run(FILE *out, const struct board_spec *spec, const char *name,
				  int calls, double kernel, double cycles)
{
	const char *events = board_or(spec->events, "kernel user cycles");
	const char *comma = "";

	fprintf(out, "\"%s\":{\"calls\":%d,\"counters\":{", name, calls);
	if (strstr(events, "kernel")) {
		fprintf(out, "\"kernel-instructions\":%.0f", kernel * calls);
		comma = ",";
	}
	if (strstr(events, "user")) {
		fprintf(out, "%s\"user-instructions\":%d", comma, 2 * calls);
		comma = ",";
	}
	if (strstr(events, "cycles") && !spec->event)
		fprintf(out, "%s\"cycles\":%.0f", comma, cycles * calls);
	if (spec->event)
		fprintf(out, "%s\"%s\":%.0f", comma, spec->event, cycles * calls);
	fprintf(out, "},\"time_ns\":%.0f,\"enabled_ns\":1000,\"running_ns\":1000,\"interrupts\":0}",
		cycles / 2 * calls);
}

static inline void board_file_sample(FILE *out, const struct board_spec *spec, int block,
				     const char *configuration)
{
	bool direct = !strcmp(configuration, "direct");
	bool ops1 = !strcmp(configuration, "ops1") ||
		    (spec->as_ops1 && !strcmp(configuration, spec->as_ops1));
	bool invalid = spec->invalid && !strcmp(spec->invalid, configuration);
	const char *path = direct ? "direct" : "nop";
	double kernel = 8;
	double cycles = 20 + spec->noise * ((block * 5 + (ops1 ? 3 : 0)) % 7 - 3);

	if (ops1) {
		path = board_or(spec->path, "callops-func");
		kernel += spec->ops1_instructions ? spec->ops1_instructions : 40;
		cycles += spec->ops1 != 0 ? spec->ops1 : 50;
	}
	if (direct) {
		kernel += 4;
		cycles += spec->direct != 0 ? spec->direct : 10;
	}
	fprintf(out,
		"{\"record\":\"sample\",\"block\":%d,\"workload\":\"%s\",\"configuration\":\"%s\","
		"\"attempt\":1,\"path_before\":\"%s\",\"path_after\":\"%s\",\"expected_path\":"
		"\"%s\",\"status\":\"%s\",%s",
		block, board_or(spec->workload, "kloop"), configuration, path, path, path,
		invalid ? "invalid" : "valid", invalid ? "\"reason\":\"it was not\"," : "");
	board_file_run(out, spec, "short", BOARD_CALLS, kernel, cycles);
	fputc(',', out);
	board_file_run(out, spec, "long", 2 * BOARD_CALLS, kernel, cycles);
	fputs("}\n", out);
}

static inline void board_file_samples(FILE *out, const struct board_spec *spec)
{
	const char *const names[] = { "none", "direct", "ops1", board_or(spec->as_ops1, "ops1") };
	const size_t count = spec->as_ops1 ? 4 : 3;
	const char *planned = board_or(spec->configurations, "\"none\",\"direct\",\"ops1\"");
	char quoted[32];

	for (int block = 0; block < (spec->blocks ? spec->blocks : 8); block++) {
		for (size_t i = 0; i < count; i++) {
			snprintf(quoted, sizeof(quoted), "\"%s\"", names[i]);
			if (strstr(planned, quoted))
				board_file_sample(out, spec, block, names[i]);
		}
	}
}

/* Aborts if the reader refuses what this writes. */
static inline void board_file_read(struct result *result, struct board_spec spec)
{
	struct result_error error;
	char *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		abort();
	board_file_header(file, &spec);
	if (spec.dirty)
		fprintf(file,
			"{\"record\":\"event\",\"kind\":\"dirty\",\"configuration\":\"%s\","
			"\"text\":\"another tracer\"}\n",
			spec.dirty);
	board_file_samples(file, &spec);
	if (!spec.ended_not)
		fprintf(file, "{\"record\":\"end\",\"status\":\"complete\"}\n");
	fclose(file);
	file = fmemopen(text, size, "r");
	if (!file || result_read(file, result, &error)) {
		fprintf(stderr, "line %zu: %s\n", error.line, error.text);
		abort();
	}
	fclose(file);
	free(text);
}

#endif /* BOARD_FILE_H */
