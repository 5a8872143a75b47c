/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ENGINE_COST_H
#define ENGINE_COST_H

#include <stdint.h>

#define ENGINE_COST_VALUES 512

/* What samples take beside what is measured: evenly chosen ones of a run however long. */
struct engine_cost {
	uint64_t seen;
	uint64_t stride; /* each so many-th is kept; 0: none was seen */
	unsigned int count;
	uint64_t values[ENGINE_COST_VALUES];
};

void engine_cost_add(struct engine_cost *cost, uint64_t ns);

/* The median; 0 without any. Sorts what it keeps. */
uint64_t engine_cost_median(struct engine_cost *cost);

#endif /* ENGINE_COST_H */
