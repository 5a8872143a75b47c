/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACETOLL_CHILD_H
#define TRACETOLL_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* The command as a child of a test in a guest, and what it leaves behind. */

#define TRACETOLL "/bin/tracetoll"
#define ENABLED_FUNCTIONS "/sys/kernel/tracing/enabled_functions"

/*
 * Starts tracetoll with the words up to NULL, its output thrown away. @prepare, unless
 * NULL, is called in the child before that. Returns the child.
 */
pid_t tracetoll_start(const char *const *words, void (*prepare)(void *context), void *context);

/* A run that never ends by itself, of one configuration; @result is begun anew. */
pid_t tracetoll_start_endless(const char *configuration, const char *workload, const char *result,
			      void (*prepare)(void *context), void *context);

/* The exit status, or 128 and the signal's number. */
int tracetoll_wait(pid_t child);

/* Both. */
int tracetoll_run(const char *const *words);

/* What it said; what does not fit is cut off. */
struct tracetoll_answer {
	int status; /* as of tracetoll_wait() */
	char out[65536];
	char err[8192];
};

/* Runs it with the words up to NULL, and listens. */
void tracetoll_ask(const char *const *words, struct tracetoll_answer *answer);

/* Bytes that the file holds; 0 also if it is not there. */
size_t length_of(const char *path);

/* A file that was cut off is readable: done, nothing measured yet, or not to be trusted. */
bool result_is_readable(const char *result);

#endif /* TRACETOLL_CHILD_H */
