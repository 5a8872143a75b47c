/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef DECOMPOSITION_H
#define DECOMPOSITION_H

#include "stats/least_squares.h"
#include "stats/part.h"
#include "stats/summary.h"

/*
 * Percent of a measured overhead that its parts may miss it by where there is noise: caches and
 * predictors do not add up. Unless somebody says others; never of exact counts.
 */
#define DECOMPOSITION_FLOOR_PERCENT 5.0

/* More than that many configurations are never worth being advised. */
#define DECOMPOSITION_ADVICE_MAX 16

/* A column of the fit: what one of a part costs. */
struct decomposition_part {
	/* More than one: every row takes these as often, so only their sum can be known. */
	enum part parts[PART_COUNT];
	size_t joined;
	bool known; /* the rows tell it from all others; else there is no cost */
	bool whole; /* a whole number of instructions, exactly */
	size_t rows; /* that take it */
	struct estimate cost; /* per call; no interval where exact */
};

/* A configuration whose overhead is taken apart. */
struct decomposition_row {
	const char *name;
	const char *path; /* as proven */
	double counts[PART_COUNT]; /* how often it takes each part */
	bool alone; /* without it a part would not be known: nothing else checks it */
	struct estimate measured; /* overhead */
	struct estimate residual; /* measured less what the parts say */
	double adjusted_p; /* of a residual of 0, for all rows (Holm); 1 where exact */
	bool off; /* the parts do not explain it */
};

/* Where the overheads of one metric under one workload go. Borrows from the summary. */
struct decomposition {
	const struct summary *summary;
	size_t workload;
	size_t metric;
	struct decomposition_part parts[PART_COUNT];
	size_t part_count;
	struct decomposition_row *rows; /* in the plan's order */
	size_t row_count;
	double *design; /* rows x part_count */
	size_t rank; /* parts, or sums of them, that the rows tell */
	bool exact; /* counts that are the same in each block: the fit is exact or wrong */
	bool judged; /* explained was decided: else too few blocks, or nothing is left to check */
	bool explained; /* by the parts, as far as is judged */
	/* The one row but for which everything is explained exactly; the fit is without it. */
	const struct decomposition_row *outlier;
	double deviation; /* of the residuals: sqrt(sum of squares / (rows - rank)) */
	const char **left_out; /* measured configurations that the parts say nothing of */
	size_t left_out_count;
	/* What to measure, too, to know more parts, and which would be known then. */
	bool tellable[PART_COUNT];
	struct configuration advice[DECOMPOSITION_ADVICE_MAX];
	size_t advice_count;
};

/*
 * Takes the overheads of one metric of one workload apart, by least squares over its
 * configurations; where there is noise in each block for itself. @floor_percent: see above.
 * Returns 0 or -ENOMEM; decomposition_free() is right in both cases. Without anything to be taken
 * apart there are no rows.
 */
int decomposition_make(const struct summary *summary, size_t workload, size_t metric,
		       double floor_percent, struct decomposition *decomposition);

/* What the parts say of the row. */
double decomposition_model(const struct decomposition_row *row);

/* How often the row takes what one column stands for. */
double decomposition_count(const struct decomposition *decomposition, size_t row, size_t part);

void decomposition_free(struct decomposition *decomposition);

#endif /* DECOMPOSITION_H */
