/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_REASON_H
#define TRACK_REASON_H

#include "verbs/track.h"

/* What a change to what is known is told: of what, why, or that it is taken back. */
struct track_reason {
	struct track_choice choice;
	const char *what; /* the one word that is no option */
	const char *reason;
	const char *history;
	bool undo;
	bool help;
};

enum {
	TRACK_OPTION_REASON = TRACK_OPTION_OWN,
	TRACK_OPTION_UNDO,
};

/* clang-format off */
#define TRACK_REASON_OPTIONS \
	{ "history", required_argument, NULL, TRACK_OPTION_HISTORY }, \
	{ "reason", required_argument, NULL, TRACK_OPTION_REASON }, \
	{ "undo", no_argument, NULL, TRACK_OPTION_UNDO }, \
	{ "help", no_argument, NULL, 'h' }, \
	{ NULL, 0, NULL, 0 }
/* clang-format on */

/*
 * Reads the words by @letters and @known, of getopt_long(). What is wrong is said, as of @word;
 * @missing is what to say if there is not one word. Whatever it returns, the caller ends with
 * track_choice_free().
 */
enum exit_code track_reason_read(const char *word, const char *missing, const char *letters,
				 const struct option *known, int argc, char **argv,
				 struct track_reason *options);

/* Opens the history, reads its runs and does with them what the word is for. */
enum exit_code track_reason_do(const char *word, const struct track_reason *options,
			       enum exit_code (*act)(const struct track_reason *options,
						     struct history *history,
						     const struct history_runs *runs));

#endif /* TRACK_REASON_H */
