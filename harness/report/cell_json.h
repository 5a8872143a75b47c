/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CELL_JSON_H
#define CELL_JSON_H

#include <jansson.h>
#include <stdio.h>

#include "report/cell.h"

/* How numbers and objects are printed, as jansson's flags: 15 digits a double holds always. */
#define CELL_JSON_FLAGS (JSON_INDENT(2) | JSON_REAL_PRECISION(15))

/*
 * The cell as a number, a text, or null where nothing was measured. A new object that the caller
 * owns, or NULL when memory ran out or the number is none that JSON has.
 */
json_t *cell_json(const struct report_cell *cell);

/*
 * Prints @root, in printable ASCII, and takes it; NULL: memory ran out before. Returns 0 or
 * -ENOMEM; what could not be written is seen by ferror().
 */
int cell_json_print(FILE *out, json_t *root);

#endif /* CELL_JSON_H */
