/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLAN_H
#define PLAN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bench/cold_workload.h"
#include "bench/workload.h"
#include "config/configuration.h"
#include "config/event.h"
#include "result/record.h"

#define PLAN_CONFIGURATIONS_MAX 128
#define PLAN_WORKLOADS_MAX 32
#define PLAN_BLOCKS_MAX 1000000

/* How narrow the intervals are to be. */
struct precision {
	double half_width; /* of the interval of each overhead; 0: not asked for */
	bool relative; /* in percent of the baseline's value; else in nanoseconds */
};

#define PLAN_PRECISION_BLOCKS_MIN 10

/*
 * Registering leaves work for RCU's threads. They want a few timer ticks; on a
 * quiet CPU this is ten of them at HZ=250.
 */
#define PLAN_SETTLE_MS 40

/* What is measured, and in which order. */
struct plan {
	uint64_t seed;
	unsigned int blocks; /* at most, where a precision is asked for */
	unsigned int samples; /* of each attachment; 0 is taken for 1 */
	unsigned int reload; /* blocks after which the module is loaded anew; 0: never */
	unsigned int settle_ms; /* from an attachment to its first sample */
	struct precision precision;
	unsigned int time_limit_s; /* no block begins after it; 0: none */
	unsigned int calls; /* N of X(2N) - X(N); 0: calibrated for each cell */
	int cpu;
	bool allow_dirty; /* measure tracees that others trace, too */
	size_t configuration_count;
	struct configuration configurations[PLAN_CONFIGURATIONS_MAX];
	size_t workload_count;
	const struct workload *workloads[PLAN_WORKLOADS_MAX];
	/* Those of them that are cold, and what is done for it; a copied plan borrows these. */
	struct cold_workload cold[PLAN_WORKLOADS_MAX];
	size_t cold_count;
	struct eviction_size eviction;
	size_t event_count;
	struct event events[RECORD_COUNTERS_MAX];
};

/* One configuration under one workload, as indices into the plan. */
struct plan_cell {
	size_t workload;
	size_t configuration;
};

/* The number of cells in a block. */
size_t plan_cells(const struct plan *plan);

/* Whether the caches are flushed before calls of any of its workloads. */
bool plan_has_cold(const struct plan *plan);

/* Whether anything of it lies in the second module, tracetoll_far. */
bool plan_needs_far(const struct plan *plan);

/*
 * Fills @cells (plan_cells() of them) with every cell once, in the random order of
 * block @block. The order follows from seed and block alone, so that a run can be
 * repeated and a block can be looked at without those before it. Workloads are not
 * kept apart: complete blocks take out a drift over the whole of them.
 */
void plan_order(const struct plan *plan, unsigned int block, struct plan_cell *cells);

/*
 * Adds the names of @list ("ops1,ops2") to the plan, in the order given and each
 * once; commas between slashes part no names. Returns 0, or a negative errno with the word at fault
 * in @word (borrowed size @word_size): -EINVAL no such name, -ERANGE its number is out of range,
 * -ENOSPC too many, -ENODATA empty.
 */
int plan_add_configurations(struct plan *plan, const char *list, char *word, size_t word_size);
int plan_add_workloads(struct plan *plan, const char *list, char *word, size_t word_size);
int plan_add_events(struct plan *plan, const char *list, char *word, size_t word_size);

/* The header's "plan" member; NULL when memory ran out. */
json_t *plan_object(const struct plan *plan);

#endif /* PLAN_H */
