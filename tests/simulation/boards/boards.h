/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EXAMPLE_BOARDS_H
#define EXAMPLE_BOARDS_H

#include "machine.h"
#include "measure/session_clock.h"

/* One board under one kernel, and what is measured on it. */
struct example_board {
	const char *file; /* without its end; of several boots a number follows */
	const char *name; /* that it exists nowhere is the first thing that it says */
	const char *compatible;
	const char *core_type; /* NULL: all its cores are alike */
	const char *pmu; /* NULL: it has none, and no event can be counted */
	int cpu;
	struct board_core core;
	struct board_noise noise;
	struct kernel_abilities abilities;
	const char *kernel; /* its release */
	const char *governor;
	const char *configurations;
	const char *workloads;
	const char *events;
	unsigned int blocks;
	unsigned int boots;
};

/* NULL behind the last. */
const struct example_board *example_board_at(size_t index);

/*
 * The header of the board's file of @boot, from 0, whose randomness has @seed. The caller owns
 * it; NULL: memory ran out.
 */
json_t *example_board_header(const struct example_board *board, const struct plan *plan,
			     const struct session_clock *clock, unsigned int boot, uint64_t seed);

/* When all of them were made, as the header and the end say. */
#define EXAMPLE_BOARD_STARTED "2026-01-01T00:00:00Z"
#define EXAMPLE_BOARD_FINISHED "2026-01-01T00:10:00Z"

#endif /* EXAMPLE_BOARDS_H */
