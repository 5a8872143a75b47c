/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TAP_H
#define TAP_H

#include <stdbool.h>
#include <stdio.h>

/* The results of a program that runs in a guest, in the Test Anything Protocol. */
struct tap {
	unsigned int done;
	unsigned int failed;
};

/* One result; the format says what was looked at. Returns @passed. */
__attribute__((format(printf, 3, 4))) bool tap_check(struct tap *tap, bool passed,
						     const char *format, ...);

/* The plan, at the end. Returns the program's exit status: 0 if all passed. */
int tap_end(const struct tap *tap);

#endif /* TAP_H */
