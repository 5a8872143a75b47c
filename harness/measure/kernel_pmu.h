/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_PMU_H
#define KERNEL_PMU_H

#include <stdbool.h>

#include "measure/known_work.h"
#include "measure/pmu_door.h"

/* The PMU of the running kernel. */
struct kernel_pmu {
	bool asks_for_user_reads; /* the architecture wants it said when an event is opened */
	struct known_work work;
};

/* Never fails: what cannot be known is not asked for. */
void kernel_pmu_begin(struct kernel_pmu *pmu);

/* Lets the known work's memory go; counters that are open stay. */
void kernel_pmu_end(struct kernel_pmu *pmu);

/* @pmu stays the caller's, and has to be there as long as the door is used. */
struct pmu_door kernel_pmu_door(struct kernel_pmu *pmu);

#endif /* KERNEL_PMU_H */
