// SPDX-License-Identifier: GPL-2.0-only
#include "measure/calibration.h"

#include "kmod/tracetoll_ioctl.h"

/* A quarter of a tick at HZ=1000 and below. */
#define LONG_RUN_NS 250000
#define CALLS_MIN 4
#define CALLS_MAX 1024

unsigned int calibration_batches(unsigned int calls, unsigned int ops)
{
	/* An eighth of the limit for the long run: a batch is to be short. */
	uint64_t cost = UINT64_C(2) * calls * (ops + 1);
	uint64_t batches = cost / (TRACETOLL_BATCH_COST_MAX / 8) + 1;

	return batches > calls ? calls : (unsigned int)batches;
}

unsigned int calibration_calls(uint64_t calls, uint64_t time_ns)
{
	unsigned int fitting = CALLS_MAX;

	if (!calls)
		return CALLS_MIN;
	while (fitting > CALLS_MIN && time_ns * 2 * fitting / calls > LONG_RUN_NS)
		fitting /= 2;
	return fitting;
}
