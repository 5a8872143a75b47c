/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef BOARDS_JSON_ROW_H
#define BOARDS_JSON_ROW_H

#include <jansson.h>

#include "boards/boards.h"

/* "boots", "range", ... : the name of a spread in JSON; NULL: there is none. */
const char *board_spread_name(enum board_spread spread);

/*
 * A figure as an object with the keys of a row of "results". A new one, or NULL when memory ran
 * out.
 */
json_t *board_json_row(const struct boards *boards, size_t board, size_t workload,
		       size_t configuration, size_t metric);

#endif /* BOARDS_JSON_ROW_H */
