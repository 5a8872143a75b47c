/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BOARDS_H
#define BOARDS_H

#include <stdbool.h>
#include <stddef.h>

#include "report/report.h"
#include "report/trust.h"
#include "stats/summary.h"

/*
 * Result files side by side. Boots of one board under one kernel and with like settings are read
 * together; whatever differs in that makes another board of it here, so that nothing unlike is
 * mixed. All strings belong to the boards or to the results, which must outlive them.
 */

/* One result file. */
struct board_boot {
	const char *file; /* its name */
	size_t index; /* in the inputs, and of JSON's "files" */
	size_t boot; /* the board's, from 0: of files with one boot_id it is one */
	const struct result *result;
	struct summary summary;
	struct trust trust;
};

/* Where low and high of a figure are from. */
enum board_spread {
	BOARD_SPREAD_NONE, /* too few values: there is no interval */
	BOARD_SPREAD_EXACT, /* an exact count: the lowest and the highest of all blocks of all boots
			     */
	BOARD_SPREAD_BLOCKS, /* one file: 95 % over its blocks (or loads of the module) */
	BOARD_SPREAD_RANGE, /* some files: from the lowest low to the highest high of theirs */
	BOARD_SPREAD_BOOTS, /* INTERVAL_COUNT_MIN boots or more: 95 % over them */
};

struct board_estimate {
	bool known; /* else not measured, and the rest is 0 */
	struct value value; /* of several boots: the median of theirs */
	bool has_range; /* low and high are there */
	struct value low;
	struct value high;
};

/* One metric of one cell, per call. */
struct board_figure {
	enum board_spread spread;
	size_t boots; /* that it is from */
	size_t blocks; /* of all these */
	struct board_estimate level;
	struct board_estimate overhead;
};

/* One configuration under one workload on one board. */
struct board_cell {
	bool planned; /* a boot was to measure it */
	bool without_call; /* the workload's loop alone: no way of tracing, so no overhead */
	const char *tracee; /* NULL: not said */
	const char
		*unavailable; /* why it could not be measured; NULL: it was, or was not planned */
	const char *path; /* as proven; NULL: nothing valid was measured */
	const char *other_path; /* as proven in another boot; NULL: they agree */
	const char *dirty; /* who else traced the tracee; NULL: nobody */
	size_t invalid; /* samples */
	/* Why exact counts of it may differ between boots, and by how much at most; NULL and 0. */
	const char *varies;
	unsigned int varies_by;
	size_t json_row; /* of its first metric */
	struct board_figure *figures; /* one for each of the boards' metrics */
};

/* What is called a board in reports: boots that may be read together. */
struct board {
	char mark[4]; /* "A", "B", ... "AA": in the order of the files */
	char *name; /* no other board's of the report: told apart by the kernel, or what else
		       differs */
	const char *machine; /* what it is called by itself, or by --board */
	const char *arch; /* "arm64" */
	struct board_boot *boots; /* files: those of one boot are one boot */
	size_t boot_count; /* how many files */
	size_t own_boots; /* how many boots these are of */
	struct board_cell *cells; /* workloads x configurations */
	bool *metrics; /* for each of the boards': whether a boot was to measure it */
	bool emulated; /* so it has neither cycles nor time */
	bool simulated; /* its numbers are made up, and of no machine */
	bool exact; /* counts instructions exactly */
};

/* A metric of any of the boards. */
struct board_metric {
	const char *name; /* METRIC_TIME, an event's, or one of the derived below */
	const char *title; /* for people: "kernel instructions", or the name */
	const char *unit; /* "ns"; of a simulated or emulated board alone: boards_unit() */
	bool derived;
};

/*
 * Derived: instructions over cycles, of a whole call; and of what tracing adds to it. Both are
 * levels, without an overhead.
 */
#define BOARD_METRIC_IPC "ipc"
#define BOARD_METRIC_OVERHEAD_IPC "overhead-ipc"
#define BOARD_UNIT_PER_CYCLE "instructions/cycle"

struct board_workload {
	const char *name;
	const char *tracee; /* of the first board that says; NULL: none does */
};

struct boards {
	struct board *boards; /* in the order of their first files */
	size_t count;
	/* What any of them has, in the order in which it is first met. */
	struct board_workload *workloads;
	size_t workload_count;
	const char **configurations;
	size_t configuration_count;
	struct board_metric *metrics;
	size_t metric_count;
	double floor_percent;
};

/*
 * Groups the inputs and sums them up. Returns 0 or -ENOMEM; boards_free() is right in both cases.
 */
int boards_make(const struct report_settings *settings, const struct report_input *inputs,
		size_t count, struct boards *boards);
void boards_free(struct boards *boards);

const struct board_cell *boards_cell(const struct boards *boards, size_t board, size_t workload,
				     size_t configuration);
const struct board_figure *boards_figure(const struct boards *boards, size_t board, size_t workload,
					 size_t configuration, size_t metric);

/*
 * Where report --format json has the figure: its index in the board's "results". Rows are by
 * workload, configuration, metric of all boards; there is none (BOARDS_NO_ROW) of a cell that was
 * not planned, nor of a metric that the board has not.
 */
#define BOARDS_NO_ROW ((size_t)-1)
size_t boards_json_row(const struct boards *boards, size_t board, size_t workload,
		       size_t configuration, size_t metric);

/* Index of the metric, or metric_count. */
size_t boards_metric(const struct boards *boards, const char *name);

/* The unit of a metric's values on this board: an emulator's and a simulation's are marked. */
const char *boards_unit(const struct boards *boards, size_t board, size_t metric);

/*
 * The metric that tells best what a call costs: time, else cycles, else kernel instructions, of
 * those that at least two boards (of several) have under the workload. metric_count: there is none.
 */
size_t boards_headline(const struct boards *boards, size_t workload);

#endif /* BOARDS_H */
