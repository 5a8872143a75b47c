// SPDX-License-Identifier: GPL-2.0-only
#include "one_after_the_other.h"

#include <math.h>

struct moments {
	double count, mean, variance;
};

static struct moments moments_of(const struct result *result, size_t counter)
{
	struct moments moments = { 0 };
	double sum = 0, squares = 0;

	for (size_t i = 0; i < result->sample_count; i++) {
		const struct result_sample *sample = &result->samples[i];
		double value = (double)(sample->long_run.counters[counter] -
					sample->short_run.counters[counter]) /
			       (double)(sample->long_run.calls - sample->short_run.calls);

		if (sample->status != RESULT_VALID)
			continue;
		moments.count++;
		sum += value - FAKE_COST;
		squares += (value - FAKE_COST) * (value - FAKE_COST);
	}
	moments.mean = sum / moments.count;
	moments.variance = (squares - sum * moments.mean) / (moments.count - 1);
	return moments;
}

/* Student's t for 95 %: the expansion of Cornish and Fisher, good to 0.001 from 10 degrees on. */
static double critical(double degrees)
{
	const double z = 1.959964;

	return z + (pow(z, 3) + z) / (4 * degrees) +
	       (5 * pow(z, 5) + 16 * pow(z, 3) + 3 * z) / (96 * degrees * degrees);
}

/* Welch, "The generalization of 'Student's' problem", Biometrika 1947. */
static struct one_after_the_other compare(const struct moments *a, const struct moments *b)
{
	double of_a = a->variance / a->count, of_b = b->variance / b->count;
	double degrees = (of_a + of_b) * (of_a + of_b) /
			 (of_a * of_a / (a->count - 1) + of_b * of_b / (b->count - 1));
	struct one_after_the_other found = { .difference = b->mean - a->mean };

	found.different = fabs(found.difference) > critical(degrees) * sqrt(of_a + of_b);
	return found;
}

void measure_one_after_the_other(const size_t *scenarios_of, unsigned int blocks, uint64_t seed,
				 struct one_after_the_other *found)
{
	static struct simulation simulation;
	struct moments first[RECORD_COUNTERS_MAX];

	simulation_prepare(&simulation, "ops1", blocks, seed);
	for (size_t i = 0; i < RECORD_COUNTERS_MAX; i++) {
		/* Two sessions of one cell a block: in all as long as one of two. */
		struct fake_counter counter = scenario_counter(scenarios_of[i], blocks, 2, i);

		simulation_add_counter(&simulation, &counter);
	}
	simulation_run(&simulation);
	for (size_t i = 0; i < RECORD_COUNTERS_MAX; i++)
		first[i] = moments_of(&simulation.result, i);
	simulation_run_on(&simulation);
	for (size_t i = 0; i < RECORD_COUNTERS_MAX; i++) {
		const struct moments second = moments_of(&simulation.result, i);

		found[i] = compare(&first[i], &second);
	}
	simulation_free(&simulation);
}
