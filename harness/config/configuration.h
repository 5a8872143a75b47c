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

/*
 * One row of the table of configurations: a family of names and what each means.
 * `list`, the plan, the expected paths and the docs all come from it.
 */
struct configuration_row {
	const char *pattern; /* the name; '#' stands for a number */
	const char *registers; /* what is registered, for people */
	const char *defaults; /* names that run without being asked for, or "" */
	unsigned int number_min; /* both 0 where the pattern has no '#' */
	unsigned int number_max;
	int relevant; /* ops on the tracee, or CONFIGURATION_NUMBER */
	int irrelevant; /* ops on another function only, likewise */
	bool direct; /* a direct call on the tracee */
	enum path expected[DISPATCH_COUNT];
};

/* One configuration: a row with its number filled in. */
struct configuration {
	const struct configuration_row *row;
	char name[CONFIGURATION_NAME_SIZE];
	unsigned int relevant;
	unsigned int irrelevant;
	bool direct;
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
 * The name nearest to @word among the defaults and the patterns without a number,
 * so that what is suggested can be typed; or NULL.
 */
const char *configuration_nearest(const char *word);

/*
 * The configurations that run when nothing is asked for. Returns their number;
 * fills in at most @size of them.
 */
size_t configuration_defaults(struct configuration *configurations, size_t size);

/* Ops that the configuration puts on the tracee, the direct call's included. */
unsigned int configuration_ops_on_tracee(const struct configuration *configuration);

enum path configuration_expected_path(const struct configuration *configuration,
				      const struct kernel_abilities *abilities);

/* Why this kernel cannot do the configuration, for people; NULL if it can. */
const char *configuration_unavailable(const struct configuration *configuration,
				      const struct kernel_abilities *abilities);

#endif /* CONFIGURATION_H */
