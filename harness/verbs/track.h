/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_H
#define TRACK_H

#include <getopt.h>
#include <stdio.h>

#include "exit_code.h"
#include "track/history.h"

/* A word behind `track`: a file of this folder, and a row of track.c. */
struct track_word {
	const char *name;
	const char *summary; /* one line of "tracetoll track --help" */
	const char *usage; /* the whole text of "tracetoll track NAME --help" */
	enum exit_code (*run)(int argc, char **argv); /* argv[0] is the word */
};

extern const struct track_word track_accept;
extern const struct track_word track_add;
extern const struct track_word track_forget;
extern const struct track_word track_rename;
extern const struct track_word track_log;
extern const struct track_word track_check;
extern const struct track_word track_plot;

/*
 * Opens the history: @given (--history), else $TRACETOLL_HISTORY, else the user's own below
 * $XDG_STATE_HOME, whose folders a writer makes. @word: of the message, if it cannot be opened;
 * then the answer is not EXIT_CODE_DONE and *@history is NULL.
 */
enum exit_code track_open(const char *word, const char *given, enum history_access access,
			  struct history **history);

/* The same for a change to a history that must be there. */
enum exit_code track_open_known(const char *word, const char *given, struct history **history);

/*
 * Says what failed ("tracetoll track add: ..."), and which exit code it comes to. Of -ENOMEM @error
 * need not say anything.
 */
enum exit_code track_failed(const char *word, int failed, const struct history_error *error);

/* Says that memory ran out. */
enum exit_code track_out_of_memory(const char *word);

/* Says that an option or its value is not known. */
enum exit_code track_unknown_option(const char *word, char *const *argv);

/* Like printf(), but what is not printable ASCII becomes '?': names come from files. */
__attribute__((format(printf, 2, 3))) void track_print(FILE *out, const char *format, ...);

/* What the choice is read from: options that several words share. */
struct track_choice {
	struct history_choice choice; /* points into texts */
	char *texts[5];
};

enum {
	TRACK_OPTION_BOARD = 256,
	TRACK_OPTION_BRANCH,
	TRACK_OPTION_HISTORY,
	TRACK_OPTION_OWN, /* a word's own options begin here */
};

#define TRACK_CHOICE_LETTERS "c:w:m:"
/* clang-format off */
#define TRACK_CHOICE_OPTIONS \
	{ "config", required_argument, NULL, 'c' }, \
	{ "workload", required_argument, NULL, 'w' }, \
	{ "metric", required_argument, NULL, 'm' }, \
	{ "board", required_argument, NULL, TRACK_OPTION_BOARD }, \
	{ "branch", required_argument, NULL, TRACK_OPTION_BRANCH }
/* clang-format on */

/*
 * Takes an option of the choice; one that is given again adds to it. Returns 1 if it was one, 0 if
 * not, or -ENOMEM. The caller ends with track_choice_free().
 */
int track_choice_take(struct track_choice *choice, int option, const char *value);
void track_choice_free(struct track_choice *choice);

#endif /* TRACK_H */
