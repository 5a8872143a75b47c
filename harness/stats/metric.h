/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef METRIC_H
#define METRIC_H

#include <stdbool.h>

/* The metric of a sample's time; all others are named as their events. */
#define METRIC_TIME "time"
#define METRIC_KERNEL_INSTRUCTIONS "kernel-instructions"
#define METRIC_INSTRUCTIONS "instructions" /* of both modes */
#define METRIC_USER_INSTRUCTIONS "user-instructions"
#define METRIC_CYCLES "cycles" /* of both modes */

/* What is known of a metric by its name. */
struct metric_kind {
	const char *name; /* NULL: of several events of this kind */
	const char *unit; /* of a value, which is per call */
	const char *title; /* of a table, without "per call"; NULL: the metric's name */
	bool instructions; /* a number of instructions: right on an emulator too */
	/* Time, and the cycles of the core: the same thing on every architecture. What an
	 * instruction does is the architecture's, and what an event is, the PMU's own. */
	bool any_arch;
};

/*
 * Never NULL. An event of a name like "cycles:k", "stalled-cycles" or "pmu/cpu_cycles/" counts
 * cycles, one like "instructions:k" instructions, any other one "events".
 */
const struct metric_kind *metric_kind(const char *name);

#endif /* METRIC_H */
