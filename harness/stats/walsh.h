/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef WALSH_H
#define WALSH_H

#include <stddef.h>
#include <stdint.h>

/*
 * Walsh averages: the means of all pairs of values, each value with itself as well. There are
 * count * (count + 1) / 2 of them, too many to be written down. Values must be sorted.
 */
uint64_t walsh_count(size_t count);

/* How many of them are not above @limit. */
uint64_t walsh_not_above(const double *sorted, size_t count, double limit);

/* The one of @rank, from 1 (the lowest) to walsh_count(). */
double walsh_select(const double *sorted, size_t count, uint64_t rank);

/* Hodges and Lehmann, "Estimates of location based on rank tests", Ann. Math. Stat. 34, 1963. */
double walsh_median(const double *sorted, size_t count);

#endif /* WALSH_H */
