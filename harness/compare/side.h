/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SIDE_H
#define SIDE_H

#include <stddef.h>

#include "result/result.h"
#include "stats/summary.h"

/* One result file, which is one boot. */
struct compare_file {
	const char *name; /* for people; "standard input" for '-' */
	struct result result;
	struct summary summary;
};

/* The files of one side, in the order given. All have the same kernel. */
struct compare_side {
	const char *label; /* "before" or "after" */
	struct compare_file *files;
	size_t count;
};

#endif /* SIDE_H */
