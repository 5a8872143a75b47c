// SPDX-License-Identifier: GPL-2.0-only
#include "result/boot.h"

#include <jansson.h>

static const json_t *boot_id(const struct result *result)
{
	return json_object_get(json_object_get(result_header(result), "environment"), "boot_id");
}

bool result_is_same_boot(const struct result *one, const struct result *other)
{
	return json_is_string(boot_id(one)) && json_equal(boot_id(one), boot_id(other)) &&
	       !one->environment.instruction_clock;
}

static bool has_same_first_sample(const struct result *one, const struct result *other)
{
	const struct result_sample *own = one->samples;
	const struct result_sample *its = other->samples;

	if (!one->sample_count || !other->sample_count)
		return one->sample_count == other->sample_count;
	return own->block == its->block && own->workload == its->workload &&
	       own->configuration == its->configuration &&
	       own->short_run.time_ns == its->short_run.time_ns &&
	       own->long_run.time_ns == its->long_run.time_ns;
}

/* A copy that was made while the run went on has fewer samples, and begins alike. */
bool result_is_same_run(const struct result *one, const struct result *other)
{
	return result_is_same_boot(one, other) &&
	       json_equal(result_header(one), result_header(other)) &&
	       has_same_first_sample(one, other);
}
