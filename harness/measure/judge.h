/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef JUDGE_H
#define JUDGE_H

#include "result/record.h"
#include "site/check.h"

/*
 * Fills in status and reason of a sample whose two runs are there: first what the checks
 * say, then the counters; one that was merely disturbed is SAMPLE_INTERRUPTED.
 */
void judge_sample(const struct check_list *checks, const struct claim *claim,
		  const struct evidence *before, const struct evidence *after,
		  struct sample *sample);

#endif /* JUDGE_H */
