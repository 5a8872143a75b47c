/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COMPARE_ENVIRONMENT_H
#define COMPARE_ENVIRONMENT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What files may differ in, in groups that --across names. The kernel is what is compared, so it
 * may always differ; all else makes a comparison of two things at once, unless it is said.
 */
enum environment_group {
	ENVIRONMENT_KERNEL, /* release, build, compiler: always allowed, always printed */
	ENVIRONMENT_CONFIG, /* the kernel's options that matter here */
	ENVIRONMENT_COMMAND_LINE, /* of the kernel, and what follows from it: KASLR */
	ENVIRONMENT_MACHINE, /* board, CPU, core type, PMU, emulator */
	ENVIRONMENT_SETTINGS, /* governor, sysctls, mitigations, what was tuned */
	ENVIRONMENT_TOOL, /* tracetoll's version, the module's and BPF's builds */
	ENVIRONMENT_PLAN, /* workloads, events, calls: not seeds, blocks or configurations */
	ENVIRONMENT_GROUP_COUNT,
};

/* One fact that is not the same on both sides. */
struct environment_difference {
	enum environment_group group;
	const char *what; /* "CONFIG_PREEMPT", "governor" */
	const char *before; /* never NULL: "not set", "not known" */
	const char *after;
};

struct environment_differences {
	struct environment_difference *rows; /* by group */
	size_t count;
};

/* The word that --across takes: "kernel", "config", "command-line", ... */
const char *environment_group_name(enum environment_group group);

#endif /* COMPARE_ENVIRONMENT_H */
