/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef LEAST_SQUARES_H
#define LEAST_SQUARES_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Fits observed = design * solution so that the sum of the squared residuals is least. The design
 * is factored once, for any number of observations.
 *
 * Householder's QR with column pivoting: Businger and Golub, "Linear least squares solutions by
 * Householder transformations", Numerische Mathematik 7, 1965; Golub and Van Loan, "Matrix
 * Computations", 4th edition, algorithm 5.4.1. Columns are brought to length 1 first, so that what
 * is taken for rank does not depend on their units.
 */
struct least_squares {
	size_t rows;
	size_t columns;
	size_t rank; /* of the design: less than columns where some cannot be told apart */
	bool *unique; /* of each column: every best solution has the same value there */
	double *triangle; /* R, column by column */
	double *reflectors; /* Householder's vectors, one a column */
	double *scale; /* length of each column of the design */
	size_t *order; /* the column at each place of R */
};

/*
 * Factors @design, row by row. Returns 0 or -ENOMEM; least_squares_free() is right in both cases.
 */
int least_squares_factor(struct least_squares *factored, const double *design, size_t rows,
			 size_t columns);

/*
 * A best solution for @observed (one a row), which is overwritten. Where columns cannot be told
 * apart, those that R does not need are 0: only the unique ones are worth being told.
 */
void least_squares_solve(const struct least_squares *factored, double *observed, double *solution);

void least_squares_free(struct least_squares *factored);

#endif /* LEAST_SQUARES_H */
