/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ONE_AFTER_THE_OTHER_H
#define ONE_AFTER_THE_OTHER_H

#include "scenario.h"

/*
 * What most benchmarks do, for comparison: all of A, then all of B, on the same machine. Not a
 * way of the engine's; two of its sessions, one after the other.
 */
struct one_after_the_other {
	double difference; /* of the means, B - A, per call */
	bool different; /* Welch's test at 5 % */
};

/*
 * @blocks samples of each, with as many counters as RECORD_COUNTERS_MAX, of which counter i is
 * of scenario @scenarios_of[i]. Nothing is planted. Fills @found, one for each counter.
 */
void measure_one_after_the_other(const size_t *scenarios_of, unsigned int blocks, uint64_t seed,
				 struct one_after_the_other *found);

#endif /* ONE_AFTER_THE_OTHER_H */
