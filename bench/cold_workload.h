/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef COLD_WORKLOAD_H
#define COLD_WORKLOAD_H

#include "bench/eviction.h"
#include "bench/workload.h"

/* The variant of any workload whose calls find the caches filled with other things. */
#define COLD_SUFFIX ":cold"
#define COLD_NAME_SIZE 48

/* Neither is to be moved: the workload points to the name. */
struct cold_workload {
	struct workload workload;
	char name[COLD_NAME_SIZE];
};

/*
 * Makes the variant that @name means ("kloop:cold"), with @size borrowed as workload->cold. Returns
 * 0, or -EINVAL: it means none.
 */
int cold_workload_make(const char *name, const struct eviction_size *size,
		       struct cold_workload *cold);

/*
 * Writes the name that @word, which has a ':', was probably meant to be: that of the nearest
 * workload, and the suffix. Returns @name, or NULL: it is like none.
 */
const char *cold_workload_nearest(const char *word, char name[COLD_NAME_SIZE]);

/*
 * All calls of @run, each in a run of its own with an eviction before it. Returns 0 or a negative
 * errno: the first run that failed, after which no other is made.
 */
int cold_workload_run(const struct workload *workload, struct eviction *eviction,
		      const struct workload_run *run);

#endif /* COLD_WORKLOAD_H */
