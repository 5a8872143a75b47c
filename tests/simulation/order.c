// SPDX-License-Identifier: GPL-2.0-only
/*
 * What complete blocks save: how many of them are as good as a measurement of all A, then all B.
 */
#include <math.h>
#include <stdio.h>

#include "one_after_the_other.h"
#include "report.h"

/* What others take for a careful measurement. */
#define ARM 20
#define SESSIONS 300

static const size_t tried[] = { SCENARIO_DRIFT, SCENARIO_WANDER };
#define TRIED (sizeof(tried) / sizeof(tried[0]))
#define REPLICAS (RECORD_COUNTERS_MAX / TRIED)

static size_t scenario_of(size_t counter)
{
	return tried[counter / REPLICAS];
}

static void rms_of_blocks(unsigned int blocks, uint64_t seed, double *rms)
{
	static struct simulation simulation;
	double squares[TRIED] = { 0 };

	for (unsigned int i = 0; i < SESSIONS; i++) {
		struct summary summary;

		simulation_prepare(&simulation, "none,ops1", blocks, seed_of_part(seed, i));
		for (size_t c = 0; c < RECORD_COUNTERS_MAX; c++) {
			struct fake_counter counter =
				scenario_counter(scenario_of(c), blocks, 2, c);

			simulation_add_counter(&simulation, &counter);
		}
		simulation_run(&simulation);
		simulation_sum_up(&simulation, 0, blocks, &summary);
		for (size_t c = 0; c < RECORD_COUNTERS_MAX; c++) {
			double error = simulation_value(&summary, 1, c)->comparison.shift.value;

			squares[c / REPLICAS] += error * error;
		}
		summary_free(&summary);
		simulation_free(&simulation);
	}
	for (size_t t = 0; t < TRIED; t++)
		rms[t] = sqrt(squares[t] / (SESSIONS * REPLICAS));
}

static void rms_of_the_other(uint64_t seed, double *rms)
{
	size_t scenarios_of[RECORD_COUNTERS_MAX];
	double squares[TRIED] = { 0 };

	for (size_t c = 0; c < RECORD_COUNTERS_MAX; c++)
		scenarios_of[c] = scenario_of(c);
	for (unsigned int i = 0; i < SESSIONS; i++) {
		struct one_after_the_other found[RECORD_COUNTERS_MAX];

		measure_one_after_the_other(scenarios_of, ARM, seed_of_part(seed, i), found);
		for (size_t c = 0; c < RECORD_COUNTERS_MAX; c++)
			squares[c / REPLICAS] += found[c].difference * found[c].difference;
	}
	for (size_t t = 0; t < TRIED; t++)
		rms[t] = sqrt(squares[t] / (SESSIONS * REPLICAS));
}

void row_order(struct report *report, uint64_t seed)
{
	double other[TRIED], rms[TRIED];
	unsigned int needed[TRIED] = { 0 };
	char text[48];

	rms_of_the_other(seed_of_part(seed, 0), other);
	for (unsigned int blocks = ARM / 2; blocks > 0; blocks--) {
		bool enough = false;

		rms_of_blocks(blocks, seed_of_part(seed, blocks), rms);
		for (size_t t = 0; t < TRIED; t++) {
			if (rms[t] > other[t])
				continue;
			needed[t] = blocks;
			enough = true;
		}
		if (!enough)
			break;
	}
	for (size_t t = 0; t < TRIED; t++) {
		snprintf(text, sizeof(text), "%s, blocks instead of %d", scenarios[tried[t]].name,
			 ARM);
		/* Not even with half: more than any bound. */
		report_at_most(report, text, ARM / 2.0, needed[t] ? needed[t] : INFINITY, 0, "");
	}
}
