/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EXPORT_H
#define EXPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "stats/summary.h"

/* What is exported: one result file, summed up. */
struct export_input {
	const char *name; /* of the file, for people */
	const struct result *result;
	struct summary summary;
	const char *commit; /* of the kernel; else its release */
	const char *origin; /* KCIDB's word for who sends it */
	const char *build_id; /* KCIDB's, of what was built */
};

/* A foreign format: one file of this folder, and a row of export.c. */
struct export_format {
	const char *name; /* the word behind --to */
	const char *file_name; /* what its readers would call such a file: "results.xml" */
	const char *read_by; /* for list exports: "benchstat, benchseries" */
	bool many; /* takes several files */
	/* Returns 0 or -ENOMEM; what could not be written is seen by ferror(). */
	int (*write)(FILE *out, const struct export_input *inputs, size_t count);
};

extern const struct export_format *const export_formats[];
extern const size_t export_format_count;

#endif /* EXPORT_H */
