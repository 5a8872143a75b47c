/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef JOURNAL_H
#define JOURNAL_H

#include <limits.h>
#include <stdbool.h>
#include <sys/types.h>

#include "config/complaint.h"
#include "machine/journal_line.h"

#define JOURNAL_FOLDER "/run/tracetoll"

/*
 * What this process changed and has not undone: a file with a line for each change, written
 * before the change is made. While the process lives it holds a lock on the file, so that
 * whoever finds one without a lock knows that its owner is dead.
 */
struct journal {
	int fd; /* -1: not open */
	char path[PATH_MAX];
};

/* Nothing is open yet. */
#define JOURNAL_CLOSED   \
	(struct journal) \
	{                \
		.fd = -1 \
	}

/*
 * Makes the file, in JOURNAL_FOLDER below @root ("" but for tests), named by process and
 * start time. Returns 0 or a negative errno with @complaint.
 */
int journal_open(const char *root, struct journal *journal, struct complaint *complaint);

/*
 * Notes how a change of the file or folder at @path will be undone; @text is for those that
 * write one, else NULL. To be called before the change: whatever happens then, somebody can
 * undo it. Returns 0 or a negative errno with @complaint; then the change must not be made.
 */
int journal_note(const struct journal *journal, enum undo undo, const char *path, const char *text,
		 struct complaint *complaint);

/* Where the journal ends now: what is noted from here on is undone by journal_undo(). */
off_t journal_mark(const struct journal *journal);

/*
 * Undoes what was noted behind @mark, the last one first, goes on after a failure, and
 * forgets what is undone. Returns 0 or the first negative errno, with @complaint.
 */
int journal_undo(struct journal *journal, off_t mark, struct complaint *complaint);

/*
 * Forgets what was noted behind @mark without undoing it: the changes were not made. Returns 0 or a
 * negative errno.
 */
int journal_forget(const struct journal *journal, off_t mark);

/*
 * What it holds is to stay as it is beyond this process, until somebody asks for it to be undone:
 * closes the journal and gives it another name, by which only journal_restore() with @kept knows
 * it. Returns 0 or a negative errno with @complaint; then it is still open.
 */
int journal_keep(struct journal *journal, struct complaint *complaint);

/* Closes it; the file goes, too, if nothing is left to be undone. */
void journal_close(struct journal *journal);

/* One thing that restoring did, or could not do. */
struct journal_deed {
	pid_t owner; /* who made the change */
	const char *what; /* "rmdir /sys/kernel/tracing/instances/tracetoll-12" */
	bool was_gone; /* there was nothing left to undo */
	bool kept; /* it was to stay until now */
	int error; /* 0 or a negative errno */
};

/* What journal_restore() found. */
struct journal_tally {
	unsigned int undone;
	unsigned int failed; /* they stay in their journal */
	unsigned int living; /* journals of processes that live: left alone */
	unsigned int waiting; /* kept journals that wait for those to end */
};

/*
 * Undoes what dead processes left, the newest first, calling @said for each thing; with @kept
 * also what was to stay (journal_keep), but not below one that lives: what that undoes at
 * its end is what it found. Returns 0, also if some could not be undone, or a negative errno: the
 * journals could not be read.
 */
int journal_restore(const char *root, bool kept,
		    void (*said)(void *context, const struct journal_deed *deed), void *context,
		    struct journal_tally *tally);

/*
 * Waits for the owner of the journal at @path to end, and undoes what it left. Returns how
 * many things could not be undone, or a negative errno.
 */
int journal_take_over(const char *path);

#endif /* JOURNAL_H */
