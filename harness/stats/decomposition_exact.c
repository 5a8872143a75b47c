// SPDX-License-Identifier: GPL-2.0-only
/*
 * Whole numbers that nothing disturbs: either each part is a whole number that explains every row
 * to the instruction, or the parts are the wrong ones.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/decomposition_steps.h"

/* What rounding leaves of a residual of 0, at numbers below 1e6; an instruction is far more. */
#define NOTHING 1e-6

/* Of the fit without one row, or of all. */
struct exact_fit {
	double costs[PART_COUNT];
	bool unique[PART_COUNT];
	size_t rank;
	bool explains; /* whole numbers, and nothing is left of any row that was fitted */
};

/* @skipped: a row that is not fitted; row_count: none. */
static bool explains(const struct decomposition *decomposition, const double *costs, size_t skipped)
{
	for (size_t r = 0; r < decomposition->row_count; r++) {
		double left = decomposition->rows[r].measured.value -
			      decomposition_sum(decomposition, r, costs);

		if (r != skipped && fabs(left) > NOTHING)
			return false;
	}
	return true;
}

/* With the rounded costs the sums are of whole numbers, which doubles hold exactly. */
static void round_costs(const struct decomposition *decomposition, struct exact_fit *fit,
			size_t skipped)
{
	double rounded[PART_COUNT] = { 0 };

	for (size_t c = 0; c < decomposition->part_count; c++)
		rounded[c] = fit->unique[c] ? round(fit->costs[c]) : fit->costs[c];
	fit->explains = explains(decomposition, rounded, skipped);
	if (fit->explains)
		memcpy(fit->costs, rounded, sizeof(rounded));
}

static int fit_without(const struct decomposition *decomposition, size_t skipped,
		       struct exact_fit *fit)
{
	size_t rows = decomposition->row_count - (skipped < decomposition->row_count);
	double *observed = calloc(rows + 1, sizeof(*observed));
	double *design = skipped < decomposition->row_count
				 ? decomposition_design_without(decomposition, skipped)
				 : NULL;
	struct least_squares factored = { .rows = 0 };
	int error = -ENOMEM;

	memset(fit, 0, sizeof(*fit));
	for (size_t r = 0; r < decomposition->row_count && observed; r++) {
		if (r != skipped)
			observed[r - (r > skipped)] = decomposition->rows[r].measured.value;
	}
	if (observed && (design || skipped == decomposition->row_count))
		error = least_squares_factor(&factored, design ? design : decomposition->design,
					     rows, decomposition->part_count);
	if (!error) {
		least_squares_solve(&factored, observed, fit->costs);
		memcpy(fit->unique, factored.unique,
		       decomposition->part_count * sizeof(*fit->unique));
		fit->rank = factored.rank;
		round_costs(decomposition, fit, skipped);
	}
	least_squares_free(&factored);
	free(observed);
	free(design);
	return error;
}

/*
 * If there is exactly one row but for which all is explained, that is the odd one. Where each of
 * several would do nobody can tell which.
 */
static int find_outlier(struct decomposition *decomposition, struct exact_fit *best)
{
	size_t candidates = 0;

	for (size_t r = 0; r < decomposition->row_count; r++) {
		struct exact_fit fit;
		int error = fit_without(decomposition, r, &fit);

		if (error)
			return error;
		/* The others must check each other, and say what this one should be. */
		if (!fit.explains || fit.rank < decomposition->rank ||
		    fit.rank + 1 >= decomposition->row_count)
			continue;
		if (!candidates++) {
			decomposition->outlier = &decomposition->rows[r];
			*best = fit;
		}
	}
	if (candidates > 1)
		decomposition->outlier = NULL;
	return 0;
}

static void take_fit(struct decomposition *decomposition, const struct exact_fit *fit)
{
	bool whole = decomposition->explained || decomposition->outlier;

	for (size_t c = 0; c < decomposition->part_count; c++) {
		decomposition->parts[c].cost.value = fit->costs[c];
		decomposition->parts[c].whole = whole && fit->unique[c];
	}
	for (size_t r = 0; r < decomposition->row_count; r++) {
		struct decomposition_row *row = &decomposition->rows[r];
		double left = row->measured.value - decomposition_sum(decomposition, r, fit->costs);

		row->residual.value = fabs(left) > NOTHING ? left : 0;
		row->off = row->residual.value != 0;
	}
}

int decomposition_fit_exact(struct decomposition *decomposition)
{
	struct exact_fit fit;
	struct exact_fit without;
	int error = fit_without(decomposition, decomposition->row_count, &fit);

	if (error)
		return error;
	decomposition->explained = fit.explains;
	/* As many parts as rows fit whatever was measured, unless a part comes out broken. */
	decomposition->judged = decomposition->rank < decomposition->row_count || !fit.explains;
	if (!fit.explains) {
		error = find_outlier(decomposition, &without);
		if (!error && decomposition->outlier)
			fit = without;
	}
	if (!error)
		take_fit(decomposition, &fit);
	return error;
}
