/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ORDER_H
#define ORDER_H

#include <stddef.h>

/* Ascending. None may be a NaN. */
void sort_numbers(double *numbers, size_t count);

/* Of numbers in order; of an even count the mean of the two in the middle; 0 of none. */
double median_of_sorted(const double *sorted, size_t count);

#endif /* ORDER_H */
