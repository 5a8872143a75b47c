/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EXPORT_CELL_H
#define EXPORT_CELL_H

#include <stdbool.h>

#include "export/export.h"

/* A number of a table, as `report --format csv` has it. */
struct export_figure {
	bool known; /* false: not measured, and the rest is 0 */
	struct value value; /* always finite */
	bool bounded; /* low and high are known */
	struct value low, high; /* of exact metrics: the lowest and the highest block */
};

/* One metric of a cell. */
struct export_row {
	size_t metric; /* index into the summary's metrics */
	const char *name; /* of the metric */
	const char *unit; /* of the table's column: "emulated-cycles" */
	/* What numbers that are no hardware's have before their name: "emulated-", "simulated-". */
	const char *mark; /* else "" */
	bool exact;
	bool time; /* METRIC_TIME: nanoseconds, real ones where there is no mark */
	struct export_figure value; /* per call */
	struct export_figure overhead; /* of "none" itself and of loops unknown */
};

enum export_status {
	EXPORT_MEASURED, /* at least one row has a value */
	EXPORT_INVALID, /* samples were made, and none of them is valid */
	EXPORT_MISSING, /* it should have been measured, and was not */
	EXPORT_UNAVAILABLE, /* it cannot be measured there */
};

/* One configuration under one workload. */
struct export_cell {
	const struct export_input *input;
	const struct summary_cell *cell;
	enum export_status status;
	const char *reason; /* printable; of a measured cell why it is not trusted, else NULL */
	const char *workload;
	const char *configuration; /* "dirty:ops1" where others traced the tracee */
	const char *path; /* as proven; NULL: unknown */
	const struct export_row *rows; /* those of a measured cell, else none */
	size_t row_count;
	bool baseline; /* "none", or a loop without call: it has no overhead */
};

/* Returns 0, or what ends the walk. */
typedef int (*export_cell_function)(void *context, const struct export_cell *cell);

/*
 * The one walk over what is exported: calls @each for all cells of all inputs, in their order.
 * Returns what it returned, or -ENOMEM.
 */
int export_each_cell(const struct export_input *inputs, size_t count, export_cell_function each,
		     void *context);

/* Whether the kernel itself complained, which is the tested code's fault, not the tool's. */
bool export_kernel_complained(const struct result *result);

/* The row of real time, or NULL: there is none, or it is an emulator's. */
const struct export_row *export_time_row(const struct export_cell *cell);

/* For formats of times alone: a check() that wants a time in each file. */
int export_check_times(const struct export_input *inputs, size_t count, const char *format,
		       char why[EXPORT_WHY_SIZE]);

/* A member of the file's header that is a text, by its path ("tool", "version"), or NULL. */
const char *export_header_text(const struct result *result, const char *outer, const char *inner);

#endif /* EXPORT_CELL_H */
