// SPDX-License-Identifier: GPL-2.0-only
#include "measure/judge.h"

#include <inttypes.h>
#include <stdio.h>

void judge_sample(const struct check_list *checks, const struct claim *claim,
		  const struct evidence *before, const struct evidence *after,
		  struct sample *sample)
{
	const struct measurement *runs[] = { &sample->short_run, &sample->long_run };
	uint64_t interrupts = runs[0]->interrupts + runs[1]->interrupts;
	uint64_t switches = runs[0]->switches + runs[1]->switches;

	sample->status = SAMPLE_VALID;
	sample->reason[0] = '\0';
	if (check_list_failing(checks, claim, before, after, sample->reason,
			       sizeof(sample->reason))) {
		sample->status = SAMPLE_INVALID;
		return;
	}
	for (size_t i = 0; i < 2; i++) {
		if (runs[i]->enabled_ns == runs[i]->running_ns)
			continue;
		sample->status = SAMPLE_INVALID;
		snprintf(sample->reason, sizeof(sample->reason),
			 "the counters ran %" PRIu64 " of %" PRIu64 " ns: another user of the PMU",
			 runs[i]->running_ns, runs[i]->enabled_ns);
		return;
	}
	if (interrupts || switches)
		sample->status = SAMPLE_INTERRUPTED;
	if (interrupts)
		snprintf(sample->reason, sizeof(sample->reason), "%" PRIu64 " interrupts hit it",
			 interrupts);
	else if (switches)
		snprintf(sample->reason, sizeof(sample->reason),
			 "others ran on this CPU %" PRIu64 " times meanwhile", switches);
}
