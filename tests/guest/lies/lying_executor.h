/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LYING_EXECUTOR_H
#define LYING_EXECUTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "measure/executor.h"

/* When a lie is told. It is taken back before the configuration is detached. */
enum moment {
	MOMENT_ATTACHED, /* before the proof */
	MOMENT_PROVEN, /* after the proof, before the first sample */
	MOMENT_SAMPLE, /* with each measurement; taken back before anybody looks */
	MOMENT_BLOCKS, /* between the first block and the second */
	MOMENT_LABEL, /* all the time: something else is attached than is said */
};

struct lie {
	const char *configuration; /* what is said to be measured */
	const char *workload;
	enum moment moment;
	/*
	 * What is told: a line for /dev/tracetoll_lies, "tracefs ..." or "sysctl ...", "on" and
	 * "off" of which begin and end it; or for MOMENT_LABEL the configuration that is
	 * attached, and behind a slash the workload whose tracee it is attached to.
	 */
	const char *told;
	const char *check; /* that must see it; NULL: nobody can */
};

/* Executes as @real does, but for one lie. */
struct lying_executor {
	struct executor real;
	const struct lie *lie; /* NULL: none */
	int device; /* /dev/tracetoll_lies */
	bool uncounted; /* says that nothing attached can count */
	bool blind; /* looks at nothing: what remains is what is measured */
	unsigned int attached; /* how often */
	bool is_told;
	bool counting; /* what is attached now only counts: no lie is told of that */
	int err; /* the first of telling a lie, or of taking it back */
	struct evidence before; /* what was seen at the last proof */
	struct evidence after; /* and last of all */
	struct measurement last[2];
	struct configuration other; /* that is attached instead */
};

struct executor lying_executor_interface(struct lying_executor *lying);

/* First event per call, of the last pair of measurements; negative: there was none. */
double lying_executor_per_call(const struct lying_executor *lying);

/* Tells one line, with "on", "off" or "once" where it has "%s". Returns 0 or a negative errno. */
int lie_tell(int device, const char *line, const char *verb);

#endif /* LYING_EXECUTOR_H */
