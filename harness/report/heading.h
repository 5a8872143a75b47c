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

#endif /* HEADING_H */
