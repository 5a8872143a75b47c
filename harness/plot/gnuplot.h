/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PLOT_GNUPLOT_H
#define PLOT_GNUPLOT_H

#include <signal.h>
#include <stddef.h>

/* Says which program draws; names it by path in place of gnuplot. */
#define GNUPLOT_VARIABLE "TRACETOLL_GNUPLOT"

/* A picture takes hundredths of a second. */
#define GNUPLOT_LIMIT_SECONDS 20

struct gnuplot {
	char *program; /* its path */
	char **environment; /* of its process: nothing in it changes a picture */
	double limit_seconds; /* then it is killed, with all that it started */
	sigset_t stops; /* signals that end it; the caller has blocked them */
};

/*
 * Finds the program: TRACETOLL_GNUPLOT, else gnuplot in PATH. Returns 0, -ENOENT if there is none,
 * or -ENOMEM; gnuplot_free() is right in all cases.
 */
int gnuplot_find(struct gnuplot *gnuplot);
void gnuplot_free(struct gnuplot *gnuplot);

/*
 * Blocks the signals that would end us, which are its stops from now on; pthread_sigmask() with
 * @before lets them through again, when what they would leave behind is gone.
 */
void gnuplot_hold_stops(struct gnuplot *gnuplot, sigset_t *before);

/* What is to be said where there is none; the caller frees it. NULL: memory ran out. */
char *gnuplot_missing(void);

/*
 * Runs it with @words behind its name (the last one is NULL), in @folder; what it says goes to the
 * file @said there. Returns 0 and the status as of waitpid(), or a negative errno: -ETIMEDOUT and
 * -EINTR (a signal of stops is there) when it was killed, or why it did not start.
 */
int gnuplot_run(const struct gnuplot *gnuplot, const char *folder, const char *said,
		const char *const *words, int *status);

#endif /* PLOT_GNUPLOT_H */
