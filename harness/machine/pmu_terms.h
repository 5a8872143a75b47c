/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PMU_TERMS_H
#define PMU_TERMS_H

#include <stdbool.h>

#include "config/complaint.h"
#include "config/event.h"
#include "machine/pmu.h"

/*
 * Sets the fields of @event that "TERM,TERM..." means to the PMU, below @root. A term is the name
 * of a file in its events/ ("br_mis_pred"), a field of its format/ ("event=0x11"; without a value
 * 1), or config, config1, config2. Sets its type, too. Returns 0 or a negative errno with a
 * complaint: exit 3 where this PMU has no such term, exit 2 where the value does not fit.
 */
int pmu_terms_apply(const char *root, const struct pmu *pmu, const char *terms, struct event *event,
		    struct complaint *complaint);

/* Whether the PMU's events/ has the name. */
bool pmu_has_event(const char *root, const struct pmu *pmu, const char *name);

/*
 * The names in its events/, sorted, without what only describes others (NAME.scale). Returns
 * their number and gives them out in @names, to be freed each and as a whole; 0 and NULL: none.
 */
size_t pmu_event_names(const char *root, const struct pmu *pmu, char ***names);

#endif /* PMU_TERMS_H */
