/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SCENARIO_H
#define SCENARIO_H

#include "simulation.h"

/* A kind of bad day that several rows try: the noise of one counter. */
struct scenario {
	const char *name;
	struct noise_model noise;
};

enum {
	SCENARIO_DRIFT,
	SCENARIO_WANDER,
	SCENARIO_BOTH,
	SCENARIO_WAVE, /* of the block's length */
	SCENARIO_WAVES, /* of other lengths */
	SCENARIO_STEPS,
	SCENARIO_OUTLIERS,
	SCENARIOS,
};

extern const struct scenario scenarios[SCENARIOS];

/*
 * The counter of a scenario in a session of so many blocks and configurations: where it says so
 * the noise takes its time from them. @replica: several counters of one scenario.
 */
struct fake_counter scenario_counter(size_t scenario, unsigned int blocks,
				     unsigned int configurations, size_t replica);

#endif /* SCENARIO_H */
