/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HISTORY_ADD_H
#define HISTORY_ADD_H

#include "result/result.h"
#include "track/history.h"

/* What is said of a run beside its file; NULL members are taken from the file. */
struct history_words {
	const char *board; /* else result_board() */
	const char *branch; /* else "main" */
	const char *commit; /* else the kernel's release */
	int64_t date; /* seconds since 1970; 0: when the run began */
	bool again;
};

enum history_added {
	HISTORY_ADDED,
	HISTORY_WAS_THERE, /* the same file (digest), or the same run: nothing changed */
};

/* One run of a transaction. */
struct history_input {
	const char *file; /* its name, for people */
	const struct result *result;
	char digest[65]; /* of the raw file, as read */
	struct history_words words;
	enum history_added added; /* is said by history_add() */
	size_t points;
};

/*
 * Adds all of them or none, in one transaction: killed at any moment, the database has all or
 * nothing. Waits for other writers. Returns 0, or a negative errno with @error.
 */
int history_add(struct history *history, struct history_input *inputs, size_t count,
		struct history_error *error);

/* Runs are forgotten, steps accepted, names mapped: each with a reason, each can be taken back. */
int history_forget(struct history *history, int64_t run, const char *reason,
		   struct history_error *error);
int history_accept(struct history *history, const struct history_accepted *step,
		   struct history_error *error);
/* What was called @old is called @renamed from now on and goes on in one series. */
int history_rename(struct history *history, const char *old, const char *renamed,
		   struct history_error *error);

#endif /* HISTORY_ADD_H */
