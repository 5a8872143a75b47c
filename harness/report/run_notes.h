/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef RUN_NOTES_H
#define RUN_NOTES_H

#include "report/notes.h"
#include "result/result.h"

/*
 * Adds what is to be said of the run: how its events were counted, its warnings, what changed
 * about the machine, what the kernel log said. Returns 0 or -ENOMEM.
 */
int run_notes_add(struct notes *notes, const struct result *result);

#endif /* RUN_NOTES_H */
