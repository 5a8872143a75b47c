/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HEADING_H
#define HEADING_H

#include "report/notes.h"
#include "stats/summary.h"

/*
 * Adds the lines above the tables of a file: what was measured ("arm64, QEMU virt, Linux 7.2.12,
 * 20 blocks"), what the clock is and so what the numbers are worth, and on what they were counted.
 * Returns 0 or -ENOMEM.
 */
int heading_add(struct notes *lines, const struct summary *summary);

/* "Measured by tracetoll", of what was: how a text for a commit message begins. */
const char *heading_measured(const struct result *result);

/* What stands over all that is of a simulated machine. */
#define HEADING_SIMULATED "SIMULATED: every number here is made up, and of no machine"

#endif /* HEADING_H */
