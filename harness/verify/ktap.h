/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KTAP_H
#define KTAP_H

#include <stdbool.h>
#include <stdio.h>

/* Tests, subtests, theirs, and one to spare. */
#define KTAP_DEPTH_MAX 4

/* The tests of one level: of those planned, how many ended how. */
struct ktap_level {
	unsigned int planned;
	unsigned int passed;
	unsigned int failed;
	unsigned int skipped;
};

/*
 * Prints results as the kernel's tests do: KTAP version 1 (the kernel's
 * Documentation/dev-tools/ktap.rst). Every line is written out at once, so that whoever
 * waits sees how far it is.
 */
struct ktap {
	FILE *out;
	unsigned int depth;
	struct ktap_level levels[KTAP_DEPTH_MAX];
};

/* Prints the head of all: @planned tests will follow. */
void ktap_start(struct ktap *ktap, FILE *out, unsigned int planned);

/* Prints a head that says that all is skipped, and nothing follows. */
void ktap_skip_all(FILE *out, const char *reason);

/*
 * Begins the subtests of test @name, @planned of them; at most KTAP_DEPTH_MAX levels lie in
 * each other. ktap_end_subtests() prints the test's own result: it fails if one of them
 * did, or if they are not as many as planned; it is skipped if all of them were.
 */
void ktap_begin_subtests(struct ktap *ktap, const char *name, unsigned int planned);
void ktap_end_subtests(struct ktap *ktap, const char *name);

/*
 * One result. @name may hold anything: what a line of KTAP has no room for ('#', a line's
 * end) is replaced. @detail, or NULL: a few words behind a result that is good, the reason
 * above one that is not.
 */
void ktap_result(struct ktap *ktap, bool passed, const char *name, const char *detail);

/* A test that cannot be made here. A long @reason stands above the result. */
void ktap_skip(struct ktap *ktap, const char *name, const char *reason);

/* A line for people, in lines of 80 columns. */
__attribute__((format(printf, 2, 3))) void ktap_note(struct ktap *ktap, const char *format, ...);

/* Prints the totals of the outermost level. Returns whether all that was planned was done. */
bool ktap_finish(struct ktap *ktap);

#endif /* KTAP_H */
