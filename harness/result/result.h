/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RESULT_H
#define RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a result file holds, as read; docs/result-file.md explains the members.
 * All strings belong to the struct result and live until result_free().
 */

/* A counter that the file gives no count for. */
#define RESULT_NOT_COUNTED (-1)

struct result_workload {
	const char *name;
	const char *tracee; /* NULL if the file does not say */
	const char *varies; /* why it need not be exact; NULL: it is */
};

/* Tables mark configurations by it, so that none can be called so. */
#define RESULT_DIRTY_MARK "dirty:"

struct result_plan {
	int64_t seed;
	int64_t blocks;
	int64_t calls; /* 0: calibrated */
	int64_t cpu;
	bool allow_dirty; /* a tracee that was traced already was to be measured */
	const char **configurations; /* in table order */
	size_t configuration_count;
	struct result_workload *workloads;
	size_t workload_count;
	const char **events;
	size_t event_count;
};

#define RESULT_CPU_NAME_SIZE 96

struct result_environment {
	const char *arch;
	const char *board_label; /* what its user calls it (run --board); NULL: nothing */
	const char *board; /* NULL: could not be read */
	/* What the CPU says of itself, where nothing else names the machine: result_machine(). */
	char cpu_name[RESULT_CPU_NAME_SIZE];
	const char *core_type; /* of the CPU that was measured; NULL: all cores are alike */
	const char *kernel_release; /* NULL: could not be read */
	const char *kaslr; /* "on", "off", "unknown"; NULL: not said */
	const char *pmu; /* of the CPU that was measured, which has its core type; or NULL */
	bool emulated; /* cycles and times are the emulator's */
	bool instruction_clock; /* the clock counts instructions: counts are exact */
	bool simulated; /* every number is made up, and of no machine */
};

/* How one of the plan's events was counted. */
struct result_counter {
	const char *name; /* of the event */
	const char *pmu; /* NULL: not said */
	const char *source; /* what the event is to that PMU; NULL: a generic one */
	const char *read; /* "user" or "system-call"; NULL: not said */
	double read_ns; /* what one read takes; negative: not known */
};

/* What times are from. */
struct result_clock {
	const char *name; /* NULL: the file does not say */
	int64_t resolution_ns; /* its step; 0: not known */
};

enum result_status {
	RESULT_VALID,
	RESULT_INTERRUPTED, /* an interrupt hit it; another attempt follows */
	RESULT_INVALID,
};

struct result_measurement {
	int64_t calls;
	int64_t time_ns; /* CLOCK_MONOTONIC_RAW */
	int64_t enabled_ns;
	int64_t running_ns; /* unequal to enabled_ns: multiplexed */
	int64_t interrupts;
	int64_t *counters; /* one for each of the plan's events, or RESULT_NOT_COUNTED */
};

struct result_sample {
	int64_t block;
	size_t workload; /* index into the plan */
	size_t configuration; /* index into the plan */
	int64_t load; /* of the module, from 0; 0 where the file does not say */
	int64_t attachment; /* in the whole run, from 0; -1 where the file does not say */
	int64_t index; /* of the samples of this attachment, from 0 */
	int64_t attempt;
	enum result_status status;
	const char *reason; /* NULL if valid */
	const char *path_before; /* NULL only if not valid */
	const char *path_after; /* likewise */
	const char *expected_path; /* NULL: nothing particular was expected */
	bool counted; /* false: nothing was measured, the next two are empty */
	struct result_measurement short_run;
	struct result_measurement long_run; /* makes more calls than short_run */
};

enum result_event_kind {
	RESULT_EVENT_UNAVAILABLE, /* a cell that the kernel or placement cannot do */
	RESULT_EVENT_NOTE, /* about a cell that was measured: what its numbers hold */
	RESULT_EVENT_WARNING,
	RESULT_EVENT_INTERRUPTED,
	RESULT_EVENT_KERNEL_LOG, /* a line of the kernel's that makes the run untrustworthy */
	RESULT_EVENT_COUNTER, /* a counter was not to be believed any more at the end */
	RESULT_EVENT_DIRTY, /* a cell that was measured although others traced its tracee */
	RESULT_EVENT_CHANGED, /* a fact of the machine changed while it ran */
	RESULT_EVENT_NONLINEAR, /* a cell whose X(N/2), X(N), X(2N) lie on no line */
	RESULT_EVENT_OTHER, /* a kind that this reader does not know */
};

struct result_event {
	enum result_event_kind kind;
	const char *text;
	const char *workload; /* NULL: about all of them */
	const char *configuration; /* NULL: about all of them */
};

/* What a precision that was asked for came to. */
enum result_reached {
	RESULT_REACHED_UNKNOWN, /* none was asked for, or the file does not say */
	RESULT_REACHED,
	RESULT_NOT_REACHED,
};

/* Why no block followed the last one. */
struct result_stop {
	const char *by; /* "blocks", "precision", "time", "signal"; NULL: the file does not say */
	const char *text; /* for people; NULL: none */
	enum result_reached reached;
};

struct result {
	struct result_plan plan;
	struct result_environment environment;
	struct result_clock clock;
	struct result_counter *counters; /* in the order of the file; none in older ones */
	size_t counter_count;
	struct result_sample *samples; /* in the order of the file */
	size_t sample_count;
	struct result_event *events; /* in the order of the file */
	size_t event_count;
	size_t unknown_records; /* records of kinds that this reader does not know */
	bool torn; /* the last line was torn and is left out */
	bool ended; /* the end record is there */
	const char *end_status; /* NULL without an end record */
	const char *end_reason; /* NULL if none is given */
	struct result_stop stop;
	int64_t engine_ns; /* of a sample, beside what was measured; 0: the file does not say */
	/* The JSON of the records, the header first; owns the strings. */
	struct json_t *records;
	/* Owns those of samples where records does not hold these (result_read_lean()), or NULL. */
	struct json_t *texts;
};

/* Frees what the result holds, not the struct itself; a zeroed one is fine. */
void result_free(struct result *result);

/* The header record, for members that are not in the struct; never NULL of a file that was read. */
const struct json_t *result_header(const struct result *result);

/* Index in the plan of what has the name; the number of configurations, or of events: none has. */
size_t result_plan_configuration(const struct result_plan *plan, const char *name);
size_t result_plan_event(const struct result_plan *plan, const char *name);

/* Whether the run went to its end. */
bool result_is_complete(const struct result *result);

#endif /* RESULT_H */
