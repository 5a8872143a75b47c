// SPDX-License-Identifier: GPL-2.0-only
#include "stats/least_squares.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Of columns of length 1. What rounding leaves of a column that depends on others is some 1e-16;
 * of ops255 and ops256, the most alike of all numbers of ops, 3e-3 is left.
 */
#define DEPENDENT_BELOW 1e-9

static double *column_of(const struct least_squares *factored, size_t place)
{
	return factored->triangle + place * factored->rows;
}

/* Of the part of a column from row @from on. */
static double length_from(const double *column, size_t from, size_t rows)
{
	double sum = 0;

	for (size_t i = from; i < rows; i++)
		sum += column[i] * column[i];
	return sqrt(sum);
}

static int allocate(struct least_squares *factored, size_t rows, size_t columns)
{
	*factored = (struct least_squares){
		.rows = rows,
		.columns = columns,
		.unique = calloc(columns + 1, sizeof(*factored->unique)),
		.triangle = calloc(rows * columns + 1, sizeof(*factored->triangle)),
		.reflectors = calloc(rows * columns + 1, sizeof(*factored->reflectors)),
		.scale = calloc(columns + 1, sizeof(*factored->scale)),
		.order = calloc(columns + 1, sizeof(*factored->order)),
	};
	if (!factored->unique || !factored->triangle || !factored->reflectors || !factored->scale ||
	    !factored->order)
		return -ENOMEM;
	return 0;
}

static void fill_in(struct least_squares *factored, const double *design)
{
	for (size_t c = 0; c < factored->columns; c++) {
		double *column = column_of(factored, c);

		for (size_t r = 0; r < factored->rows; r++)
			column[r] = design[r * factored->columns + c];
		factored->order[c] = c;
		factored->scale[c] = length_from(column, 0, factored->rows);
		if (factored->scale[c] == 0)
			factored->scale[c] = 1;
		for (size_t r = 0; r < factored->rows; r++)
			column[r] /= factored->scale[c];
	}
}

/* Brings the column of which most is left to place @k. False if nothing is left of any. */
static bool bring_pivot(struct least_squares *factored, size_t k)
{
	size_t best = k;
	double most = -1;
	size_t order;

	for (size_t c = k; c < factored->columns; c++) {
		double left = length_from(column_of(factored, c), k, factored->rows);

		/* By a margin: of columns that are alike the first one, whatever rounding says. */
		if (left > most * (1 + DEPENDENT_BELOW)) {
			best = c;
			most = left;
		}
	}
	if (most < DEPENDENT_BELOW)
		return false;
	for (size_t r = 0; r < factored->rows && best != k; r++) {
		double value = column_of(factored, k)[r];

		column_of(factored, k)[r] = column_of(factored, best)[r];
		column_of(factored, best)[r] = value;
	}
	order = factored->order[k];
	factored->order[k] = factored->order[best];
	factored->order[best] = order;
	return true;
}

/* column -= 2 v (v' column), from row @from on; v has length 1. */
static void reflect(double *column, const double *v, size_t from, size_t rows)
{
	double product = 0;

	for (size_t i = from; i < rows; i++)
		product += v[i] * column[i];
	for (size_t i = from; i < rows; i++)
		column[i] -= 2 * product * v[i];
}

/* Makes what is below row @k of column @k 0, by a reflection of all that is left. */
static void eliminate(struct least_squares *factored, size_t k)
{
	double *v = factored->reflectors + k * factored->rows;
	double *column = column_of(factored, k);
	double length;

	memcpy(v + k, column + k, (factored->rows - k) * sizeof(*v));
	/* Away from the axis, where nothing cancels. */
	v[k] += copysign(length_from(column, k, factored->rows), v[k]);
	length = length_from(v, k, factored->rows);
	for (size_t i = k; i < factored->rows; i++)
		v[i] /= length;
	for (size_t c = k; c < factored->columns; c++)
		reflect(column_of(factored, c), v, k, factored->rows);
}

/* Solves the leading triangle for @right, in place. */
static void substitute_back(const struct least_squares *factored, double *right)
{
	for (size_t k = factored->rank; k-- > 0;) {
		for (size_t c = k + 1; c < factored->rank; c++)
			right[k] -= column_of(factored, c)[k] * right[c];
		right[k] /= column_of(factored, k)[k];
	}
}

/*
 * Each column beyond the rank is a sum of those before it. Whichever takes part in such a sum can
 * be exchanged for others.
 */
static int find_unique(struct least_squares *factored)
{
	double *sum = calloc(factored->rank + 1, sizeof(*sum));

	if (!sum)
		return -ENOMEM;
	for (size_t k = 0; k < factored->rank; k++)
		factored->unique[factored->order[k]] = true;
	for (size_t c = factored->rank; c < factored->columns; c++) {
		memcpy(sum, column_of(factored, c), factored->rank * sizeof(*sum));
		substitute_back(factored, sum);
		for (size_t k = 0; k < factored->rank; k++) {
			if (fabs(sum[k]) > DEPENDENT_BELOW)
				factored->unique[factored->order[k]] = false;
		}
	}
	free(sum);
	return 0;
}

int least_squares_factor(struct least_squares *factored, const double *design, size_t rows,
			 size_t columns)
{
	int error = allocate(factored, rows, columns);

	if (error)
		return error;
	fill_in(factored, design);
	while (factored->rank < rows && factored->rank < columns &&
	       bring_pivot(factored, factored->rank))
		eliminate(factored, factored->rank++);
	return find_unique(factored);
}

void least_squares_solve(const struct least_squares *factored, double *observed, double *solution)
{
	for (size_t k = 0; k < factored->rank; k++)
		reflect(observed, factored->reflectors + k * factored->rows, k, factored->rows);
	substitute_back(factored, observed);
	for (size_t k = 0; k < factored->columns; k++) {
		size_t column = factored->order[k];

		solution[column] = k < factored->rank ? observed[k] / factored->scale[column] : 0;
	}
}

void least_squares_free(struct least_squares *factored)
{
	free(factored->unique);
	free(factored->triangle);
	free(factored->reflectors);
	free(factored->scale);
	free(factored->order);
	memset(factored, 0, sizeof(*factored));
}
