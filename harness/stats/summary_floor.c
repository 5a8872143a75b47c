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

	if (!summary->floor_is_given && metric_kind(summary->metrics[metric])->instructions)
		return 0;
	for (size_t i = 0; i < plan->configuration_count; i++) {
		if (!strcmp(plan->configurations[i], SUMMARY_BASELINE))
			return fabs(summary_cell(summary, workload, i)
					    ->values[metric]
					    .level.median.number) *
			       summary->floor_percent / PERCENT;
	}
	return 0;
}

static void judge(struct summary *summary)
{
	for (size_t c = 0; c < summary->cell_count; c++) {
		const struct summary_cell *cell = &summary->cells[c];

		for (size_t m = 0; m < summary->metric_count; m++) {
			struct comparison *comparison = &cell->values[m].comparison;

			if (!comparison->shift.count || summary_is_exact(summary, m)) {
				comparison->verdict = VERDICT_NONE;
				continue;
			}
			comparison->verdict = comparison_judge(
				comparison, summary_floor(summary, cell->workload, m));
		}
	}
}

void summary_judge_by_default(struct summary *summary)
{
	summary->floor_percent = SUMMARY_FLOOR_PERCENT;
	summary->floor_is_given = false;
	judge(summary);
}

void summary_judge(struct summary *summary, double percent)
{
	summary->floor_percent = percent;
	summary->floor_is_given = true;
	judge(summary);
}
