// SPDX-License-Identifier: GPL-2.0-only
#include "stats/boot_shift.h"

#include <math.h>

#include "stats/order.h"
#include "stats/rank_sum.h"

/* More is no number of boots. */
#define BOOTS_MAX 1e6

/* All differences of a value of one sample from one of the other, which need not be written down.
 */
struct differences {
	const double *before; /* ascending */
	const double *after; /* ascending */
	size_t before_count;
	size_t after_count;
};

/* What a limit parts the differences into. */
struct parting {
	size_t not_above;
	double below; /* the highest that is not above the limit */
	double above; /* the lowest that is */
};

/* For an ascending value before, fewer of those after are within the limit of it: one walk. */
static struct parting part(const struct differences *differences, double limit)
{
	struct parting parting = { .below = -HUGE_VAL, .above = HUGE_VAL };
	size_t end = 0;

	for (size_t i = 0; i < differences->before_count; i++) {
		double before = differences->before[i];

		while (end < differences->after_count && differences->after[end] - before <= limit)
			end++;
		if (end < differences->after_count)
			parting.above = fmin(parting.above, differences->after[end] - before);
		if (end)
			parting.below = fmax(parting.below, differences->after[end - 1] - before);
		parting.not_above += end;
	}
	return parting;
}

/* The difference of this rank, from 1; by halving, as walsh_select() does. */
static double select_difference(const struct differences *differences, size_t rank)
{
	double low = differences->after[0] - differences->before[differences->before_count - 1];
	double high = differences->after[differences->after_count - 1] - differences->before[0];

	while (low < high) {
		double middle = low / 2 + high / 2;
		struct parting parting;

		/* Between neighbours there is no middle. */
		if (middle < low || middle >= high)
			middle = low;
		parting = part(differences, middle);
		if (parting.not_above >= rank)
			high = parting.below;
		else
			low = parting.above;
	}
	return low;
}

int boot_shift_make(double *before, size_t before_count, double *after, size_t after_count,
		    struct comparison *comparison)
{
	struct differences differences = { before, after, before_count, after_count };
	size_t all = before_count * after_count;
	struct estimate *shift = &comparison->shift;
	size_t rank = 0;
	int error;

	*comparison = (struct comparison){ .p = 1, .adjusted_p = 1 };
	if (!all)
		return 0;
	sort_numbers(before, before_count);
	sort_numbers(after, after_count);
	shift->count = before_count < after_count ? before_count : after_count;
	shift->value = select_difference(&differences, (all + 1) / 2) / 2 +
		       select_difference(&differences, all / 2 + 1) / 2;
	error = rank_sum_test(before, before_count, after, after_count, &comparison->p);
	comparison->adjusted_p = comparison->p;
	if (!error)
		error = rank_sum_cut(before_count, after_count, &rank);
	if (!error && rank)
		shift->interval = (struct interval){
			.known = true,
			.low = select_difference(&differences, rank),
			.high = select_difference(&differences, all + 1 - rank),
		};
	comparison_share(comparison, 1);
	return error;
}

size_t boot_shift_needed(const struct comparison *comparison, double effect)
{
	double ratio = comparison->detectable / effect;
	double needed;

	if (!comparison->shift.interval.known || comparison->detectable <= 0 || effect <= 0)
		return 0;
	needed = ceil((double)comparison->shift.count * ratio * ratio);
	if (needed > BOOTS_MAX)
		return 0;
	return (size_t)fmax(needed, (double)rank_sum_count_min(comparison->rows));
}
