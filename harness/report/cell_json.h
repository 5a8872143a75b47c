/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef CELL_JSON_H
#define CELL_JSON_H

#include <jansson.h>

#include "report/cell.h"

/* Digits that a double holds whatever they are, for JSON_REAL_PRECISION. */
#define CELL_JSON_DIGITS 15

/*
 * The cell as a number, a text, or null where nothing was measured. A new object that the caller
 * owns, or NULL when memory ran out or the number is none that JSON has.
 */
json_t *cell_json(const struct report_cell *cell);

#endif /* CELL_JSON_H */
