/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACK_NIGHTS_H
#define TRACK_NIGHTS_H

#include "track/history.h"

/* The nights of one board and branch. */
struct nights_board {
	const char *board;
	const char *branch;
	size_t nights; /* runs that are no again ones and not forgotten */
	size_t trusted; /* of these */
	size_t again; /* runs that confirm */
	const struct history_run *first;
	const struct history_run *newest; /* NULL: all are forgotten */
	const struct history_run *newest_trusted; /* NULL: none is */
	bool behind; /* other boards have a newer one, by more than a night */
};

struct nights {
	struct history_runs runs;
	struct nights_board *boards; /* by name, then branch */
	size_t count;
	size_t total; /* the boards' nights */
};

/* Runs of the choice's boards and branches. Returns 0 or a negative errno with @error. */
int nights_make(struct history *history, const struct history_choice *choice, struct nights *nights,
		struct history_error *error);
void nights_free(struct nights *nights);

/* Whether the newest run of it is judged: it can be relied on, and measured something. */
bool nights_is_judged(const struct nights_board *board);

/* NULL: there is none of that name. */
const struct nights_board *nights_find(const struct nights *nights, const char *board,
				       const char *branch);

/* NULL: there is no such run. */
const struct history_run *nights_run(const struct nights *nights, int64_t id);

#endif /* TRACK_NIGHTS_H */
