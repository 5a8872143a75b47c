/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RECORD_H
#define RECORD_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RECORD_SCHEMA 1
#define RECORD_COUNTERS_MAX 16
#define RECORD_TEXT_SIZE 1024
#define RECORD_SITE_SIZE 64

/*
 * The records of docs/result-file.md, on their way into the file. Names are
 * borrowed; values are raw.
 */

/* One measurement: `calls` calls of the tracee between two readings. */
struct measurement {
	uint64_t calls;
	uint64_t counters[RECORD_COUNTERS_MAX]; /* in the order of the plan's events */
	uint64_t time_ns; /* CLOCK_MONOTONIC_RAW */
	uint64_t enabled_ns; /* of the perf group; unequal to running_ns: multiplexed */
	uint64_t running_ns;
	uint64_t interrupts; /* that hit this CPU meanwhile */
	uint64_t switches; /* times that others ran on this CPU meanwhile */
	uint64_t waits; /* of those, times that this thread waited for it */
	/* Bits of the counters that each call moves, as calls of a kernel function move its
	 * instructions and cycles; not in the record. */
	uint32_t moved_by_calls;
	/* Why the counters are not to be believed, and are not in the record; NULL: they are.
	 * Text of the program. */
	const char *doubt;
	/* Not in the record: */
	uint64_t waits_wanted; /* as often as its workload does */
	uint64_t spent_ns; /* on all passes; 0: time_ns is all */
	uint64_t suspended_ns; /* that the machine was suspended meanwhile */
	bool clock_backwards; /* it was earlier at the end than at the start; time_ns is 0 */
};

enum sample_status {
	SAMPLE_VALID,
	SAMPLE_INTERRUPTED, /* an interrupt hit it; it is measured again */
	SAMPLE_INVALID,
};

struct sample {
	unsigned int block;
	const char *workload;
	const char *configuration;
	unsigned int load; /* of the module, from 0: what is loaded again lies elsewhere */
	unsigned int attachment; /* in the whole run, from 0 */
	unsigned int index; /* of the samples of this attachment, from 0 */
	unsigned int attempt; /* from 1 */
	const char *path_before;
	const char *path_after;
	const char *expected_path;
	enum sample_status status;
	char reason[RECORD_TEXT_SIZE]; /* empty if valid */
	struct measurement short_run;
	struct measurement long_run; /* twice the calls of short_run */
};

/* An address and who is behind it; address 0: there is none. */
struct named_address {
	uint64_t address;
	const char *symbol;
	const char *owner;
	unsigned int index; /* which of the owner's objects */
};

struct proof {
	unsigned int block;
	const char *workload;
	const char *configuration;
	unsigned int load; /* as of a sample */
	unsigned int attachment;
	const char *path;
	const char *expected_path;
	uint64_t function;
	uint64_t site_start; /* address of site[0] */
	size_t site_length;
	const uint8_t *site;
	struct named_address literal;
	struct named_address target;
	bool via_plt;
	struct named_address trampoline; /* of the direct call that was asked for */
	bool distance_known;
	int64_t distance; /* bytes from the patch site to it, or to BPF's */
	struct named_address behind; /* what the one ops calls that the site leads to */
	const char *enabled_functions; /* NULL: not readable */
	bool system_known;
	unsigned int ops_in_system; /* registered by anybody */
	const char *foreign_ops; /* func of the first that is not ours; NULL: none */
	bool graph_known;
	unsigned int graph_users; /* of function_graph, in the whole system */
	bool kprobes_known;
	unsigned int kprobes; /* that are armed in the tracee */
	bool hits_known;
	uint64_t hits; /* of all that counts, over some calls before the cell was measured */
	uint64_t hits_expected;
	const char *reason; /* why it is no proof; NULL: it is one */
};

/* What a precision that was asked for came to. */
enum stop_reached {
	STOP_NOTHING_ASKED,
	STOP_REACHED,
	STOP_NOT_REACHED,
};

/* How a run ended. */
struct run_end {
	const char *status; /* "complete", "interrupted", "failed" */
	const char *reason; /* NULL: none */
	uint64_t samples;
	uint64_t invalid;
	const char *stop_by; /* why no block followed; NULL: it failed */
	const char *stop_text; /* NULL or "": nothing to say of it */
	enum stop_reached reached;
	uint64_t engine_ns; /* what a sample takes beside what is measured; 0: not known */
};

/*
 * The record of a sample as a line without its newline, which the caller frees; NULL when memory
 * ran out. @events are the names of the counters, @event_count of them.
 */
char *record_sample(const struct sample *sample, const char *const *events, size_t event_count);

/*
 * Each returns a new JSON object that the caller owns, or NULL when memory ran out.
 */
json_t *record_proof(const struct proof *proof);

/* @workload and @configuration may be NULL: the event is not about one cell. */
json_t *record_event(const char *kind, const char *workload, const char *configuration,
		     const char *text);
json_t *record_end(const struct run_end *end);

#endif /* RECORD_H */
