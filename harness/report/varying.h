/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef VARYING_H
#define VARYING_H

#include <stddef.h>

#include "stats/summary.h"

/* The number of instructions that is to be the same in every block; metric_count: none. */
size_t varying_metric(const struct summary *summary);

/*
 * Why @cell's counts of @metric, which are exact, may differ between blocks by as much as
 * they do although nothing is wrong: a sentence for people, or NULL if there is no reason
 * known, which makes the difference a finding.
 */
const char *varying_reason(const struct summary *summary, const struct summary_cell *cell,
			   size_t metric);

/*
 * By how many instructions the counts of @cell may differ at most between two boots, or two
 * kernels, although nothing is wrong, whether or not they differ here. 0 where no reason is known;
 * else @reason is it.
 */
unsigned int varying_limit(const struct summary *summary, const struct summary_cell *cell,
			   const char **reason);

#endif /* VARYING_H */
