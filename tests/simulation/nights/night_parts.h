/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NIGHTS_NIGHT_PARTS_H
#define NIGHTS_NIGHT_PARTS_H

#include <jansson.h>

#include "bench/workload.h"
#include "fleet.h"
#include "measure/plan.h"
#include "night.h"
#include "result/record.h"

/* A configuration under a workload that night. */
struct night_cell {
	struct board_cost cost;
	const char *workload;
	const char *configuration; /* by its name of the night */
	const char *path;
	json_t *proof;
	double night; /* its level's cycles, to add: the noise of the night, and all steps */
	double block; /* standard deviation between blocks, in cycles */
	double instructions; /* to add */
	uint64_t key; /* of its noise */
};

/* A night that is being written. */
struct night_making {
	const struct night *night;
	const struct fleet_board *fleet;
	FILE *out;
	struct plan plan;
	struct workload workloads[PLAN_WORKLOADS_MAX];
	struct night_cell *cells; /* in the plan's order */
	size_t cell_count;
	const char *events[RECORD_COUNTERS_MAX];
	struct generator generator; /* of what no cell has for itself */
	unsigned int attachment;
};

/* Which run of its night it is: each run of a kernel is another one. */
uint64_t night_run(const struct night *night);

/* Fills the cells of the plan, with what is planted; night_cells_free() ends them. */
void night_cells_make(struct night_making *making);
void night_cells_free(struct night_making *making);

#endif /* NIGHTS_NIGHT_PARTS_H */
