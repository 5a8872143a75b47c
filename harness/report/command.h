/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef REPORT_COMMAND_H
#define REPORT_COMMAND_H

#include <stdio.h>

#include "stats/summary.h"

/*
 * Prints a command of a shell so that no line is longer than WRAP_COLUMNS and all of them pasted
 * are the command again: lines that go on end in a backslash. The first one stands behind
 * @indent blanks. Bytes that are not printable ASCII become '?'.
 */
void command_print(FILE *out, int indent, const char *command);

/*
 * "tracetoll run -c none,ops1 ...", which measures again what @summary has. The caller frees it;
 * NULL when memory ran out.
 */
char *command_of_plan(const struct summary *summary);

#endif /* REPORT_COMMAND_H */
