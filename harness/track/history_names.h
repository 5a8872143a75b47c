/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HISTORY_NAMES_H
#define HISTORY_NAMES_H

#include "track/history_change.h"
#include "track/history_numbers.h"

/*
 * What a name of a file is called now (track rename). The caller frees it. Returns 0 or a negative
 * errno with @error.
 */
int history_name_now(struct history *history, enum history_name kind, const char *name, char **now,
		     struct history_error *error);

/* The ids of a board, and of a source, by the names of the files; made if they are not there. */
int history_board_id(struct history *history, const char *board, int64_t *id,
		     struct history_error *error);
/* The series that such a source is part of, by the names of now; likewise. */
int history_series_id(struct history *history, int64_t board, const char *branch, const char *arch,
		      enum history_machine machine, const struct history_number *number,
		      int64_t *id, struct history_error *error);
int history_source_id(struct history *history, int64_t board, const char *branch, const char *arch,
		      enum history_machine machine, const struct history_number *number,
		      int64_t *id, struct history_error *error);

#endif /* HISTORY_NAMES_H */
