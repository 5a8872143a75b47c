// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whether numbers of bad counters are taken: the real counters on a PMU that is played
 * (unit/fake_pmu.h), under the real session. Bad from the start, they are to be refused; once
 * they are bad in mid-run, no sample may be valid any more, or the run must say at its end that the
 * counter is not to be believed: a sample cannot tell that something rare is missing.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure/counters.h"
#include "report.h"
#include "simulation.h"
#include "unit/fake_pmu.h"

#define BLOCKS 12

/* Measurements that are right before one goes bad: a third of the session's. */
#define GOOD_STARTS 25

/* Of every kind: by the system's own table, and raw. */
static const char *const events[] = { "cycles", "kernel-instructions", "user-instructions",
				      "branch-misses", "r1b" };

/* To what a counter must show. */
enum reach {
	OF_ANY,
	OF_KNOWN_RATE, /* only where something is known of how much the event counts */
	OF_ONE_MODE,
	OF_PAGE, /* that is read by its page; from the start it is not, and then all is right */
};

static const struct way_to_be_bad {
	enum fake_behaviour behaviour;
	enum reach reach;
	bool from_the_start;
	bool in_mid_run; /* what a good counter may turn into: others come, or the PMU goes */
} ways[] = {
	{ FAKE_DEAD, OF_ANY, true, true },
	{ FAKE_STUCK, OF_ANY, true, true },
	{ FAKE_MULTIPLEXED, OF_ANY, true, true },
	{ FAKE_TAKEN, OF_ANY, true, true },
	{ FAKE_SHRINKING, OF_ANY, true, false },
	{ FAKE_TOO_MANY, OF_KNOWN_RATE, true, false },
	{ FAKE_TOO_FEW, OF_KNOWN_RATE, true, false },
	{ FAKE_CURVED, OF_ANY, true, false },
	{ FAKE_MODES_MIXED, OF_ONE_MODE, true, false },
	{ FAKE_PAGE_LIES, OF_PAGE, false, true },
	{ FAKE_PAGE_OFF, OF_PAGE, false, true },
};

#define WAYS (sizeof(ways) / sizeof(ways[0]))

/* A PMU, the counters that were opened on it, and what became of the session's samples. */
struct counting {
	const struct simulation *simulation;
	struct fake_pmu pmu;
	struct counters counters;
	bool bad; /* it was seen to be */
	uint64_t valid_before; /* samples until then */
};

static int count(void *context, struct measurement *measurement)
{
	struct counting *counting = context;
	int err = counters_start(&counting->counters, 0);

	measurement->enabled_ns = 0;
	measurement->running_ns = 0;
	if (!err)
		err = fake_pmu_work(&counting->pmu, counting->counters.counters[0].loop,
				    measurement->calls);
	if (!counting->bad && fake_behaves(&counting->pmu.open[0]) != FAKE_RIGHT) {
		counting->bad = true;
		counting->valid_before = counting->simulation->totals.valid;
	}
	return err ? err : counters_stop(&counting->counters, 0, measurement);
}

static bool counter_died(void *context, char *text, size_t size)
{
	struct counting *counting = context;

	return counters_died(&counting->counters, text, size);
}

struct tried {
	const char *event;
	enum fake_behaviour behaviour;
	bool in_mid_run;
	bool user_reads;
};

/* Opens the event; false: it is refused. */
static bool open_counters(const struct tried *tried, struct counting *counting,
			  const struct pmu_door *door, struct event *event)
{
	const struct counter_terms terms = { .door = door, .root = "/nowhere", .cpu = 1 };
	struct fake_pmu_event *known;
	struct complaint complaint;
	size_t events_count = 1;

	if (event_parse(tried->event, event))
		abort();
	counting->pmu.counters = 4;
	counting->pmu.user_reads = tried->user_reads;
	known = fake_pmu_learn(&counting->pmu, event, tried->behaviour);
	known->good_starts = tried->in_mid_run ? UINT_MAX : 0;
	if (counters_open(&counting->counters, &terms, event, &events_count, &complaint))
		return false;
	if (tried->in_mid_run)
		known->good_starts = counting->pmu.open[0].starts + GOOD_STARTS;
	return true;
}

/* Whether a sample of the bad counter is valid; of a right one, whether all of them are. */
static bool is_accepted(const struct tried *tried, uint64_t seed)
{
	static struct simulation simulation;
	static struct counting counting;
	const struct pmu_door door = fake_pmu_door(&counting.pmu);
	const struct session_totals *totals = &simulation.totals;

	memset(&counting, 0, sizeof(counting));
	simulation_prepare(&simulation, "none,ops1", BLOCKS, seed);
	if (!open_counters(tried, &counting, &door, &simulation.plan.events[0]))
		return false;
	simulation.plan.event_count = 1;
	simulation.machine.count = count;
	simulation.machine.counter_died = counter_died;
	simulation.machine.count_context = &counting;
	counting.simulation = &simulation;
	simulation_run(&simulation);
	counters_close(&counting.counters);
	simulation_free(&simulation);
	if (tried->behaviour == FAKE_RIGHT)
		return totals->valid == 2 * BLOCKS && !totals->counter_died;
	/* One that never was bad is no case: that is this test's fault. */
	return !counting.bad || (totals->valid > counting.valid_before && !totals->counter_died);
}

static bool is_a_case(const struct way_to_be_bad *way, const struct tried *tried)
{
	struct event event;

	if (event_parse(tried->event, &event))
		abort();
	if (tried->in_mid_run ? !way->in_mid_run : !way->from_the_start)
		return false;
	switch (way->reach) {
	case OF_KNOWN_RATE:
		return event.row;
	case OF_ONE_MODE:
		return event.kernel != event.user;
	case OF_PAGE:
		return tried->user_reads;
	default:
		return true;
	}
}

struct counted {
	unsigned int cases, accepted;
};

static void try_all(const char *event, uint64_t seed, struct counted *bad)
{
	for (size_t i = 0; i < 4 * WAYS; i++) {
		const struct way_to_be_bad *way = &ways[i / 4];
		const struct tried tried = { event, way->behaviour, i & 1, i & 2 };

		if (!is_a_case(way, &tried))
			continue;
		bad->cases++;
		bad->accepted += is_accepted(&tried, seed_of_part(seed, i));
	}
}

void row_counters(struct report *report, uint64_t seed)
{
	struct counted bad = { 0 }, right = { 0 };

	for (size_t e = 0; e < sizeof(events) / sizeof(events[0]); e++) {
		try_all(events[e], seed_of_part(seed, e), &bad);
		for (size_t i = 0; i < 2; i++) {
			const struct tried tried = { events[e], FAKE_RIGHT, false, i };

			right.cases++;
			right.accepted += is_accepted(&tried, seed_of_part(seed, i));
		}
	}
	report_none_of(report, "bad ones accepted", bad.accepted, bad.cases);
	report_none_of(report, "right ones not accepted", right.cases - right.accepted,
		       right.cases);
}
