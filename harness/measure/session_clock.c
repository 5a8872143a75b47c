// SPDX-License-Identifier: GPL-2.0-only
#include "measure/session_clock.h"

#include <time.h>

#include "machine/timer_tick.h"

#define READINGS 512
#define ROUNDS 16
#define LOOK_NS 1000000
#define SECOND_NS UINT64_C(1000000000)
#define HZ_DEFAULT 250

static uint64_t in_ns(const struct timespec *time)
{
	return (uint64_t)time->tv_sec * SECOND_NS + (uint64_t)time->tv_nsec;
}

uint64_t session_clock_step(const uint64_t *readings, unsigned int count)
{
	uint64_t step = 0;

	for (unsigned int i = 1; i < count; i++) {
		uint64_t difference = readings[i] - readings[i - 1];

		if (readings[i] > readings[i - 1] && (!step || difference < step))
			step = difference;
	}
	return step;
}

/* A slow clock steps less often than it is read: until one was seen, and no longer. */
static uint64_t look_at_steps(void)
{
	uint64_t readings[READINGS];
	uint64_t begin = 0, step = 0;

	for (unsigned int round = 0; round < ROUNDS || !step; round++) {
		uint64_t smallest;

		for (unsigned int i = 0; i < READINGS; i++) {
			struct timespec now;

			clock_gettime(CLOCK_MONOTONIC_RAW, &now);
			readings[i] = in_ns(&now);
		}
		begin = begin ? begin : readings[0];
		smallest = session_clock_step(readings, READINGS);
		if (smallest && (!step || smallest < step))
			step = smallest;
		if (readings[READINGS - 1] - begin > LOOK_NS || round > 100 * ROUNDS)
			break;
	}
	return step;
}

/* 0 of a CPU that is relieved of it. */
static uint64_t tick_of(const char *root, int cpu)
{
	long rate = timer_tick_rate(root);

	if (timer_tick_is_off(root, cpu))
		return 0;
	return SECOND_NS / (uint64_t)(rate > 0 ? rate : HZ_DEFAULT);
}

void session_clock_look(const char *root, int cpu, struct session_clock *clock)
{
	struct timespec claimed = { 0 };

	clock_getres(CLOCK_MONOTONIC_RAW, &claimed);
	clock->claimed_ns = in_ns(&claimed);
	clock->resolution_ns = look_at_steps();
	if (!clock->resolution_ns)
		clock->resolution_ns = clock->claimed_ns;
	clock->tick_ns = tick_of(root, cpu);
}

json_t *session_clock_object(const struct session_clock *clock)
{
	return json_pack("{s:s, s:I, s:I}", "name", "CLOCK_MONOTONIC_RAW", "resolution_ns",
			 (json_int_t)clock->resolution_ns, "claimed_ns",
			 (json_int_t)clock->claimed_ns);
}
