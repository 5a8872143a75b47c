// SPDX-License-Identifier: GPL-2.0-only
#include "measure/instruction_clock.h"

#include <math.h>
#include <time.h>

#include "clock_count.h"
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

/* Reading the counter takes a few instructions, too, as many each time. */
#define READING_MAX 16

bool instruction_clock_judge_count(uint64_t once, uint64_t twice, uint64_t known)
{
	return once >= known && once - known <= READING_MAX && twice - once == known;
}

static bool try_counts(void)
{
	uint64_t start = clock_count();
	uint64_t subtracted, subtracted_twice, divided, divided_twice;

	subtract_loop(TURNS);
	subtracted = clock_count();
	subtract_loop(2UL * TURNS);
	subtracted_twice = clock_count();
	divide_loop(TURNS);
	divided = clock_count();
	divide_loop(2UL * TURNS);
	divided_twice = clock_count();
	return instruction_clock_judge_count(subtracted - start, subtracted_twice - subtracted,
					     (uint64_t)TURNS * SUBTRACT_LOOP_INSTRUCTIONS) &&
	       instruction_clock_judge_count(divided - subtracted_twice, divided_twice - divided,
					     (uint64_t)TURNS * DIVIDE_LOOP_INSTRUCTIONS);
}

bool instruction_clock_counts(void)
{
	if (!CLOCK_COUNT_IS_FINE || !instruction_clock_detect())
		return false;
	for (int i = 0; i < TRIES; i++) {
		if (try_counts())
			return true;
	}
	return false;
}
