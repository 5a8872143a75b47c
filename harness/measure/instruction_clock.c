// SPDX-License-Identifier: GPL-2.0-only
#include "measure/instruction_clock.h"

#include <math.h>
#include <time.h>

#define TURNS 200000
#define TOLERANCE 0.1 /* room for a timer tick or two */

bool instruction_clock_judge(const double instructions[2], const double nanoseconds[2])
{
	for (int i = 0; i < 2; i++) {
		if (instructions[i] <= 0 || nanoseconds[i] <= 0)
			return false;
		if (fabs(nanoseconds[i] / instructions[i] - 1) > TOLERANCE)
			return false;
	}
	return true;
}

static double now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_RAW, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static void add_chain(void)
{
	unsigned long value = 1;

	for (unsigned long i = 0; i < TURNS; i++) {
		value += i;
		__asm__ volatile("" : "+r"(value));
	}
}

static void divide_chain(void)
{
	unsigned long value = ~0UL;

	for (unsigned long i = 0; i < TURNS; i++) {
		value = ~0UL / (value | 1);
		__asm__ volatile("" : "+r"(value));
	}
}

bool instruction_clock_detect(struct counters *counters)
{
	static void (*const chains[2])(void) = {add_chain, divide_chain};
	double instructions[2] = {0};
	double nanoseconds[2] = {0};

	for (int i = 0; i < 2; i++) {
		struct measurement measurement;
		double start = now_ns();

		if (counters_start(counters))
			return false;
		chains[i]();
		if (counters_stop(counters, &measurement))
			return false;
		nanoseconds[i] = now_ns() - start;
		for (size_t c = 0; c < counters->count; c++) {
			const struct event_row *event = counters->events[c];

			if (event == event_find("user-instructions"))
				instructions[i] = (double)measurement.counters[c];
		}
	}
	return instruction_clock_judge(instructions, nanoseconds);
}
