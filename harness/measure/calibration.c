// SPDX-License-Identifier: GPL-2.0-only
#include "measure/calibration.h"

#include "kmod/tracetoll_ioctl.h"

/* A quarter of a tick at HZ=1000 and below. */
#define LONG_RUN_NS 250000
#define CALLS_MIN 4 /* unless they take longer than a quarter of a tick */
#define TICK_NS 10000000
#define CALLS_MAX_COUNTED 1024 /* where the clock counts: one call would do */
#define CALLS_MAX (1U << 19) /* the largest power of two that --calls takes */
#define STEPS_WANTED 1000 /* of the clock, in N calls: 0.1 % */
#define STEPS_TOLD 100 /* N is a power of two: need not be known better */
/* Without ticks there are other interrupts, and cond_resched() between batches. */
#define TICKLESS_NS 100000000

unsigned int calibration_batches(unsigned int calls, unsigned int ops)
{
	/* An eighth of the limit for the long run: a batch is to be short. */
	uint64_t cost = UINT64_C(2) * calls * (ops + 1);
	uint64_t batches = cost / (TRACETOLL_BATCH_COST_MAX / 8) + 1;

	return batches > calls ? calls : (unsigned int)batches;
}

static unsigned int most_calls(const struct session_clock *clock)
{
	return clock->counts_instructions ? CALLS_MAX_COUNTED : CALLS_MAX;
}

/* Where there is none, other interrupts are as rare as the slowest usual tick at least. */
static uint64_t tick_of(const struct session_clock *clock)
{
	return clock->tick_ns ? clock->tick_ns : TICK_NS;
}

/* Of a clock that steps wide: so many that N are told well, or 2N would be hit by a tick. */
static unsigned int lengthen(const struct session_clock *clock, unsigned int fitting,
			     double call_ns)
{
	double wanted = (double)clock->resolution_ns * STEPS_WANTED;
	double longest = clock->tick_ns ? (double)clock->tick_ns / 2 : TICKLESS_NS;

	while (fitting < CALLS_MAX && fitting * call_ns < wanted &&
	       4.0 * fitting * call_ns <= longest)
		fitting *= 2;
	return fitting;
}

unsigned int calibration_calls(const struct session_clock *clock, uint64_t calls, uint64_t time_ns)
{
	unsigned int fitting = most_calls(clock);

	if (!calls)
		return CALLS_MIN;
	while (fitting > CALLS_MIN && time_ns * 2 * fitting / calls > LONG_RUN_NS)
		fitting /= 2;
	/* Calls that are dear (cold ones) are few, or a tick hit them all. */
	while (fitting > 1 && time_ns * 2 * fitting / calls > tick_of(clock) / 4)
		fitting /= 2;
	if (clock->counts_instructions)
		return fitting;
	return lengthen(clock, fitting, (double)time_ns / (double)calls);
}

unsigned int calibration_more(const struct session_clock *clock, unsigned int calls,
			      uint64_t time_ns)
{
	uint64_t step = clock->resolution_ns ? clock->resolution_ns : 1;

	if (clock->counts_instructions || time_ns >= step * STEPS_TOLD || calls >= CALLS_MAX)
		return 0;
	return calls * 4 < CALLS_MAX ? calls * 4 : CALLS_MAX;
}

double calibration_doubt(const struct session_clock *clock, uint64_t time_ns)
{
	if (!time_ns)
		return clock->resolution_ns ? 100 : 0;
	return 100.0 * (double)clock->resolution_ns / (double)time_ns;
}
