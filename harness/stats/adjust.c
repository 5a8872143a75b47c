// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "stats/comparison.h"

static int compare_places(const void *a, const void *b)
{
	double left = **(double *const *)a;
	double right = **(double *const *)b;

	return (left > right) - (left < right);
}

/* The places of the p-values, in the order of what is in them. NULL when memory ran out. */
static double **sorted_places(double *p, size_t count)
{
	double **places = calloc(count + 1, sizeof(*places));

	if (!places)
		return NULL;
	for (size_t i = 0; i < count; i++)
		places[i] = &p[i];
	qsort(places, count, sizeof(*places), compare_places);
	return places;
}

/* Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statistics 6, 1979. */
int adjust_holm(double *p, size_t count)
{
	double **places = sorted_places(p, count);
	double highest = 0;

	if (!places)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		highest = fmax(highest, fmin(1, (double)(count - i) * *places[i]));
		*places[i] = highest;
	}
	free(places);
	return 0;
}

/* Benjamini and Hochberg, "Controlling the false discovery rate", J. Royal Stat. Soc. B 57, 1995.
 */
int adjust_benjamini_hochberg(double *p, size_t count)
{
	double **places = sorted_places(p, count);
	double lowest = 1;

	if (!places)
		return -ENOMEM;
	for (size_t i = count; i; i--) {
		lowest = fmin(lowest, (double)count / (double)i * *places[i - 1]);
		*places[i - 1] = lowest;
	}
	free(places);
	return 0;
}
