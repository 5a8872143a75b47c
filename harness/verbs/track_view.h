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

/*
 * Takes an option that all have. Returns false if it is another one; *@code is what it came to, of
 * a wrong one, which was said.
 */
bool track_view_take(struct track_view *view, const char *word, int option, enum exit_code *code);

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
