// SPDX-License-Identifier: GPL-2.0-only
/*
 * How many blocks it takes to see a small effect, against what the paired formula says:
 * n = (2.80 sigma / delta)^2, of 5 % and 80 % under normal noise, sigma of the differences.
 */
#include <math.h>
#include <stdio.h>

#include "report.h"
#include "simulation.h"

#define EFFECT 0.005
#define NOISE 0.01
#define POWER 0.8
#define Z_CONFIDENCE 1.959964
#define SESSIONS 1100

/* Around where the power is 80 %. */
#define BLOCKS_MIN 64
#define BLOCKS_MAX 72
#define STEP 4
#define STEPS ((BLOCKS_MAX - BLOCKS_MIN) / STEP + 1)

static void prepare(struct simulation *simulation, uint64_t seed)
{
	const struct fake_counter counter = {
		.noise = { .attachment = NOISE },
		.overhead = EFFECT,
	};

	simulation_prepare(simulation, "none,ops1", BLOCKS_MAX, seed);
	for (size_t i = 0; i < RECORD_COUNTERS_MAX; i++)
		simulation_add_counter(simulation, &counter);
}

/* Of the differences: each block's is of two cells. */
static double deviation(void)
{
	return FAKE_COST * NOISE * sqrt(1 + (1 + EFFECT) * (1 + EFFECT));
}

/* The power of a test that knows the deviation, and looks at the mean. */
static double known_power(double blocks)
{
	return erfc((Z_CONFIDENCE - FAKE_COST * EFFECT * sqrt(blocks) / deviation()) / sqrt(2)) / 2;
}

/* Whether that test finds the effect in the first @blocks of the file. */
static bool found_by_mean(const struct result *result, unsigned int blocks, size_t counter)
{
	double sum = 0;

	for (size_t i = 0; i < result->sample_count; i++) {
		const struct result_sample *sample = &result->samples[i];
		double value = (double)(sample->long_run.counters[counter] -
					sample->short_run.counters[counter]) /
			       SIMULATION_CALLS;

		if (sample->status == RESULT_VALID && sample->block < blocks)
			sum += sample->configuration ? value : -value;
	}
	return sum / sqrt(blocks) / deviation() > Z_CONFIDENCE;
}

/*
 * The share of counters whose effect is found, less what chance did to these sessions: that is
 * seen by the other test, whose power is known (a control variate).
 */
static void count_found(struct simulation *simulation, struct tally *found)
{
	for (unsigned int step = 0; step < STEPS; step++) {
		const unsigned int blocks = BLOCKS_MIN + step * STEP;
		struct summary summary;
		double share = known_power(blocks);

		simulation_sum_up(simulation, 0, blocks, &summary);
		summary_judge(&summary, 0);
		for (size_t i = 0; i < RECORD_COUNTERS_MAX; i++) {
			int different = simulation_value(&summary, 1, i)->comparison.verdict ==
					VERDICT_DIFFERENT;

			different -= found_by_mean(&simulation->result, blocks, i);
			share += (double)different / RECORD_COUNTERS_MAX;
		}
		tally_add(&found[step], share);
		summary_free(&summary);
	}
}

/* Blocks at which the line through all shares crosses the power: least squares over the steps. */
static double crossing(const struct tally *found, double *error)
{
	double n = STEPS, x = 0, y = 0, xx = 0, xy = 0, slope;

	for (unsigned int step = 0; step < STEPS; step++) {
		double blocks = BLOCKS_MIN + step * STEP;
		double share = tally_mean(&found[step]);

		x += blocks / n;
		y += share / n;
		xx += blocks * blocks / n;
		xy += blocks * share / n;
	}
	slope = (xy - x * y) / (xx - x * x);
	/* The sessions are the same at each step: their error is the line's. */
	*error = tally_error(&found[STEPS / 2]) / slope;
	return x + (POWER - y) / slope;
}

void row_power(struct report *report, uint64_t seed)
{
	static struct simulation simulation;
	const double formula = pow(2.80 * sqrt(2) * NOISE / EFFECT, 2);
	struct tally found[STEPS] = { 0 };
	double error, blocks;
	char text[48];

	for (unsigned int i = 0; i < SESSIONS; i++) {
		prepare(&simulation, seed_of_part(seed, i));
		simulation_run(&simulation);
		count_found(&simulation, found);
		simulation_free(&simulation);
	}
	blocks = crossing(found, &error);
	snprintf(text, sizeof(text), "blocks (the formula says %.1f)", formula);
	report_at_most(report, text, 1.1 * formula, blocks, error, "");
}
