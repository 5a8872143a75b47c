/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READER_H
#define READER_H

#include <stdio.h>

#include "result/result.h"

/* The newest schema that this reader knows. */
#define RESULT_READER_SCHEMA 1

/* A longer line is no line of a result file. */
#define RESULT_LINE_MAX ((size_t)1 << 20)

struct result_error {
	size_t line; /* from 1; 0: the error is not about a line */
	char text[256]; /* printable ASCII, without a full stop */
};

/*
 * Reads a whole result file. Returns 0, -EBADMSG if it is not one that this
 * reader can read (error->line and error->text say why), another negative errno
 * if reading failed (error->text is what the system said). A torn last line and
 * a missing end record are no errors: result->torn and result->ended tell.
 * On success the caller ends with result_free(); on failure @result is zeroed.
 */
int result_read(FILE *in, struct result *result, struct result_error *error);

/* The same for the file at @path; "-" is standard input. */
int result_read_path(const char *path, struct result *result, struct result_error *error);

/*
 * The same, quicker and in a tenth of the memory: of result->records the header, the events and
 * the end are kept. Everything else in @result, and every error, is as by result_read().
 */
int result_read_lean(FILE *in, struct result *result, struct result_error *error);
int result_read_lean_path(const char *path, struct result *result, struct result_error *error);

#endif /* READER_H */
