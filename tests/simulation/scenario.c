// SPDX-License-Identifier: GPL-2.0-only
#include "scenario.h"

/*
 * The sizes are those of field notes on boards: half a percent from one attachment to the next is
 * a machine that nobody tuned, 1 % of drift what a package does that gets warm. Where a
 * disturbance is to show, the rest is quieter than it: 0.2 %.
 */
const struct scenario scenarios[SCENARIOS] = {
	[SCENARIO_DRIFT] = { "drift of 1 %", { .attachment = 0.005, .drift = 0.01 } },
	[SCENARIO_WANDER] = { "AR(1) of 0.95",
			      { .attachment = 0.005, .wander = 0.005, .wander_phi = 0.95 } },
	[SCENARIO_BOTH] = { "both",
			    { .attachment = 0.002,
			      .drift = 0.01,
			      .wander = 0.005,
			      .wander_phi = 0.95 } },
	[SCENARIO_WAVE] = { "periodic, as long as a block",
			    { .attachment = 0.002, .wave = 0.005 } },
	[SCENARIO_WAVES] = { "periodic, other lengths", { .attachment = 0.002, .wave = 0.005 } },
	[SCENARIO_STEPS] = { "frequency steps of 20 %",
			     { .attachment = 0.002, .step = 0.2, .step_chance = 0.02 } },
	[SCENARIO_OUTLIERS] = { "outliers of 10 %",
				{ .attachment = 0.005, .outlier = 0.1, .outlier_chance = 0.05 } },
};

/* In cells, and no multiples of one another; a block of two cells has the period 2. */
static const double wave_lengths[] = { 1.3, 5.1, 23.7 };

struct fake_counter scenario_counter(size_t scenario, unsigned int blocks,
				     unsigned int configurations, size_t replica)
{
	struct fake_counter counter = { .noise = scenarios[scenario].noise };

	if (counter.noise.drift > 0)
		counter.noise.drift_span = blocks * configurations;
	if (scenario == SCENARIO_WAVE)
		counter.noise.wave_period = configurations;
	if (scenario == SCENARIO_WAVES)
		counter.noise.wave_period =
			wave_lengths[replica % (sizeof(wave_lengths) / sizeof(wave_lengths[0]))];
	return counter;
}
