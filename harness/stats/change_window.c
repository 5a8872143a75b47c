// SPDX-License-Identifier: GPL-2.0-only
#include "stats/change_window.h"

#include <string.h>

/* How many are below @value: without a branch that is guessed wrong every other time. */
static size_t rank_of(const struct change_window *window, double value)
{
	const double *base = window->sorted;
	size_t count = window->count;

	while (count > 1) {
		size_t half = count / 2;

		base += base[half - 1] < value ? half : 0;
		count -= half;
	}
	return (size_t)(base - window->sorted) + (count && *base < value);
}

void change_window_add(struct change_window *window, double value)
{
	size_t rank = rank_of(window, value);

	memmove(window->sorted + rank + 1, window->sorted + rank,
		(window->count - rank) * sizeof(*window->sorted));
	window->sorted[rank] = value;
	window->count++;
}

void change_window_remove(struct change_window *window, double value)
{
	size_t rank = rank_of(window, value);

	window->count--;
	memmove(window->sorted + rank, window->sorted + rank + 1,
		(window->count - rank) * sizeof(*window->sorted));
}

double change_window_quantile(const struct change_window *window, double share)
{
	return window->sorted[(size_t)(share * (double)window->count)];
}

double change_window_middle(const struct change_window *window)
{
	size_t cut = window->count < 3 ? 0 : window->count / 10;
	double sums[4] = { 0 };
	size_t i;

	if (!cut && window->count >= 3)
		cut = 1;
	/* Four sums, which do not wait for each other. */
	for (i = cut; i + 4 <= window->count - cut; i += 4) {
		for (size_t part = 0; part < 4; part++)
			sums[part] += window->sorted[i + part];
	}
	for (; i < window->count - cut; i++)
		sums[0] += window->sorted[i];
	return (sums[0] + sums[1] + (sums[2] + sums[3])) / (double)(window->count - 2 * cut);
}
