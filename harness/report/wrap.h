/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WRAP_H
#define WRAP_H

#include <stdio.h>

/* A commit message has room for this. */
#define WRAP_COLUMNS 72

/* Tables with intervals and verdicts take more; a terminal has this. */
#define WRAP_TABLE_COLUMNS 80

/*
 * Prints the words of @text, no line longer than WRAP_COLUMNS; lines after the
 * first start with @indent blanks. Bytes that are not printable ASCII become '?':
 * what a file says must not reach a terminal as it is.
 */
void wrap_print(FILE *out, int indent, const char *text);

/* The same, with @first blanks before the first line. */
void wrap_print_at(FILE *out, int first, int indent, const char *text);

/* The byte itself if it is printable ASCII, else '?'. */
char wrap_printable(char byte);

#endif /* WRAP_H */
