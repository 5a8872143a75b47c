/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DECOMPOSE_H
#define DECOMPOSE_H

#include "report/report.h"

/*
 * What overheads are made of, instead of what they are: report_print() with the parts of each
 * workload and metric. A given floor is percent of a measured overhead here.
 */
int decompose_print(FILE *out, const struct report_settings *settings,
		    const struct report_input *inputs, size_t count);

/* Whether the parts of one file can be relied on. */
struct decompose_trust {
	bool taken_apart; /* anything was */
	char reasons[512]; /* what the parts do not explain, joined by "; "; empty: nothing */
};

/* Judges the decompositions of @result. Returns 0 or -ENOMEM. */
int decompose_judge(const struct result *result, const struct report_settings *settings,
		    struct decompose_trust *trust);

#endif /* DECOMPOSE_H */
