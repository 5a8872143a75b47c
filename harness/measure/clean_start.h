/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CLEAN_START_H
#define CLEAN_START_H

#include "config/complaint.h"
#include "measure/executor.h"
#include "measure/plan.h"
#include "site/evidence.h"

/*
 * Looks at every tracee of the plan before anything of ours is on it. Fills in one of
 * @baselines for each of the plan's workloads. Returns 0 (also if a tracee is dirty: the
 * baseline says so) or a negative errno with @complaint.
 */
int clean_start_look(const struct plan *plan, const struct kernel_abilities *abilities,
		     const struct executor *executor, struct baseline *baselines,
		     struct complaint *complaint);

/*
 * Refuses (exit 3) if a tracee is already traced or probed, with the name of who holds
 * it. Returns 0 or a negative errno.
 */
int clean_start_demand(const struct plan *plan, const struct baseline *baselines,
		       struct complaint *complaint);

#endif /* CLEAN_START_H */
