/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRUST_H
#define TRUST_H

#include <stdbool.h>

#include "result/result.h"
#include "stats/summary.h"

/* Whether the tables of a result can be relied on. */
struct trust {
	bool measured; /* the tables show at least one value */
	bool spoiled; /* they show none although something was measured: all of it is invalid */
	char reasons[1024]; /* why they cannot be relied on, joined by "; "; empty: they can */
};

/*
 * Judges the result: what the kernel said of itself meanwhile, invalid samples, a
 * precision that was asked for and not reached, and on an emulator every spread of the kernel
 * instructions over blocks and the lack of an instruction clock, are reasons not to rely on it.
 * Returns 0 or -ENOMEM.
 */
int trust_judge(const struct result *result, struct trust *trust);

/* The same where the result is summed up already. */
void trust_judge_summary(const struct summary *summary, struct trust *trust);

#endif /* TRUST_H */
