// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which samples count.
 */
#include "stats/pick.h"

#include <stdlib.h>
#include <string.h>

const char *pick_fault(const struct result_sample *sample)
{
	if (sample->status == RESULT_INTERRUPTED)
		return "an interrupt hit every attempt";
	if (sample->status == RESULT_INVALID)
		return sample->reason ? sample->reason : "no reason is given";
	if (strcmp(sample->path_before, sample->path_after))
		return "the path changed during the sample";
	if (sample->expected_path && strcmp(sample->path_before, sample->expected_path))
		return "the path is not the expected one";
	if (sample->short_run.enabled_ns != sample->short_run.running_ns ||
	    sample->long_run.enabled_ns != sample->long_run.running_ns)
		return "the counters were multiplexed";
	return NULL;
}

static int compare_picks(const void *a, const void *b)
{
	const struct pick *left = a;
	const struct pick *right = b;

	if (left->cell != right->cell)
		return left->cell < right->cell ? -1 : 1;
	if (left->sample->block != right->sample->block)
		return left->sample->block < right->sample->block ? -1 : 1;
	if (left->sample->index != right->sample->index)
		return left->sample->index < right->sample->index ? -1 : 1;
	return (left->sample > right->sample) - (left->sample < right->sample);
}

struct pick *pick_sorted(const struct result *result)
{
	struct pick *picks = calloc(result->sample_count + 1, sizeof(*picks));

	if (!picks)
		return NULL;
	for (size_t i = 0; i < result->sample_count; i++) {
		const struct result_sample *sample = &result->samples[i];

		picks[i].sample = sample;
		picks[i].cell =
			sample->workload * result->plan.configuration_count + sample->configuration;
	}
	qsort(picks, result->sample_count, sizeof(*picks), compare_picks);
	return picks;
}
