/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PICK_H
#define PICK_H

#include "result/result.h"

/*
 * Why the sample must not enter a table, for people; NULL if it may. A sample that
 * says that it is valid is not believed blindly: its paths and its counters' times
 * are looked at as well.
 */
const char *pick_fault(const struct result_sample *sample);

/* A sample's place in the file's plan. */
struct pick {
	const struct result_sample *sample;
	size_t cell; /* workload * configurations of the plan + configuration */
};

/*
 * All samples, sorted by cell, in it by block, then by index, then by their order in the file.
 * Owned by the caller; NULL when memory ran out.
 */
struct pick *pick_sorted(const struct result *result);

#endif /* PICK_H */
