/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PARALLEL_H
#define PARALLEL_H

#include <stddef.h>

/*
 * Calls @each for every index below @count, once and in any order, on all CPUs that this process
 * may use. @each returns 0 or a negative errno, and must not touch what another index does. After
 * an error no further one is begun. Returns 0, or what the lowest index that failed returned, with
 * that index in @at.
 */
int parallel_each(size_t count, int (*each)(void *context, size_t index), void *context,
		  size_t *at);

#endif /* PARALLEL_H */
