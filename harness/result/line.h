/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LINE_H
#define LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* The lines of a file, none of them longer than a limit. Reads ahead of the line. */
struct line_source {
	FILE *in;
	size_t limit; /* bytes of a line, without its newline */
	char *bytes; /* the line, NUL-terminated, without its newline */
	size_t length;
	size_t number; /* of the line, from 1 */
	bool terminated; /* a newline ended it; false only for the last line */
	char *buffer; /* the line is in here, and what was read behind it */
	size_t size; /* of the buffer */
	size_t next; /* where what was read behind the line begins */
	size_t end; /* and ends */
};

void line_source_init(struct line_source *source, FILE *in, size_t limit);

/*
 * Reads the next line. Returns 1, 0 at the end of the file, -EOVERFLOW if the
 * line is longer than the limit, or another negative errno. The bytes are valid
 * until the next call.
 */
int line_next(struct line_source *source);

void line_source_free(struct line_source *source);

#endif /* LINE_H */
