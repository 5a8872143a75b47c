/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COUNTERS_OBJECT_H
#define COUNTERS_OBJECT_H

#include <jansson.h>

#include "measure/counters.h"
#include "measure/plan.h"

/*
 * The header's "counters": what each of the plan's events is on the CPU that is measured, and how
 * @counters, opened for them, reads it; in their order (docs/result-file.md). A new array, or NULL
 * when memory ran out.
 */
json_t *counters_object(const struct plan *plan, const struct counters *counters);

#endif /* COUNTERS_OBJECT_H */
