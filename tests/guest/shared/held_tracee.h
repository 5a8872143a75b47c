/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_HELD_TRACEE_H
#define GUEST_HELD_TRACEE_H

#include <stdbool.h>

#include "tap.h"
#include "this_architecture.h"

/* `tracetoll run` on a tracee that somebody else holds: the getppid handler. */

#define HELD_HANDLER HANDLER

/* What the last run left. */
#define HELD_RESULT "/tmp/held.jsonl"
#define HELD_OUTPUT "/tmp/held.out"
#define HELD_ERRORS "/tmp/held.err"

/* Whether the file holds the text. */
bool held_says(const char *path, const char *text);

/* Runs `tracetoll run` with these words, up to NULL; its exit status. */
int held_run(const char *workload, ...);

/* It is refused, and @holder is named; or measured and marked when that is asked for. */
void held_check_refused(struct tap *tap, const char *what, const char *holder);
void held_check_allowed(struct tap *tap, const char *what, const char *holder);

/* Nobody holds it. */
void held_check_clean(struct tap *tap);

#endif /* GUEST_HELD_TRACEE_H */
