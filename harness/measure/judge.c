// SPDX-License-Identifier: GPL-2.0-only
#include "measure/judge.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

/* Times that others ran that were not to: only those that a workload waits for may. */
static uint64_t unwanted_switches(const struct measurement *run)
{
	uint64_t unwanted = run->switches - run->waits;

	if (run->waits > run->waits_wanted)
		unwanted += run->waits - run->waits_wanted;
	return unwanted;
}

/* It did not wait for the other thread each time, so its calls took another way. */
static uint64_t missing_waits(const struct measurement *run)
{
	return run->waits < run->waits_wanted ? run->waits_wanted - run->waits : 0;
}

/* A counter that has the same for twice the calls is stuck; -1: none is. */
static int stuck_counter(const struct sample *sample)
{
	const uint32_t moved = sample->short_run.moved_by_calls & sample->long_run.moved_by_calls;

	for (int i = 0; i < RECORD_COUNTERS_MAX; i++) {
		if (moved & UINT32_C(1) << i &&
		    sample->short_run.counters[i] == sample->long_run.counters[i])
			return i;
	}
	return -1;
}

/* What the counters say of themselves: whether they are not to be believed, and why. */
static bool is_in_doubt(const struct claim *claim, struct sample *sample)
{
	const struct measurement *runs[] = { &sample->short_run, &sample->long_run };

	for (size_t i = 0; i < 2; i++) {
		if (runs[i]->enabled_ns == runs[i]->running_ns)
			continue;
		snprintf(sample->reason, sizeof(sample->reason),
			 "the counters ran %" PRIu64 " of %" PRIu64 " ns: another user of the PMU",
			 runs[i]->running_ns, runs[i]->enabled_ns);
		return true;
	}
	for (size_t i = 0; i < 2; i++) {
		if (!runs[i]->doubt)
			continue;
		snprintf(sample->reason, sizeof(sample->reason), "%s", runs[i]->doubt);
		return true;
	}
	/* The workload's loop without its call may leave the kernel alone. */
	if (claim->configuration->row->without_call || stuck_counter(sample) < 0)
		return false;
	snprintf(sample->reason, sizeof(sample->reason),
		 "counter %d has the same for twice the calls: it is stuck", stuck_counter(sample));
	return true;
}

void judge_sample(const struct check_list *checks, const struct claim *claim,
		  const struct evidence *before, const struct evidence *after,
		  struct sample *sample)
{
	const struct measurement *runs[] = { &sample->short_run, &sample->long_run };
	uint64_t interrupts = runs[0]->interrupts + runs[1]->interrupts;
	uint64_t switches = unwanted_switches(runs[0]) + unwanted_switches(runs[1]);
	uint64_t missing = missing_waits(runs[0]) + missing_waits(runs[1]);

	sample->status = SAMPLE_VALID;
	sample->reason[0] = '\0';
	if (check_list_failing(checks, claim, before, after, sample->reason,
			       sizeof(sample->reason))) {
		sample->status = SAMPLE_INVALID;
		return;
	}
	if (is_in_doubt(claim, sample)) {
		sample->status = SAMPLE_INVALID;
		return;
	}
	if (interrupts || switches || missing)
		sample->status = SAMPLE_INTERRUPTED;
	if (interrupts)
		snprintf(sample->reason, sizeof(sample->reason), "%" PRIu64 " interrupts hit it",
			 interrupts);
	else if (switches)
		snprintf(sample->reason, sizeof(sample->reason),
			 "others ran on this CPU %" PRIu64 " times meanwhile", switches);
	else if (missing)
		snprintf(sample->reason, sizeof(sample->reason),
			 "it waited for its other thread %" PRIu64 " times less than it was to",
			 missing);
}
