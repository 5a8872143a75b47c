/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CONFIGURATION_H
#define CONFIGURATION_H

#include <stdbool.h>
#include <stddef.h>

#include "config/dispatch.h"
#include "config/path.h"

#define CONFIGURATION_NAME_SIZE 32

/* In a row: as many as the number in the name says. */
#define CONFIGURATION_NUMBER (-1)

/* The direct call of a configuration: how its trampoline goes on to the tracee. */
enum trampoline {
	TRAMPOLINE_NONE, /* no direct call */
	TRAMPOLINE_SHORTEST, /* by a return, in as few instructions as there are */
	TRAMPOLINE_RETURN, /* by a return; as long as the next one */
	TRAMPOLINE_BRANCH, /* by a branch that is no return to the predictor */
	TRAMPOLINE_C, /* calls a C function first */
	TRAMPOLINE_FAR, /* SHORTEST, out of branch range */
};

/* Flags of the relevant ops. */
#define OPS_RCU (1U << 0)
#define OPS_RECURSION (1U << 1)
#define OPS_STUB (1U << 2) /* counted at the site, never called */

/*
 * One row of the table of configurations: a family of names and what each means.
 * `list`, the plan, the expected paths and the docs all come from it.
 */
struct configuration_row {
	const char *pattern; /* the name; '#' stands for a number */
	const char *registers; /* what is registered, for people */
	const char *names; /* those that "all" stands for */
	bool standard; /* they run without being asked for, too */
	unsigned int number_min; /* both 0 where the pattern has no '#' */
	unsigned int number_max;
	int relevant; /* ops on the tracee, or CONFIGURATION_NUMBER */
	int irrelevant; /* ops on another function only, likewise */
	unsigned int ops_flags; /* OPS_* of the relevant ones */
	enum trampoline trampoline;
	unsigned int fprobes; /* with a handler at entry and exit; at most 1 */
	enum path expected[DISPATCH_COUNT];
	const char *elsewhere; /* why there is none where no path is expected */
};

/* One configuration: a row with its number filled in. */
struct configuration {
	const struct configuration_row *row;
	char name[CONFIGURATION_NAME_SIZE];
	unsigned int relevant;
	unsigned int irrelevant;
};

/* The rows, in the order of every list and table. */
const struct configuration_row *configuration_rows(size_t *count);

/*
 * Fills in @configuration from a name such as "ops10". Returns 0, -EINVAL if no
 * row has such a name, -ERANGE if the number in it is out of the row's range
 * (configuration->row then tells which).
 */
int configuration_parse(const char *name, struct configuration *configuration);

/*
 * The name nearest to @word among those that "all" stands for, so that what is
 * suggested can be typed; or NULL.
 */
const char *configuration_nearest(const char *word);

/*
 * The configurations that run when nothing is asked for. Returns their number;
 * fills in at most @size of them.
 */
size_t configuration_defaults(struct configuration *configurations, size_t size);

/* Likewise those that "all" stands for: every row, with the rows' own numbers. */
size_t configuration_all(struct configuration *configurations, size_t size);

bool configuration_has_direct(const struct configuration *configuration);

/* Ops that trace the tracee: the direct call's and the fprobe's (graph_ops), too. */
unsigned int configuration_ops_on_tracee(const struct configuration *configuration);

enum path configuration_expected_path(const struct configuration *configuration,
				      const struct kernel_abilities *abilities);

/* Why this kernel cannot do the configuration, for people; NULL if it can. */
const char *configuration_unavailable(const struct configuration *configuration,
				      const struct kernel_abilities *abilities);

#endif /* CONFIGURATION_H */
