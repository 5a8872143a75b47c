/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NAME_LISTS_H
#define NAME_LISTS_H

#include "config/complaint.h"
#include "measure/plan.h"

/*
 * Adds the names of a word such as "ops1,ops2" to the plan. Returns 0, or a negative errno
 * with a complaint (exit 2) that names the one at fault and, where there is one, its nearest
 * relative.
 */
int name_lists_add_configurations(struct plan *plan, const char *list, struct complaint *complaint);
int name_lists_add_workloads(struct plan *plan, const char *list, struct complaint *complaint);
int name_lists_add_events(struct plan *plan, const char *list, struct complaint *complaint);

#endif /* NAME_LISTS_H */
