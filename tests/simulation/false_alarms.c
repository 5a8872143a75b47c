// SPDX-License-Identifier: GPL-2.0-only
/*
 * How often a difference is seen where none is: one configuration that costs nothing against
 * "none", and a table of ten of them.
 */
#include <stdio.h>

#include "one_after_the_other.h"
#include "report.h"
#include "scenario.h"

/* Two of each scenario in a session: as many sessions for half the files. */
#define REPLICAS 2

static void prepare(struct simulation *simulation, const char *configurations, unsigned int blocks,
		    uint64_t seed)
{
	simulation_prepare(simulation, configurations, blocks, seed);
	for (size_t s = 0; s < SCENARIOS; s++) {
		for (size_t r = 0; r < REPLICAS; r++) {
			const struct fake_counter counter = scenario_counter(
				s, blocks, (unsigned int)simulation->plan.configuration_count, r);

			simulation_add_counter(simulation, &counter);
		}
	}
}

/* No verdict at all is no good, either. */
static bool is_alarm(const struct summary *summary, size_t configuration, size_t counter)
{
	enum verdict verdict =
		simulation_value(summary, configuration, counter)->comparison.verdict;

	return verdict != VERDICT_UNDECIDED && verdict != VERDICT_SAME;
}

/* Adds, for each scenario, how many of its counters had a difference in any of their rows. */
static void count_alarms(struct simulation *simulation, struct tally *alarms)
{
	struct summary summary;

	simulation_sum_up(simulation, 0, simulation->plan.blocks, &summary);
	summary_judge(&summary, 0);
	for (size_t s = 0; s < SCENARIOS; s++) {
		unsigned int found = 0;

		for (size_t r = 0; r < REPLICAS; r++) {
			bool different = false;

			for (size_t c = 1; c < simulation->plan.configuration_count; c++)
				different |= is_alarm(&summary, c, s * REPLICAS + r);
			found += different;
		}
		tally_add(&alarms[s], (double)found / REPLICAS);
	}
	summary_free(&summary);
}

static void simulate(const char *configurations, unsigned int blocks, unsigned int sessions,
		     uint64_t seed, struct tally *alarms)
{
	static struct simulation simulation;

	for (unsigned int i = 0; i < sessions; i++) {
		prepare(&simulation, configurations, blocks, seed_of_part(seed, i));
		simulation_run(&simulation);
		count_alarms(&simulation, alarms);
		simulation_free(&simulation);
	}
}

/* What all A, then all B gives on the same machines. */
static void simulate_the_other(unsigned int blocks, unsigned int sessions, uint64_t seed,
			       struct tally *alarms)
{
	size_t scenarios_of[RECORD_COUNTERS_MAX];

	for (size_t c = 0; c < RECORD_COUNTERS_MAX; c++)
		scenarios_of[c] = c % SCENARIOS;
	for (unsigned int i = 0; i < sessions; i++) {
		struct one_after_the_other found[RECORD_COUNTERS_MAX];

		measure_one_after_the_other(scenarios_of, blocks, seed_of_part(seed, i), found);
		for (size_t s = 0; s < SCENARIOS; s++)
			tally_add(&alarms[s], found[s].different);
	}
}

void row_false_alarms(struct report *report, uint64_t seed)
{
	struct tally alarms[SCENARIOS] = { 0 }, few[SCENARIOS] = { 0 }, many[SCENARIOS] = { 0 };
	struct tally of_few, of_many;

	/* So many that the standard error stays below 0.3 %. */
	simulate("none,ops1", 20, 4000, seed_of_part(seed, 20), alarms);
	simulate("none,ops1", 10, 1000, seed_of_part(seed, 10), few);
	simulate("none,ops1", 40, 1000, seed_of_part(seed, 40), many);
	for (size_t s = 0; s < SCENARIOS; s++)
		report_share(report, scenarios[s].name, 4, 6, &alarms[s]);
	of_few = tally_of_all(few, SCENARIOS);
	of_many = tally_of_all(many, SCENARIOS);
	report_share(report, "all of these, n = 10", 4, 6, &of_few);
	report_share(report, "all of these, n = 40", 4, 6, &of_many);
}

void row_other_order(struct report *report, uint64_t seed)
{
	struct tally alarms[SCENARIOS] = { 0 };

	simulate_the_other(20, 400, seed, alarms);
	for (size_t s = 0; s < SCENARIOS; s++)
		report_beside(report, scenarios[s].name, &alarms[s]);
}

void row_family(struct report *report, uint64_t seed)
{
	struct tally alarms[SCENARIOS] = { 0 };

	simulate("none,direct,ops1,ops2,ops3,ops4,ops5,ops6,ops7,ops8,ops9", 20, 700, seed, alarms);
	for (size_t s = 0; s < SCENARIOS; s++)
		report_share(report, scenarios[s].name, 0, 6, &alarms[s]);
}
