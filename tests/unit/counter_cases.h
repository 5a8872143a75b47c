/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COUNTER_CASES_H
#define COUNTER_CASES_H

#include <stdbool.h>
#include <stddef.h>

#include "fake_pmu.h"
#include "measure/counters.h"
#include "measure/judge.h"

/*
 * Good and bad counters, and what becomes of them: a bad one must be refused when it is opened, or
 * its sample must be invalid; never may its number be taken.
 */
enum counter_fate {
	COUNTER_REFUSED,
	COUNTER_DOUBTED, /* measured, and invalid */
	COUNTER_ACCEPTED,
};

struct counter_case {
	const char *name;
	const char *event; /* a word of -e */
	enum fake_behaviour behaviour;
	unsigned int
		good_starts; /* before it behaves so; it passes the checks with enough of them */
	bool user_reads; /* the kernel permits them */
	enum counter_fate fate;
};

/* More than all the checks of one event start its group. */
#define AFTER_THE_CHECKS 200

static const struct counter_case counter_cases[] = {
	{ "right", "kernel-instructions", FAKE_RIGHT, 0, false, COUNTER_ACCEPTED },
	{ "right, one mode", "user-instructions", FAKE_RIGHT, 0, false, COUNTER_ACCEPTED },
	{ "right, by its page", "cycles", FAKE_RIGHT, 0, true, COUNTER_ACCEPTED },
	{ "right, of a raw event", "r1b", FAKE_RIGHT, 0, false, COUNTER_ACCEPTED },
	{ "noisy", "branch-misses", FAKE_NOISY, 0, false, COUNTER_ACCEPTED },
	{ "noisy, of the kernel alone", "branch-misses:k", FAKE_NOISY, 0, false, COUNTER_ACCEPTED },
	{ "noisy, of a raw event", "r1b", FAKE_NOISY, 0, false, COUNTER_ACCEPTED },
	{ "dead", "cycles", FAKE_DEAD, 0, false, COUNTER_REFUSED },
	{ "dead instructions", "user-instructions", FAKE_DEAD, 0, false, COUNTER_REFUSED },
	{ "dead, of a raw event", "r1b", FAKE_DEAD, 0, false, COUNTER_REFUSED },
	{ "stuck", "cycles", FAKE_STUCK, 0, false, COUNTER_REFUSED },
	{ "stuck instructions", "kernel-instructions", FAKE_STUCK, 0, false, COUNTER_REFUSED },
	{ "stuck, of a raw event", "r1b", FAKE_STUCK, 0, false, COUNTER_REFUSED },
	{ "shrinking", "cycles", FAKE_SHRINKING, 0, false, COUNTER_REFUSED },
	{ "far too many", "cycles", FAKE_TOO_MANY, 0, false, COUNTER_REFUSED },
	{ "far too many instructions", "user-instructions", FAKE_TOO_MANY, 0, false,
	  COUNTER_REFUSED },
	{ "far too few", "cycles", FAKE_TOO_FEW, 0, false, COUNTER_REFUSED },
	{ "far too few instructions", "kernel-instructions", FAKE_TOO_FEW, 0, false,
	  COUNTER_REFUSED },
	{ "not linear", "branch-misses", FAKE_CURVED, 0, false, COUNTER_REFUSED },
	{ "not linear, of a raw event", "r1b", FAKE_CURVED, 0, false, COUNTER_REFUSED },
	{ "multiplexed", "cycles", FAKE_MULTIPLEXED, 0, false, COUNTER_REFUSED },
	{ "multiplexed later", "cycles", FAKE_MULTIPLEXED, AFTER_THE_CHECKS, false,
	  COUNTER_DOUBTED },
	{ "multiplexed later, by its page", "cycles", FAKE_MULTIPLEXED, AFTER_THE_CHECKS, true,
	  COUNTER_DOUBTED },
	{ "blind to user mode", "user-instructions", FAKE_NO_USER, 0, false, COUNTER_REFUSED },
	{ "blind to the kernel", "kernel-instructions", FAKE_NO_KERNEL, 0, false, COUNTER_REFUSED },
	{ "blind to the kernel, branch misses", "branch-misses:k", FAKE_NO_KERNEL, 0, false,
	  COUNTER_REFUSED },
	{ "more in one mode than in both", "kernel-instructions", FAKE_MODES_MIXED, 0, false,
	  COUNTER_REFUSED },
	{ "taken", "cycles", FAKE_TAKEN, 0, false, COUNTER_REFUSED },
	{ "taken later", "cycles", FAKE_TAKEN, AFTER_THE_CHECKS, false, COUNTER_DOUBTED },
	{ "taken later, by its page", "cycles", FAKE_TAKEN, AFTER_THE_CHECKS, true,
	  COUNTER_DOUBTED },
	{ "dead later", "cycles", FAKE_DEAD, AFTER_THE_CHECKS, false, COUNTER_DOUBTED },
	{ "stuck later", "kernel-instructions", FAKE_STUCK, AFTER_THE_CHECKS, false,
	  COUNTER_DOUBTED },
	{ "stuck later, by its page", "cycles", FAKE_STUCK, AFTER_THE_CHECKS, true,
	  COUNTER_DOUBTED },
	{ "its page lies later", "cycles", FAKE_PAGE_LIES, AFTER_THE_CHECKS, true,
	  COUNTER_DOUBTED },
	{ "its page goes off later", "cycles", FAKE_PAGE_OFF, AFTER_THE_CHECKS, true,
	  COUNTER_DOUBTED },
};

