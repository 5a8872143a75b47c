/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_ADVICE_H
#define TRACK_ADVICE_H

#include "track/finding.h"

/*
 * Commands that can be copied into a shell as they are, whatever names a history has. Each is a new
 * string for the caller, or NULL when memory ran out. @history is what --history said, or NULL.
 */

/* Which of a finding's changes a command is of. */
typedef bool (*advice_wanted)(const struct finding_change *change);

/* Measures what changed on the board again: "tracetoll run -c none,ops1 -w kloop ... -o FILE". */
char *advice_run(const struct finding *finding, const char *board, advice_wanted wanted);

/* Adds that file to the history, as measured again. */
char *advice_add(const struct finding *finding, const char *board, const char *history);

/* Accepts the finding. */
char *advice_accept(const struct finding *finding, const char *history);

/* Lists all changes of the finding. */
char *advice_log(const struct finding *finding, const char *history);

/* "git bisect start BAD GOOD"; "" where these are no names of commits of git's. */
char *advice_bisect(const struct finding *finding);

/* The names of the finding's changes on a board, each once, in order: a comma list. */
char *advice_names(const struct finding *finding, const char *board, advice_wanted wanted,
		   const char *(*name)(const struct history_series *));
const char *advice_configuration(const struct history_series *series);
const char *advice_workload(const struct history_series *series);

#endif /* TRACK_ADVICE_H */
