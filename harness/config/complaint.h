/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COMPLAINT_H
#define COMPLAINT_H

#include "exit_code.h"

/*
 * What a failing function knows and the verb prints in one line: what was tried,
 * what the system said, what to do next. The function itself returns the negative
 * errno and prints nothing.
 */
struct complaint {
	char tried[1024];
	int error; /* negative errno, 0 if no system call said no */
	char advice[256]; /* may be empty */
	enum exit_code exit_code;
};

/*
 * Fills in the complaint and returns @error (or -EINVAL if that is 0), so that a
 * function can end with "return complain(...)". @tried is a format.
 */
__attribute__((format(printf, 5, 6))) int complain(struct complaint *complaint,
						   enum exit_code exit_code, int error,
						   const char *advice, const char *tried, ...);

/* Prints "tracetoll: tried: what the system said; advice" on standard error. */
void complaint_print(const struct complaint *complaint);

#endif /* COMPLAINT_H */
