/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HISTORY_ADD_H
#define HISTORY_ADD_H

#include "track/digest.h"
#include "track/history.h"

/* What is said of a run beside its file; NULL members are taken from the file. */
struct history_words {
	const char *board; /* else result_board() */
	const char *branch; /* else "main" */
	const char *commit; /* of the kernel; else its release */
	/*
	 * Seconds since 1970; 0: the date that the branch has for the commit already, if it was
	 * named or is measured again, else when the run began.
	 */
	int64_t date;
	bool again;
};

enum history_added {
	HISTORY_ADDED,
	HISTORY_COMPLETED, /* it is more of a run that was there cut off, and took its place */
	HISTORY_WAS_THERE, /* the same file (digest), or the same run: nothing changed */
};

/* One run of a transaction: what the history keeps of a result file. */
struct history_input {
	char *file; /* its name, for people */
	char digest[DIGEST_SIZE]; /* of the raw file, as read */
	char *board; /* as the file says; owned, as all here */
	char *arch;
	char *release; /* of the kernel; NULL: the file does not say */
	int64_t started; /* seconds since 1970; 0: the file does not say */
	char *doubt; /* why the run is not trusted; NULL: it is */
	size_t points; /* that it gives */
	struct history_numbers *numbers;
	/* To be set before history_add(); borrowed. */
	struct history_words words;
	/* What history_add() says: */
	enum history_added added;
	int64_t run;
	const char *forgotten; /* of one that was there: it is forgotten; a text of @numbers */
	bool other_words; /* likewise: it is there by another board, branch, commit or date */
};

/*
 * Reads the result file at @path ("-": standard input), once, and takes of it what is kept; needs
 * no history and may be called by several threads. Returns 0, -EBADMSG (it is not a result file)
 * or another negative errno with @error. history_input_free() is right in any case.
 */
int history_input_read(const char *path, struct history_input *input, struct history_error *error);

void history_input_free(struct history_input *input);

/*
 * Adds all of them or none, in one transaction: killed at any moment, the database has all or
 * nothing. Waits for other writers. Returns 0, -EINVAL (a run's words do not do: @error says which
 * to give), or another negative errno with @error.
 */
int history_add(struct history *history, struct history_input *inputs, size_t count,
		struct history_error *error);

#endif /* HISTORY_ADD_H */
