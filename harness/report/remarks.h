/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef REMARKS_H
#define REMARKS_H

#include <stddef.h>

#include "report/notes.h"
#include "stats/summary.h"

/*
 * Adds what is to be said of the workload's cells one by one: why their counts differ, who else
 * traced the tracee, what the run noted, and why there are none or fewer. Equal remarks are one
 * note. Returns 0 or -ENOMEM.
 */
int remarks_add(struct notes *notes, const struct summary *summary, size_t workload);

#endif /* REMARKS_H */
