/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef JOURNAL_UNDO_H
#define JOURNAL_UNDO_H

/*
 * What the files of the journal share; nobody else includes it.
 */
#include <stdbool.h>
#include <sys/types.h>

#include "machine/journal.h"

#define JOURNAL_HEADING "tracetoll journal 1\n"
#define JOURNAL_PREFIX "journal."
#define JOURNAL_KEPT_PREFIX "kept."

/* Undoing, whoever does it. */
struct undoing {
	pid_t owner;
	bool kept;
	void (*said)(void *context, const struct journal_deed *deed);
	void *context;
	unsigned int undone;
	unsigned int failed;
};

/* Undoes what is noted behind @mark, the last one first. Returns 0 or the first negative errno. */
int journal_undo_behind(int fd, off_t mark, struct undoing *undoing);

/* Whether anything is not undone, or is not understood. */
bool journal_has_entries(int fd);

#endif /* JOURNAL_UNDO_H */
