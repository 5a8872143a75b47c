/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_RUNS_H
#define TRACK_RUNS_H

#include "verbs/track.h"

/* So much of a digest names a run, in print. */
#define TRACK_DIGEST_SHOWN 12

/*
 * The commit that @text names in @runs: itself, or the only one that begins with it. NULL: what is
 * wrong was said, as of @word.
 */
const char *track_find_commit(const char *word, const struct history_runs *runs, const char *text);

/*
 * The runs that @text names, as indices of @runs: the only one whose digest begins with it, or
 * those of a commit, of the boards and branches of @choice. EXIT_CODE_USAGE: there is none, which
 * was said. The caller frees *@found.
 */
enum exit_code track_find_runs(const char *word, const struct history_runs *runs,
			       const struct history_choice *choice, const char *text,
			       size_t **found, size_t *count);

#endif /* TRACK_RUNS_H */
