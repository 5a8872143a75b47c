/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUARDIAN_H
#define GUARDIAN_H

#include <sys/types.h>

#include "config/complaint.h"

/*
 * A process of its own that does nothing but wait for this one to end in whatever way, and
 * then undoes what its journal still holds. It holds nothing open that is ours, and no
 * signal to our process group reaches it.
 */
struct guardian {
	pid_t process; /* 0: there is none */
	int alive; /* closing this end of a pipe sets it to work */
};

/*
 * Starts it: @program with the words "restore --guard @journal", which call guardian_watch().
 * Returns 0 or a negative errno with @complaint.
 */
int guardian_start(const char *program, const char *journal, struct guardian *guardian,
		   struct complaint *complaint);

/* Lets it go: it undoes what the journal still holds. Waits until it is gone. */
void guardian_stop(struct guardian *guardian);

/*
 * What the guardian does: waits until standard input ends, then undoes. Returns how many
 * things could not be undone, or a negative errno.
 */
int guardian_watch(const char *journal);

#endif /* GUARDIAN_H */
