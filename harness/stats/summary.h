/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SUMMARY_H
#define SUMMARY_H

#include "result/result.h"
#include "stats/comparison.h"
#include "stats/metric.h"
#include "stats/value.h"

/* The baseline of every overhead, and what ratios are formed to. */
#define SUMMARY_BASELINE "none"
#define SUMMARY_REFERENCE "direct"

/*
 * Percent of the baseline's value that are not worth to be told, unless somebody says others. Not
 * of numbers of instructions, which have next to no noise: 4 more of 2310 is what was to be found
 * out.
 */
#define SUMMARY_FLOOR_PERCENT 1.0

/* One metric of one cell, per call. */
struct summary_value {
	/*
	 * Over the blocks that have a usable sample with this metric, each by the median of its
	 * samples; lowest and highest are of all samples. Where estimates are of loads, the median
	 * is level_estimate's.
	 */
	struct value_summary level;
	/*
	 * The overhead: in each block that has both, the cell's value less that of
	 * "none" of the same workload, then the median of these differences. None
	 * (count 0) for "none" itself, and for a loop without its call.
	 */
	struct value_summary overhead;
	/* As above, but by statistics: the median, and where it may lie. Not of exact metrics. */
	struct estimate level_estimate;
	/*
	 * The same differences by statistics, against all others of the metric and workload.
	 * Nothing (count 0, no verdict) where the metric is exact.
	 */
	struct comparison comparison;
	/*
	 * overhead / overhead of "direct" of the same workload, as the tables show them. Not
	 * there without both, or where direct's is not above 0 with all of its interval.
	 */
	bool has_ratio;
	double ratio;
};

/* So many different reasons for invalid samples are told of one cell. */
#define SUMMARY_FAULTS_MAX 3

/* Why samples of a cell are invalid. */
struct summary_fault {
	const char *reason;
	size_t samples;
	const char *other_path; /* that the first of them took, if the reason is their path */
};

/* One configuration under one workload. */
struct summary_cell {
	size_t workload; /* index into the plan */
	size_t configuration; /* index into the plan */
	bool without_call; /* the workload's loop alone: no way of tracing */
	const char *path; /* as proven by the usable samples; NULL if there are none */
	size_t blocks; /* with a usable sample */
	size_t sampled; /* blocks with a sample of any status */
	size_t invalid; /* samples */
	/* The first reasons of the invalid ones, in the order of the blocks. */
	struct summary_fault faults[SUMMARY_FAULTS_MAX];
	size_t fault_count;
	const char *interrupted; /* why a sample had to be measured again, NULL if none had */
	const char *dirty; /* who else traced the tracee; NULL: nobody did, as far as known */
	const char *unavailable; /* why it cannot be measured here; NULL if it can */
	struct summary_value *values; /* one for each of the summary's metrics */
};

/* What a result file says, for the tables. Borrows from the struct result. */
struct summary {
	const struct result *result;
	const char **metrics; /* names: the plan's events in its order, then METRIC_TIME */
	size_t metric_count;
	struct summary_cell *cells; /* workloads in the plan's order, in each the configurations */
	size_t cell_count;
	struct summary_value *values; /* of all cells, who point into it */
	/*
	 * The independent values that estimates are of: loads of the module, each by the middle of
	 * its blocks, where the run loaded it often enough for an interval; else blocks.
	 */
	bool by_load;
	size_t units; /* how many of them there are */
	size_t loads; /* of the module */
	double floor_percent; /* that the verdicts are of */
	bool floor_is_given; /* by somebody; else it is 0 for numbers of instructions */
	size_t usable; /* samples that the values come from */
	size_t invalid;
};

/*
 * Sums the result up. Of each sample of a block and cell the first usable attempt counts: one
 * that is marked valid, proved the expected path before and after, and was not
 * multiplexed. On an emulator, metrics that are no numbers of instructions are
 * left out altogether: they are the emulator's; but for the events of a plan without
 * instructions, and the time of one without any event, which would have nothing else. Returns
 * 0 or -ENOMEM; the caller ends with summary_free() in both cases. @result must outlive
 * @summary.
 */
int summary_make(const struct result *result, struct summary *summary);

void summary_free(struct summary *summary);

/*
 * The verdicts again, for a floor of @percent of the baseline's value, whatever is counted;
 * summary_make() judges by SUMMARY_FLOOR_PERCENT.
 */
void summary_judge(struct summary *summary, double percent);
void summary_judge_by_default(struct summary *summary);

/* That floor in the metric's unit: of the workload's baseline; 0 where there is none. */
double summary_floor(const struct summary *summary, size_t workload, size_t metric);

/* True if the metric is an exact count, which has no interval and needs no statistics. */
bool summary_is_exact(const struct summary *summary, size_t metric);

/* The cell's place; the configuration and workload are indices into the plan. */
const struct summary_cell *summary_cell(const struct summary *summary, size_t workload,
					size_t configuration);

/* Index of the metric, or metric_count if the summary has none of that name. */
size_t summary_metric(const struct summary *summary, const char *name);

/* True if the cell was sampled, or should have been: nothing says that it is unavailable. */
bool summary_cell_is_expected(const struct summary_cell *cell);

/* Blocks in which every expected cell was sampled. */
size_t summary_complete_blocks(const struct summary *summary);

/* True if times and cycles in the result are an emulator's. */
bool summary_is_emulated(const struct result *result);

/* True if the metric is the emulator's alone, and tells nothing of hardware. */
bool summary_is_of_emulator(const struct summary *summary, size_t metric);

#endif /* SUMMARY_H */
