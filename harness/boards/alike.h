/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ALIKE_H
#define ALIKE_H

#include "boards/boards.h"

/* What may stand beside what in a standing; docs/boards.md has the rules. */

/* A row of standings: one configuration under one workload, in one metric. */
struct standing_at {
	size_t workload;
	size_t configuration;
	size_t metric;
};

enum unlike {
	UNLIKE_NOT, /* they may be ranked */
	UNLIKE_SIMULATED, /* one of them is made up */
	UNLIKE_TRACEE,
	UNLIKE_ARCH, /* an instruction, or an event, of the one is not what it is on the other */
};

/* True if the board has a number there that may be ranked at all. */
bool board_is_sound(const struct boards *boards, const struct standing_at *at, size_t board);

/* How two boards whose numbers are sound are unlike each other; the first that holds. */
enum unlike boards_unlike(const struct boards *boards, const struct standing_at *at, size_t one,
			  size_t other);

#endif /* ALIKE_H */
