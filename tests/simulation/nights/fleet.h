/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NIGHTS_FLEET_H
#define NIGHTS_FLEET_H

#include "boards.h"

/* The night's boards: none of them exists. */
#define FLEET_BOARDS 10

/* A board as each night finds it. Shares are of the cycles of a call. */
struct fleet_board {
	struct example_board board;
	bool emulated; /* with an instruction clock: its numbers of instructions are exact */
	double night; /* standard deviation between nights, of each cell for itself */
	double block; /* between the blocks of a night */
	enum noise_shape shape; /* of what differs between nights */
	double correlation; /* of a night with the one before: AR(1) */
};

/* NULL behind the last. */
const struct fleet_board *fleet_board_at(size_t index);

/* By its file's name or its number, from 1; FLEET_BOARDS: there is none. */
size_t fleet_board_find(const char *word);

#endif /* NIGHTS_FLEET_H */
