// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <stdlib.h>

#include "stats/change_point.h"

/* A series with fewer nights, and fewer such series, say nothing. */
#define NIGHTS_MIN 20
#define SERIES_MIN 4

/* It is worth no more than so many nights, nor than so many times those of one of its series: they
 * may all have the same noise. */
#define WORTH_MAX 200.0
#define WORTH_TIMES 3.0

/* Of the median absolute deviation to that of a normal number. */
#define MAD_SCALE 1.4826

static int by_phi(const void *left, const void *right)
{
	const struct change_likeness *a = left, *b = right;

	return (a->phi > b->phi) - (a->phi < b->phi);
}

static int by_size(const void *left, const void *right)
{
	double a = fabs(((const struct change_likeness *)left)->phi);
	double b = fabs(((const struct change_likeness *)right)->phi);

	return (a > b) - (a < b);
}

static double middle(const struct change_likeness *sorted, size_t count)
{
	return (fabs(sorted[(count - 1) / 2].phi) + fabs(sorted[count / 2].phi)) / 2;
}

struct change_likeness change_pool(struct change_likeness *all, size_t count)
{
	struct change_likeness pooled = { 0, 0 };
	double nights = 0, spread;
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (all[i].nights >= NIGHTS_MIN)
			all[kept++] = all[i];
	}
	if (kept < SERIES_MIN)
		return pooled;
	qsort(all, kept, sizeof(*all), by_phi);
	pooled.phi = (all[(kept - 1) / 2].phi + all[kept / 2].phi) / 2;
	for (size_t i = 0; i < kept; i++) {
		nights += all[i].nights / (double)kept;
		all[i].phi -= pooled.phi;
	}
	qsort(all, kept, sizeof(*all), by_size);
	spread = MAD_SCALE * middle(all, kept);
	/* What is more than chance, of variance (1 - phi^2) / nights, is how much series differ. */
	spread = spread * spread - (1 - pooled.phi * pooled.phi) / nights;
	pooled.nights = fmin(1 / fmax(spread, 1 / WORTH_MAX), WORTH_TIMES * nights);
	pooled.phi = fmax(pooled.phi, 0);
	return pooled;
}
