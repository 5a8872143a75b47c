// SPDX-License-Identifier: GPL-2.0-only
#include "measure/engine_cost.h"

#include <stdlib.h>

void engine_cost_add(struct engine_cost *cost, uint64_t ns)
{
	if (!cost->stride)
		cost->stride = 1;
	if (cost->seen++ % cost->stride)
		return;
	/* Full: every other one goes, and half as many come from now on. */
	if (cost->count == ENGINE_COST_VALUES) {
		for (unsigned int i = 0; i < ENGINE_COST_VALUES / 2; i++)
			cost->values[i] = cost->values[2 * i];
		cost->count = ENGINE_COST_VALUES / 2;
		cost->stride *= 2;
	}
	cost->values[cost->count++] = ns;
}

static int compare(const void *a, const void *b)
{
	const uint64_t *left = a;
	const uint64_t *right = b;

	return (*left > *right) - (*left < *right);
}

uint64_t engine_cost_median(struct engine_cost *cost)
{
	if (!cost->count)
		return 0;
	qsort(cost->values, cost->count, sizeof(cost->values[0]), compare);
	return cost->values[cost->count / 2];
}
