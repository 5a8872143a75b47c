/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CSV_H
#define CSV_H

#include <stdio.h>

#include "report/cell.h"

/*
 * A field of a CSV file, as RFC 4180 has it: without the comma, in quotes where it needs them.
 * Returns 0 or -ENOMEM.
 */
int csv_cell(FILE *out, const struct report_cell *cell);

#endif /* CSV_H */
