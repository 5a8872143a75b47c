/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef VERDICT_NOTES_H
#define VERDICT_NOTES_H

#include <stddef.h>

#include "report/notes.h"
#include "stats/summary.h"

/*
 * Adds what a verdict other than "different" is worth: which difference would have been found
 * all the same, and how many blocks would decide. One note for each verdict of a table.
 * Returns 0 or -ENOMEM.
 */
int verdict_notes_add(struct notes *notes, const struct summary *summary, size_t workload);

#endif /* VERDICT_NOTES_H */
