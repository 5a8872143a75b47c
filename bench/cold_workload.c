// SPDX-License-Identifier: GPL-2.0-only
#include "bench/cold_workload.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int cold_workload_make(const char *name, const struct eviction_size *size,
		       struct cold_workload *cold)
{
	const char *suffix = strchr(name, COLD_SUFFIX[0]);
	const struct workload *warm;

	if (!suffix || strcmp(suffix, COLD_SUFFIX) || strlen(name) >= sizeof(cold->name))
		return -EINVAL;
	snprintf(cold->name, sizeof(cold->name), "%.*s", (int)(suffix - name), name);
	warm = workload_find(cold->name);
	if (!warm)
		return -EINVAL;
	snprintf(cold->name, sizeof(cold->name), "%s", name);
	cold->workload = *warm;
	cold->workload.name = cold->name;
	cold->workload.cold = size;
	return 0;
}

const char *cold_workload_nearest(const char *word, char name[COLD_NAME_SIZE])
{
	const char *suffix = strchr(word, COLD_SUFFIX[0]);
	const char *nearest;
	int length;

	if (!suffix)
		return NULL;
	snprintf(name, COLD_NAME_SIZE, "%.*s", (int)(suffix - word), word);
	nearest = workload_nearest(name);
	if (!nearest)
		return NULL;
	length = snprintf(name, COLD_NAME_SIZE, "%s" COLD_SUFFIX, nearest);
	return length < COLD_NAME_SIZE ? name : NULL;
}

int cold_workload_run(const struct workload *workload, struct eviction *eviction,
		      const struct workload_run *run)
{
	const uint64_t calls = (uint64_t)run->batches * run->calls_per_batch;
	struct workload_run once = *run;
	int err = 0;

	once.batches = 1;
	once.calls_per_batch = 1;
	for (uint64_t i = 0; !err && i < calls; i++) {
		eviction_run(eviction);
		err = workload->run(&once);
	}
	return err;
}
