/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SAMPLE_FILE_H
#define SAMPLE_FILE_H

#include <stdio.h>
#include <stdlib.h>

#include "result/reader.h"

/*
 * Result files made in a test: one workload "kloop", events kernel-instructions
 * and cycles. The names in @configurations stand in quotes, with commas.
 */
struct sample_file {
	FILE *out;
	char *text;
	size_t size;
};

/* One sample; what is 0 or NULL gets a fitting value. */
struct sample_spec {
	int block;
	int load;
	int index;
	const char *configuration;
	const char *path; /* "nop" */
	const char *after; /* as path */
	const char *expected; /* as path */
	const char *status; /* "valid" */
	const char *reason;
	long long calls; /* 10: the short run's; the long one makes twice as many */
	long long difference; /* of kernel-instructions, long - short */
	long long running_ns; /* of the long run; 1000: as enabled */
};

/*
 * @varies: why the workload is not exact, in quotes, or null. The blanks behind "arm64" leave
 * room for a longer name.
 */
static inline void sample_file_begin_varying(struct sample_file *file, const char *configurations,
					     int blocks, const char *emulation, const char *varies)
{
	file->out = open_memstream(&file->text, &file->size);
	if (!file->out)
		abort();
	fprintf(file->out,
		"{\"record\":\"header\",\"schema\":1,\"plan\":{\"seed\":1,\"blocks\":%d,\"calls\":0,"
		"\"cpu\":0,\"configurations\":[%s],\"workloads\":[{\"name\":\"kloop\","
		"\"tracee\":\"tracetoll_tracee\",\"varies\":%s}],\"events\":[\"kernel-instructions\",\"cycles\"]},"
		"\"environment\":{\"arch\":\"arm64\"  ,\"board\":\"a board\",\"kernel\":{\"release\":"
		"\"7.2\"},\"emulation\":%s}}\n",
		blocks, configurations, varies, emulation);
}

static inline void sample_file_begin(struct sample_file *file, const char *configurations,
				     int blocks, const char *emulation)
{
	sample_file_begin_varying(file, configurations, blocks, emulation, "null");
}

#define SAMPLE_FILE_EMULATED "{\"emulated\":true,\"instruction_clock\":true}"
#define SAMPLE_FILE_EMULATED_INEXACT "{\"emulated\":true,\"instruction_clock\":false}"
#define SAMPLE_FILE_HARDWARE "{\"emulated\":false,\"instruction_clock\":false}"

#define SAMPLE_FILE_SIMULATED "{\"emulated\":false,\"instruction_clock\":false,\"simulated\":true}"

static inline void sample_file_add(struct sample_file *file, struct sample_spec spec)
{
	const char *path = spec.path ? spec.path : "nop";
	long long calls = spec.calls ? spec.calls : 10;

	fprintf(file->out,
		"{\"record\":\"sample\",\"block\":%d,\"workload\":\"kloop\",\"configuration\":\"%s\","
		"\"load\":%d,\"index\":%d,\"attempt\":1,\"path_before\":\"%s\",\"path_after\":\"%s\",\"expected_path\":\"%s\","
		"\"status\":\"%s\",",
		spec.block, spec.configuration, spec.load, spec.index, path,
		spec.after ? spec.after : path, spec.expected ? spec.expected : path,
		spec.status ? spec.status : "valid");
	if (spec.reason)
		fprintf(file->out, "\"reason\":\"%s\",", spec.reason);
	fprintf(file->out,
		"\"short\":{\"calls\":%lld,\"counters\":{\"kernel-instructions\":500,\"cycles\":700},"
		"\"time_ns\":900,\"enabled_ns\":1000,\"running_ns\":1000,\"interrupts\":0},"
		"\"long\":{\"calls\":%lld,\"counters\":{\"kernel-instructions\":%lld,\"cycles\":%lld},"
		"\"time_ns\":%lld,\"enabled_ns\":1000,\"running_ns\":%lld,\"interrupts\":0}}\n",
		calls, 2 * calls, 500 + spec.difference, 700 + 2 * spec.difference,
		900 + 3 * spec.difference, spec.running_ns ? spec.running_ns : 1000);
}

static inline void sample_file_event(struct sample_file *file, const char *kind,
				     const char *configuration, const char *text)
{
	fprintf(file->out,
		"{\"record\":\"event\",\"kind\":\"%s\",\"configuration\":\"%s\",\"text\":\"%s\"}\n",
		kind, configuration, text);
}

/* Ends the file and reads it; aborts if the reader refuses it. */
static inline void sample_file_read(struct sample_file *file, struct result *result)
{
	struct result_error error;
	FILE *in;

	fprintf(file->out, "{\"record\":\"end\",\"status\":\"complete\"}\n");
	fclose(file->out);
	in = fmemopen(file->text, file->size, "r");
	if (!in)
		abort();
	if (result_read(in, result, &error)) {
		fprintf(stderr, "line %zu: %s\n", error.line, error.text);
		abort();
	}
	fclose(in);
	free(file->text);
}

#endif /* SAMPLE_FILE_H */
