// SPDX-License-Identifier: GPL-2.0-only
#include "measure/clock_watch.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "stats/order.h"

#define ABSURD 20 /* times as long: no frequency changes by that */
/* Less is a cache miss in a short run, or a step of a coarse clock. */
#define JUMP_NS 100000
#define ALIKE 0.1 /* counts that say that the calls were the same */

static double median_of(const double *values, unsigned int count)
{
	double sorted[CLOCK_WATCH_VALUES];

	count = count < CLOCK_WATCH_VALUES ? count : CLOCK_WATCH_VALUES;
	memcpy(sorted, values, count * sizeof(sorted[0]));
	sort_numbers(sorted, count);
	return sorted[count / 2];
}

static bool went_wrong(const struct measurement *run, char *text, size_t size)
{
	if (run->clock_backwards)
		snprintf(text, size, "the clock went backwards");
	else if (run->suspended_ns)
		snprintf(text, size, "the machine was suspended for %.3g s",
			 (double)run->suspended_ns / 1e9);
	return run->clock_backwards || run->suspended_ns;
}

/* The whole of a run, which is never 0, so that a ratio can be formed. */
static double time_of(const struct sample *sample)
{
	return (double)sample->long_run.time_ns / (double)sample->long_run.calls;
}

static double count_of(const struct sample *sample)
{
	return (double)sample->long_run.counters[0] / (double)sample->long_run.calls;
}

static bool is_absurd(const struct clock_watch *watch, const struct sample *sample, char *text,
		      size_t size)
{
	const double before = median_of(watch->time_ns, watch->count);
	const double counted = median_of(watch->counted, watch->count);
	const double now = time_of(sample);

	if (now <= ABSURD * before && now * ABSURD >= before)
		return false;
	if (fabs(now - before) * (double)sample->long_run.calls < JUMP_NS)
		return false;
	if (fabs(count_of(sample) - counted) > ALIKE * counted)
		return false;
	snprintf(text, size,
		 "the clock jumped: %" PRIu64 " calls of %s %s took %.1f us by it, before %.1f us, "
		 "though as much was counted",
		 sample->long_run.calls, sample->workload, sample->configuration,
		 now * (double)sample->long_run.calls / 1e3,
		 before * (double)sample->long_run.calls / 1e3);
	return true;
}

bool clock_watch_jumped(struct clock_watch *watch, const struct sample *sample, bool counted,
			char *text, size_t size)
{
	if (went_wrong(&sample->short_run, text, size) || went_wrong(&sample->long_run, text, size))
		return true;
	if (!counted || watch->count < CLOCK_WATCH_MIN || !is_absurd(watch, sample, text, size))
		return false;
	if (++watch->jumps <= CLOCK_WATCH_JUMPS_MAX)
		return true;
	*watch = (struct clock_watch){ 0 };
	return false;
}

void clock_watch_add(struct clock_watch *watch, const struct sample *sample)
{
	watch->time_ns[watch->count % CLOCK_WATCH_VALUES] = time_of(sample);
	watch->counted[watch->count % CLOCK_WATCH_VALUES] = count_of(sample);
	watch->count++;
	watch->jumps = 0;
}
