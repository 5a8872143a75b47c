/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DATE_H
#define DATE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Seconds since 1970 of a date as people and git write it: "2026-11-21", "2026-11-21T21:30:00Z",
 * "2026-11-21 21:30:00 +0100" (a T or a blank, with or without seconds, UTC where no zone is said),
 * or the seconds themselves ("1795300200" or "@1795300200"). False: it is none.
 */
bool date_parse(const char *text, int64_t *seconds);

#endif /* DATE_H */
