// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finds the workloads that registered themselves.
 */
#include "bench/workload.h"

#include <stdlib.h>
#include <string.h>

#include "config/nearest.h"

/* Made by the linker for a section whose name is a C identifier. */
extern const struct workload *const __start_tracetoll_workloads[];
extern const struct workload *const __stop_tracetoll_workloads[];

static int by_name(const void *a, const void *b)
{
	const struct workload *const *left = a;
	const struct workload *const *right = b;

	return strcmp((*left)->name, (*right)->name);
}

const struct workload **workload_all(size_t *count)
{
	size_t found = (size_t)(__stop_tracetoll_workloads - __start_tracetoll_workloads);
	const struct workload **all = calloc(found, sizeof(*all));

	*count = 0;
	if (!all)
		return NULL;
	memcpy(all, __start_tracetoll_workloads, found * sizeof(*all));
	/* The linker's order is nobody's choice; a table must not depend on it. */
	qsort(all, found, sizeof(*all), by_name);
	*count = found;
	return all;
}

const struct workload *workload_find(const char *name)
{
	const struct workload *const *entry = __start_tracetoll_workloads;

	for (; entry < __stop_tracetoll_workloads; entry++) {
		if (!strcmp((*entry)->name, name))
			return *entry;
	}
	return NULL;
}

const char *workload_nearest(const char *word)
{
	size_t count;
	const struct workload **all = workload_all(&count);
	const char **names = calloc(count + 1, sizeof(*names));
	const char *nearest = NULL;

	if (all && names) {
		for (size_t i = 0; i < count; i++)
			names[i] = all[i]->name;
		nearest = nearest_name(word, names, count);
	}
	free(names);
	free(all);
	return nearest;
}
