/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_TRACEFS_LEFT_H
#define GUEST_TRACEFS_LEFT_H

#include <sys/types.h>

/*
 * What of ours is in tracefs now: an instance, an event, a journal, or a kprobe or an ops that
 * is not the user's. NULL: nothing.
 */
const char *tracefs_left_behind(void);

/* Likewise, but waits up to five seconds until nothing is. */
const char *tracefs_left_in_the_end(void);

/* The process that a run started to undo what it leaves; 0: there is none. */
pid_t guardian_find(void);

#endif /* GUEST_TRACEFS_LEFT_H */
