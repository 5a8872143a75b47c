/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FREQUENCY_H
#define FREQUENCY_H

#include <stdbool.h>
#include <stddef.h>

#include "measure/plan.h"
#include "measure/session_clock.h"

/* Values of which the median is believed: an interrupted one among them does not count. */
#define FREQUENCY_VALUES_MIN 5
#define FREQUENCY_VALUES_MAX 64

/* What frequency the CPU ran at, by cycles and time of the samples. */
struct frequency_watch {
	bool watching; /* cycles of both modes are counted, by hardware */
	size_t event; /* that counts them */
	uint64_t time_min_ns; /* of a sample: less the clock does not tell to 1 % */
	unsigned int count; /* values since the last judgement */
	double values[FREQUENCY_VALUES_MAX]; /* GHz */
	double level_sum; /* of the judgements since the last step */
	unsigned int level_count;
};

void frequency_begin(struct frequency_watch *watch, const struct plan *plan,
		     const struct session_clock *clock);

/*
 * Takes a valid sample. What starting and stopping the counters takes is time, but no cycles: it
 * cancels in the difference of the two runs. A workload that waits for another thread
 * is left out: time goes on while its cycles do not.
 */
void frequency_add(struct frequency_watch *watch, const struct workload *workload,
		   const struct measurement *short_run, const struct measurement *long_run);

/*
 * At the end of a block, once there are enough values: whether their median lies more than 2 %
 * from the mean of those since the last step. Then @text says so, and the next steps count from
 * here.
 */
bool frequency_stepped(struct frequency_watch *watch, char *text, size_t size);

#endif /* FREQUENCY_H */
