// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is not worth to be told.
 */
#include <math.h>
#include <string.h>

#include "stats/summary.h"

#define PERCENT 100

bool summary_is_exact(const struct summary *summary, size_t metric)
{
	return summary->result->environment.instruction_clock &&
	       metric_kind(summary->metrics[metric])->instructions;
}

double summary_floor(const struct summary *summary, size_t workload, size_t metric)
{
	const struct result_plan *plan = &summary->result->plan;

	for (size_t i = 0; i < plan->configuration_count; i++) {
		if (!strcmp(plan->configurations[i], SUMMARY_BASELINE))
			return fabs(summary_cell(summary, workload, i)
					    ->values[metric]
					    .level.median.number) *
			       summary->floor_percent / PERCENT;
	}
	return 0;
}