#define COUNTER_CASES (sizeof(counter_cases) / sizeof(counter_cases[0]))

/* Calls of a kernel function that take 5000 turns of what moves the event, @times over. */
static inline struct measurement counter_case_measure(struct fake_pmu *pmu,
						      struct counters *counters, unsigned int times)
{
	struct measurement measurement = { .calls = 5000 * times };

	counters_start(counters, 0);
	fake_pmu_work(pmu, counters->counters[0].loop, measurement.calls);
	if (counters_stop(counters, 0, &measurement))
		abort();
	return measurement;
}

/* As the engine judges a sample whose path is proven. */
static inline bool counter_case_is_doubted(const struct measurement *once,
					   const struct measurement *twice)
{
	static const struct kernel_abilities abilities = {
		.architecture = ARCHITECTURE_ARM64,
		.call_ops = true,
		.direct_calls = true,
	};
	struct sample sample = { .short_run = *once, .long_run = *twice };
	const struct check_list no_checks = { .count = 0 };
	struct configuration none;
	struct evidence evidence = { 0 };
	const struct claim claim = { .configuration = &none, .abilities = &abilities };

	configuration_parse("none", &none);
	judge_sample(&no_checks, &claim, &evidence, &evidence, &sample);
	return sample.status == SAMPLE_INVALID;
}

/* Opens the case's event on a PMU that knows nothing else, and measures with it. */
static inline enum counter_fate counter_case_play(const struct counter_case *one,
						  struct complaint *complaint)
{
	static struct fake_pmu pmu;
	static struct counters counters;
	const struct pmu_door door = fake_pmu_door(&pmu);
	const struct counter_terms terms = { .door = &door, .root = "/nowhere", .cpu = 1 };
	struct measurement once = { 0 }, twice = { 0 };
	enum counter_fate fate = COUNTER_ACCEPTED;
	struct fake_pmu_event *known;
	struct event event;
	size_t count = 1;

	memset(&pmu, 0, sizeof(pmu));
	pmu.counters = 4;
	pmu.user_reads = one->user_reads;
	if (event_parse(one->event, &event))
		abort();
	known = fake_pmu_learn(&pmu, &event, one->behaviour);
	known->good_starts = one->good_starts;
	if (counters_open(&counters, &terms, &event, &count, complaint))
		return COUNTER_REFUSED;
	/* So many measurements that what goes bad has done so. */
	for (unsigned int i = 0; i <= one->good_starts; i++) {
		once = counter_case_measure(&pmu, &counters, 1);
		twice = counter_case_measure(&pmu, &counters, 2);
	}
	if (counter_case_is_doubted(&once, &twice))
		fate = COUNTER_DOUBTED;
	counters_close(&counters);
	if (pmu.opened || pmu.mapped)
		abort();
	return fate;
}

#endif /* COUNTER_CASES_H */
