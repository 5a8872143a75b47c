/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HISTORY_CHANGE_H
#define HISTORY_CHANGE_H

#include "track/history.h"

/*
 * Runs are forgotten, steps accepted, names mapped: each can be taken back. All return 0, or a
 * negative errno with @error; what was done already is no error.
 */

/* @reason: why the runs do not count; NULL: they count again. All of them or none. */
int history_forget(struct history *history, const int64_t *runs, size_t count, const char *reason,
		   struct history_error *error);

/* Its id and date are not looked at. */
int history_accept(struct history *history, const struct history_accepted *step,
		   struct history_error *error);
int history_accept_undo(struct history *history, int64_t accepted, struct history_error *error);

enum history_name {
	HISTORY_CONFIGURATION,
	HISTORY_WORKLOAD,
	HISTORY_METRIC,
	HISTORY_BOARD,
	HISTORY_NAME_COUNT,
};

/* "configuration", "workload", "metric", "board" */
const char *history_name_word(enum history_name kind);

/*
 * What was called @old is called @renamed from now on, in runs to come, too, and goes on in one
 * series. Returns -EINVAL also where a run has both names, which are two things then.
 */
int history_rename(struct history *history, enum history_name kind, const char *old,
		   const char *renamed, struct history_error *error);
int history_rename_undo(struct history *history, enum history_name kind, const char *old,
			struct history_error *error);

/* Whether the name is one that was mapped; 1, 0 or a negative errno with @error. */
int history_is_renamed(struct history *history, enum history_name kind, const char *old,
		       struct history_error *error);

/*
 * The names of a kind that are in use now, sorted; NULL ends them. Returns 0 or a negative errno
 * with @error; history_names_free() is right in both cases.
 */
int history_names(struct history *history, enum history_name kind, char ***names,
		  struct history_error *error);
void history_names_free(char **names);

#endif /* HISTORY_CHANGE_H */
