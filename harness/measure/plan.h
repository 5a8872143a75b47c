/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLAN_H
#define PLAN_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bench/workload.h"
#include "config/configuration.h"
#include "config/event.h"
#include "result/record.h"

#define PLAN_CONFIGURATIONS_MAX 128
#define PLAN_WORKLOADS_MAX 32
#define PLAN_BLOCKS_MAX 1000000

/* What is measured, and in which order. */
struct plan {
	uint64_t seed;
	unsigned int blocks;
	unsigned int calls; /* N of X(2N) - X(N); 0: calibrated for each cell */
	int cpu;
	bool allow_dirty; /* measure tracees that others trace, too */
	size_t configuration_count;
	struct configuration configurations[PLAN_CONFIGURATIONS_MAX];
	size_t workload_count;
	const struct workload *workloads[PLAN_WORKLOADS_MAX];
	size_t event_count;
	const struct event_row *events[RECORD_COUNTERS_MAX];
};

/* One configuration under one workload, as indices into the plan. */
struct plan_cell {
	size_t workload;
	size_t configuration;
};

/* The number of cells in a block. */
size_t plan_cells(const struct plan *plan);

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
 * once. Returns 0, or a negative errno with the word at fault in @word (borrowed
 * size @word_size): -EINVAL no such name, -ERANGE its number is out of range,
 * -ENOSPC too many, -ENODATA empty.
 */
int plan_add_configurations(struct plan *plan, const char *list, char *word, size_t word_size);
int plan_add_workloads(struct plan *plan, const char *list, char *word, size_t word_size);
int plan_add_events(struct plan *plan, const char *list, char *word, size_t word_size);

/* The header's "plan" member; NULL when memory ran out. */
json_t *plan_object(const struct plan *plan);

#endif /* PLAN_H */
