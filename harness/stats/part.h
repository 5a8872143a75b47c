/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PART_H
#define PART_H

#include <stdbool.h>
#include <stddef.h>

#include "config/configuration.h"

/*
 * What a traced call is made of. docs/decomposition.md says for each architecture which functions
 * of the kernel each of them is.
 */
enum part {
	PART_DIRECT, /* a direct call from the patch site straight */
	PART_CALLOPS_DIRECT, /* a direct call by ftrace_caller */
	PART_ENTRY, /* to an empty callee and back, with all that is saved for it */
	PART_BESIDE, /* each irrelevant ops where no list is walked */
	PART_LIST, /* what the list's function takes beside its ops */
	PART_RELEVANT, /* each ops that is found and called */
	PART_RCU, /* each of them that wants RCU to watch */
	PART_STUB, /* each ops that is passed over */
	PART_IRRELEVANT, /* each ops that is tested and not called */
	PART_LATE, /* a direct call among ops, beside one more of these */
	PART_REGISTERS, /* x86: each ops tested where all registers are saved */
	PART_COUNT,
};

/* The key in CSV and JSON; what tables say; what sentences say of some. Never NULL. */
const char *part_key(enum part part);
const char *part_title(enum part part);
/* NULL where there is never more than one. */
const char *part_plural(enum part part);

/*
 * How often @configuration, which took @path, takes each part. Returns false where the parts do
 * not tell: BPF's, tracefs's, other trampolines, x86's single ops with flags.
 */
bool part_counts(const struct configuration *configuration, enum path path,
		 enum architecture architecture, double counts[PART_COUNT]);

#endif /* PART_H */
