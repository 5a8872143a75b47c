/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COMPARE_EVENTS_H
#define COMPARE_EVENTS_H

#include "compare/difference.h"
#include "report/notes.h"

/*
 * Adds what happened while either side was measured and a reader of its differences must know:
 * what changed about the machine, counts that lie on no line, warnings; of each kind the first few
 * of each side. Returns 0 or -ENOMEM.
 */
int events_add(struct notes *lines, const struct difference_table *table);

#endif /* COMPARE_EVENTS_H */
