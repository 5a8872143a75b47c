/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NOTES_H
#define NOTES_H

#include <stddef.h>
#include <stdio.h>

#include "stats/summary.h"

/* What stands under a table: sentences of one line each, not yet wrapped. */
struct notes {
	char **lines;
	size_t count;
};

/*
 * What the tables of one workload do not say: user-mode instructions, who else traced
 * the tracee, cells that are not available, cells and samples that are not valid, with
 * their reasons.
 * Adds to @notes. Returns 0 or -ENOMEM; notes_free() is right in both cases.
 */
int notes_add_workload(struct notes *notes, const struct summary *summary, size_t workload);

/* What is to be said of the file: how events were counted, warnings, what changed, what the kernel
 * log said, how the run ended and why it stopped, a torn last line. */
int notes_add_file(struct notes *notes, const struct summary *summary);

/* Adds one line, unless it is there already. Returns 0 or -ENOMEM. */
__attribute__((format(printf, 2, 3))) int notes_add(struct notes *notes, const char *format, ...);

/* The same with what was written to @out, of open_memstream(); closes it and frees its @text. */
int notes_add_stream(struct notes *notes, FILE *out, char **text);

void notes_free(struct notes *notes);

#endif /* NOTES_H */
