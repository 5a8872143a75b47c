// SPDX-License-Identifier: GPL-2.0-only
#include "measure/instruction_clock.h"

#include <math.h>
#include <time.h>

#include "known_loop.h"

/*
 * Some 50 microseconds: mostly between two timer ticks, and long against the clock's
 * resolution. A tick may come between all the same; hardware fails every time.
 */
#define TURNS 20000
#define TRIES 20
#define TOLERANCE 0.05

bool instruction_clock_judge(double subtract_ns, double divide_ns)
{
	return fabs(subtract_ns - 1) < TOLERANCE && fabs(divide_ns - 1) < TOLERANCE;
}

static double elapsed_ns(const struct timespec *from, const struct timespec *to)
{
	return (double)(to->tv_sec - from->tv_sec) * 1e9 + (double)(to->tv_nsec - from->tv_nsec);
}

static bool try_loops(void)
{
	struct timespec start, middle, end;

	clock_gettime(CLOCK_MONOTONIC_RAW, &start);
	subtract_loop(TURNS);
	clock_gettime(CLOCK_MONOTONIC_RAW, &middle);
	divide_loop(TURNS);
	clock_gettime(CLOCK_MONOTONIC_RAW, &end);
	return instruction_clock_judge(
		elapsed_ns(&start, &middle) / TURNS / SUBTRACT_LOOP_INSTRUCTIONS,
		elapsed_ns(&middle, &end) / TURNS / DIVIDE_LOOP_INSTRUCTIONS);
}

bool instruction_clock_detect(void)
{
	for (int i = 0; i < TRIES; i++) {
		if (try_loops())
			return true;
	}
	return false;
}
