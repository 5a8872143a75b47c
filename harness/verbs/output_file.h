/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OUTPUT_FILE_H
#define OUTPUT_FILE_H

#include <stdio.h>

/*
 * A file that is there whole or not at all: it is written beside its place and then moved there.
 * What is no plain file (a device, a pipe) is written as it is.
 */
struct output_file {
	FILE *out; /* to be written to */
	char *path; /* of the file that @out becomes; NULL: it is written as it is */
	char *beside; /* where it is meanwhile */
};

/* Returns 0 or a negative errno; then there is nothing to be ended. */
int output_file_begin(struct output_file *file, const char *path);

/*
 * Ends what was begun. @error: what went wrong meanwhile, 0 if nothing did; in that case the file
 * gets its name, else it is gone. Returns @error, or a negative errno of what could not be written.
 */
int output_file_end(struct output_file *file, int error);

#endif /* OUTPUT_FILE_H */
