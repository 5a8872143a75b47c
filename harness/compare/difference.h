/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DIFFERENCE_H
#define DIFFERENCE_H

#include "compare/environment.h"
#include "compare/side.h"
#include "stats/comparison.h"
#include "stats/value.h"

/* What a difference between two sides comes to. */
enum difference_verdict {
	DIFFERENCE_NONE, /* on one side only, or no valid sample: nothing to compare */
	/* Exact: not one instruction, or within a floor that was given; clocked: the interval is
	 * within the floor. */
	DIFFERENCE_SAME,
	DIFFERENCE_MORE, /* after costs more, beyond the floor: a regression */
	DIFFERENCE_LESS, /* after costs less, beyond the floor */
	DIFFERENCE_UNDECIDED, /* more boots would tell; why not is in the row's note */
};

/* One side of a row: the boots that have a valid value, each worth one. */
struct difference_value {
	size_t boots; /* 0: nothing was measured on this side, and the rest is empty */
	const char *path; /* as proven; NULL where boots is 0 or paths differ between boots */
	struct value_summary
		level; /* per call, over the boots; lowest and highest of all samples */
	struct value_summary
		overhead; /* likewise; count 0 for "none" and for a loop without call */
};

/* One metric of one configuration under one workload, before and after. */
struct difference {
	const char *workload;
	const char *configuration;
	const char *metric;
	const char *unit; /* of the values; marked if a side is simulated */
	/* A number of instructions under an instruction clock, of a workload that does not vary:
	 * no interval. */
	bool exact;
	bool without_call; /* the workload's loop alone */
	struct difference_value before;
	struct difference_value after;
	bool path_changed; /* both paths are known, and not the same */
	struct value change; /* of the level, after - before; 0 where the verdict is NONE */
	bool has_interval; /* of a clocked metric with boots enough on both sides */
	double low; /* where the true change may lie */
	double high;
	double p; /* of the rank-sum test between boots, corrected by Holm; 1 where there is none */
	double detectable; /* the smallest change found with 80 % power; 0: not known */
	double floor; /* in the metric's unit, that the verdict is of */
	enum difference_verdict verdict;
	const char *note; /* why it is undecided, one-sided or not to be relied on, or NULL */
};

/* Everything that two sides come to. Borrows from the sides. */
struct difference_table {
	const struct compare_side *before;
	const struct compare_side *after;
	const struct environment_differences *environment;
	struct difference *rows; /* workloads in the plan's order, in each metrics, in each
				    configurations in the table's order */
	size_t count;
	size_t changed_paths; /* rows whose path changed, each configuration and workload once */
	size_t regressions; /* rows that are MORE */
	size_t improvements; /* rows that are LESS */
	size_t undecided;
	double floor_percent;
	bool floor_is_given;
	struct json_t *texts; /* owns the rows' notes */
};

/* What is asked for. */
struct difference_settings {
	bool has_floor; /* else SUMMARY_FLOOR_PERCENT, and 0 for numbers of instructions */
	double floor_percent; /* of each row's own level before */
	/* Names of those that rows are wanted of; none: of all. */
	const char *const *workloads;
	size_t workload_count;
	const char *const *configurations;
	size_t configuration_count;
};

/*
 * Compares the sides, which have a file each at least and must outlive the table, as
 * @environment. Returns 0 or -ENOMEM; difference_free() is right in both cases.
 */
int difference_make(const struct compare_side *before, const struct compare_side *after,
		    const struct environment_differences *environment,
		    const struct difference_settings *settings, struct difference_table *table);
void difference_free(struct difference_table *table);

/* How many rows have a verdict: 0: nothing was compared. */
size_t difference_compared(const struct difference_table *table);

#endif /* DIFFERENCE_H */
