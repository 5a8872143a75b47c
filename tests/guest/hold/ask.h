/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_HOLD_ASK_H
#define GUEST_HOLD_ASK_H

#include <stdbool.h>
#include <sys/types.h>

#include "tracetoll_child.h"

/* Any program, the first of the words, as a child that is listened to. */
void ask(const char *const *words, struct tracetoll_answer *answer);

/* The words as variable arguments; the array lives as long as the block. */
#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* tracetoll hold CONFIGURATION -- PROGRAM WORD... */
#define HOLD(configuration, ...) WORDS(TRACETOLL, "hold", configuration, "--", PROGRAM, __VA_ARGS__)

/*
 * Starts the words as a leader of a session of its own, with the terminal whose other side is
 * @master, unless that is -1; and waits until the command said in READY that it runs.
 * Returns hold's process, and sets @command to the command's; -1: it did not come so far.
 */
pid_t start_and_wait(const char *const *words, int master, pid_t *command);

/* The other side of a new terminal; a negative errno if there is none. */
int open_terminal(void);

#endif /* GUEST_HOLD_ASK_H */
