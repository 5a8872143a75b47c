/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_CONFIRM_H
#define TRACK_CONFIRM_H

#include "track/confirmation.h"
#include "verbs/track_view.h"

/* How changes are measured again: track check --confirm. */
struct track_confirm_settings {
	const char *command; /* NULL: they are not */
	size_t rounds; /* of each board and finding, at most */
	double limit_seconds; /* of a round */
};

/* What it came to: an entry for each change that was to be measured again. */
struct track_confirm_result {
	struct track_confirmation *confirmations;
	size_t count;
	size_t rounds; /* in all */
	bool interrupted;
	char **failures; /* their texts, which confirmations borrow */
	size_t failure_count;
};

/*
 * Measures the new changes to the worse again that nobody accepted, board by board, until each of
 * them is confirmed or denied; what was measured is added to the history. Boards whose newest run
 * is not judged are left alone. Returns EXIT_CODE_DONE although a command failed: that is said in
 * the confirmations. The caller ends with track_confirm_free().
 */
enum exit_code track_confirm(struct track_view *view, const char *word,
			     const struct track_confirm_settings *settings,
			     struct track_confirm_result *result);
void track_confirm_free(struct track_confirm_result *result);

#endif /* TRACK_CONFIRM_H */
