/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FAKE_MACHINE_H
#define FAKE_MACHINE_H

#include "measure/executor.h"
#include "noise.h"

/* The baseline's cost of a call in each counter: so many that whole counts round nothing away. */
#define FAKE_COST 10000

/* A configuration's overhead in every counter and in time, as a share of the baseline. */
struct fake_planted {
	const char *configuration;
	double overhead;
};

#define FAKE_PLANTED_MAX 16

/* One counter, or the time. Several of one session are as many machines that share its order. */
struct fake_counter {
	struct noise_model noise;
	double overhead; /* of all configurations but "none", as a share of the baseline */
	double around; /* counts of a measurement that belong to no call; they cancel */
};

/* What the machine is to be. The defaults are fake_machine_defaults()'s. */
struct fake_model {
	uint64_t seed;
	size_t counter_count;
	struct fake_counter counters[RECORD_COUNTERS_MAX];
	struct fake_counter time;
	size_t planted_count;
	struct fake_planted planted[FAKE_PLANTED_MAX];

	/* How long things take, so that drift acts in the order in which they are done. */
	uint64_t attach_ns; /* each attach and each detach: text is patched, all CPUs wait */
	uint64_t settle_ns;
	uint64_t look_ns; /* reads the patch site and the lists */
	uint64_t call_ns; /* of the baseline */
	uint64_t tick_ns; /* from one timer interrupt to the next; 0: never */
	uint64_t tick_counts; /* what one adds to each counter of the measurement that it hits */
};

struct fake_machine {
	struct fake_model model;
	/* Where it is set: takes the counts of each measurement from elsewhere. */
	int (*count)(void *context, struct measurement *measurement);
	bool (*counter_died)(void *context, char *text, size_t size);
	void *count_context; /* of both */

	/* The books. */
	double now_ns; /* since its start */
	double tick_phase_ns;
	struct noise noises[RECORD_COUNTERS_MAX + 1]; /* the time's is the last */
	const struct configuration *configuration; /* attached; NULL: nothing is */
	const struct kernel_abilities *abilities;
	double overhead; /* of the configuration, as planted */
	bool counting;
	uint64_t hits;
};

/* A quiet board: HZ=250, a few ms to attach, what the engine waits for RCU; nothing planted. */
void fake_machine_defaults(struct fake_model *model);

/* Starts the clock and the noises; the model is final. */
void fake_machine_start(struct fake_machine *machine, const struct kernel_abilities *abilities);

/* How long one cell of a block takes it, roughly: the unit of struct noise_model's times. */
double fake_machine_cell_ns(const struct fake_model *model);

struct executor fake_machine_executor(struct fake_machine *machine);

#endif /* FAKE_MACHINE_H */
