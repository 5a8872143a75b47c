/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_VIEW_H
#define TRACK_VIEW_H

#include "track/finding.h"
#include "track/listing.h"
#include "track/nights.h"
#include "verbs/track.h"

/* What `log`, `check` and `plot` have in common: the choice, and what it is looked at with. */
struct track_view {
	struct track_choice choice;
	const char *history_given; /* by --history; NULL */
	enum track_format format;
	bool help; /* is asked for */
	struct history *history;
	struct nights nights;
	struct findings findings;
	struct finding_settings settings;
};

enum {
	TRACK_VIEW_JSON = TRACK_OPTION_OWN,
	TRACK_VIEW_OWN, /* a word's own options begin here */
};

#define TRACK_VIEW_LETTERS TRACK_CHOICE_LETTERS "f:h"
/* clang-format off */
#define TRACK_VIEW_OPTIONS \
	TRACK_CHOICE_OPTIONS, \
	{ "history", required_argument, NULL, TRACK_OPTION_HISTORY }, \
	{ "format", required_argument, NULL, 'f' }, \
	{ "json", no_argument, NULL, TRACK_VIEW_JSON }, \
	{ "help", no_argument, NULL, 'h' }
/* clang-format on */

/* What options a word has, of getopt_long(), and what it does with its own. */
struct track_view_words {
	const char *word;
	const char *letters;
	const struct option *known;
	/* Returns false if the option is none of its own. *@code: what it came to, 0 so far; what
	 * is wrong it has said. @options: as given to track_view_read(). */
	bool (*take)(void *options, int option, enum exit_code *code);
};

/*
 * Reads the options of a word, till one is wrong or asks for help; what is none of them stands at
 * argv[optind] then. @options: what @words->take() is given, which @view is a part of.
 */
enum exit_code track_view_read(struct track_view *view, const struct track_view_words *words,
			       int argc, char **argv, void *options);

/* Opens the history and reads its runs. */
enum exit_code track_view_open(struct track_view *view, const char *word,
			       enum history_access access);

/* Finds the changes: all that there were, or those that the newest runs show. */
enum exit_code track_view_find(struct track_view *view, const char *word, bool newest_only);

/*
 * Says which words of the choice nothing matches, and what they may have been meant to be. Returns
 * how many, or a negative errno.
 */
int track_view_unmatched(struct track_view *view, const char *word);

/* Flushes standard output, and says so if that failed. */
enum exit_code track_view_printed(const char *word, int failed);

void track_view_close(struct track_view *view);

#endif /* TRACK_VIEW_H */
