// SPDX-License-Identifier: GPL-2.0-only
#include "stats/order.h"

#include <stdlib.h>

static int compare_numbers(const void *a, const void *b)
{
	double left = *(const double *)a;
	double right = *(const double *)b;

	return (left > right) - (left < right);
}

void sort_numbers(double *numbers, size_t count)
{
	/* NULL is no array, not even of none. */
	if (count)
		qsort(numbers, count, sizeof(*numbers), compare_numbers);
}

double median_of_sorted(const double *sorted, size_t count)
{
	if (!count)
		return 0;
	if (count % 2)
		return sorted[count / 2];
	return sorted[count / 2 - 1] / 2 + sorted[count / 2] / 2;
}
