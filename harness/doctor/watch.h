/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WATCH_H
#define WATCH_H

#include "doctor/survey.h"

/* The watched facts over a run, each as it was when it was asked last. */
struct watch {
	struct fact_place place;
	struct survey last;
	size_t next; /* to be asked */
};

/*
 * Begins from what @survey, of the same place, found; it is copied. Returns 0 or -ENOMEM.
 * watch_close() is right in both cases.
 */
int watch_open(const struct fact_place *place, const struct survey *survey, struct watch *watch);
void watch_close(struct watch *watch);

/*
 * Asks the watched facts one after another. Returns 1 with a line for people as soon as one has
 * changed since it was asked last, or 0: none did, and the next call begins anew.
 */
int watch_change(struct watch *watch, char *text, size_t size);

/*
 * What differs from the beginning of the run, and was not told yet: @now is a whole survey.
 * Likewise.
 */
int watch_last_change(struct watch *watch, const struct survey *now, char *text, size_t size);

#endif /* WATCH_H */
