/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_ENDING_H
#define GUEST_ENDING_H

#include <sys/types.h>

/* The ways in which a run can be made to end. */
enum ending {
	ENDING_KILL,
	ENDING_TERM,
	ENDING_INT,
	ENDING_TERMINAL, /* it goes away: SIGHUP, and no output any more */
	ENDING_MEMORY_GROUP, /* its memory cgroup's limit is drawn below what it has */
	ENDING_MEMORY, /* the kernel's own out-of-memory killer, asked by sysrq */
	ENDING_COUNT,
};

/* A run that is to be ended in one of them. */
struct victim {
	enum ending ending;
	pid_t child;
	int terminal; /* the other side of its terminal, -1: it has none */
	unsigned long memory_kills; /* before it */
};

const char *ending_name(enum ending ending);

/* Starts an endless run. Returns 0 or a negative errno, errno set. */
int victim_start(struct victim *victim, enum ending ending, const char *configuration,
		 const char *workload, const char *result);

/*
 * Ends it and waits for it: its exit status, or 128 and a signal's number. Returns 0, or
 * -EPROTO if it was not that which ended it.
 */
int victim_end(struct victim *victim, int *status);

#endif /* GUEST_ENDING_H */
