/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HOLD_OPTIONS_H
#define HOLD_OPTIONS_H

#include <stdbool.h>

#include "bench/workload.h"
#include "config/complaint.h"
#include "measure/plan.h"

/* The text of --help. */
extern const char hold_usage[];

/* What the command line of `hold` asks for. */
struct hold_options {
	struct plan plan; /* one configuration, one workload: the tracee, run by the command */
	struct workload workload;
	const char *json; /* NULL: not asked for */
	const char *module; /* NULL: look for it */
	char **command; /* behind the --, ends with NULL */
	bool help; /* the text was asked for, and nothing else counts */
};

/*
 * Parses the words. @options must stay where it is: the plan points into it. Returns 0, or a
 * negative errno with a complaint.
 */
int hold_options_parse(struct hold_options *options, int argc, char **argv,
		       struct complaint *complaint);

#endif /* HOLD_OPTIONS_H */
