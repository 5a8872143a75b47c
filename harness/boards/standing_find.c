// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rows of standings by what they are of. They are sorted, and a page asks for each of its numbers.
 */
#include "boards/standing.h"

static int order_of(const struct standing_at *one, const struct standing_at *other)
{
	if (one->workload != other->workload)
		return one->workload < other->workload ? -1 : 1;
	if (one->configuration != other->configuration)
		return one->configuration < other->configuration ? -1 : 1;
	if (one->metric != other->metric)
		return one->metric < other->metric ? -1 : 1;
	return 0;
}

const struct standing *standings_at(const struct standings *standings, const struct standing_at *at,
				    size_t *count)
{
	size_t low = 0;
	size_t high = standings->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (order_of(&standings->rows[middle].at, at) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*count = 0;
	while (low + *count < standings->count && !order_of(&standings->rows[low + *count].at, at))
		++*count;
	return standings->rows + low;
}

const struct standing *standings_find(const struct standings *standings,
				      const struct standing_at *at, size_t board)
{
	size_t count;
	const struct standing *rows = standings_at(standings, at, &count);

	for (size_t i = 0; i < count; i++) {
		for (size_t p = 0; p < rows[i].count; p++) {
			if (rows[i].places[p].board == board)
				return &rows[i];
		}
	}
	return NULL;
}
