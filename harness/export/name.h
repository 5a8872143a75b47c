/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EXPORT_NAME_H
#define EXPORT_NAME_H

#include <stddef.h>
#include <stdio.h>

#include "stats/value.h"

/* Which characters a format's names may have. */
enum export_alphabet {
	EXPORT_SLUG, /* a-z 0-9 - */
	EXPORT_WORD, /* a-z A-Z 0-9 _ - */
	EXPORT_GRAPH, /* printable ASCII but blank and " # ' , / = \ ` */
	EXPORT_TEXT, /* printable ASCII */
};

/* Room enough for what the tables name; what is longer comes from no table, and is cut. */
#define EXPORT_NAME_MAX 80

/*
 * @text as a name of at most @max characters. Names of the tables stay readable: in EXPORT_WORD
 * and EXPORT_SLUG '+' is "__" or "--" and ':' is "--" ("direct+ops1" is direct__ops1). Whatever
 * else is not in the alphabet becomes '_' (or '-'), and a name that could not be told from
 * another's by that has a hash of @text behind it: different texts are different names, always
 * the same ones. Never empty. The caller frees it; NULL: memory ran out.
 */
char *export_name(const char *text, enum export_alphabet alphabet, size_t max);

/*
 * The same of a metric, which formats write marks and "-overhead", "-low" and the like around: a
 * metric that is itself called so has a hash behind it, too.
 */
char *export_metric_name(const char *metric, enum export_alphabet alphabet, size_t max);

/* The same as above, of "WORKLOAD<separator>CONFIGURATION". */
char *export_cell_name(const char *workload, const char *configuration, char separator,
		       enum export_alphabet alphabet);

/* FNV-1a of 64 bits. */
unsigned long long export_hash(const char *text);

/* Prints the text; what is not printable ASCII as '?'. */
void export_print_text(FILE *out, const char *text);

/* Prints the number as the CSV does: all digits, no exponent. */
void export_print_number(FILE *out, struct value value);

/* @nanoseconds, with the digits that the CSV has of them, in seconds; never a negative zero. */
double export_seconds(double nanoseconds);

#endif /* EXPORT_NAME_H */
