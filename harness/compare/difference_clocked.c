// SPDX-License-Identifier: GPL-2.0-only
/*
 * What has noise: one value a boot, and the rank-sum test between boots.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "compare/difference_parts.h"
#include "report/number.h"
#include "stats/boot_shift.h"
#include "stats/rank_sum.h"

/* Rows with too few boots for any p to be small enough are no tests. */
static bool is_test(const struct clocked_row *row)
{
	return rank_sum_can_tell(row->before_boots, row->after_boots, 1);
}

static int correct(struct clocked_row *rows, size_t count)
{
	double *p = calloc(count + 1, sizeof(*p));
	size_t tests = 0;
	int error;

	if (!p)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		if (is_test(&rows[i]))
			p[tests++] = rows[i].comparison.p;
	}
	error = adjust_holm(p, tests);
	tests = 0;
	for (size_t i = 0; i < count && !error; i++) {
		if (is_test(&rows[i]))
			rows[i].comparison.adjusted_p = p[tests++];
	}
	free(p);
	return error;
}

/* What the last step that Holm does not pass leaves to each row, as in a file's own table. */
static void share(struct clocked_row *rows, size_t count)
{
	size_t left = 0;

	for (size_t i = 0; i < count; i++)
		left += is_test(&rows[i]) && rows[i].comparison.adjusted_p > 1 - CONFIDENCE;
	for (size_t i = 0; i < count; i++) {
		struct comparison *comparison = &rows[i].comparison;
		bool found = comparison->adjusted_p <= 1 - CONFIDENCE;

		/* One that is no test would be one with more boots. */
		comparison_share(comparison, left + (found || !is_test(&rows[i])));
	}
}

static enum difference_verdict verdict_of(const struct comparison *comparison, double floor)
{
	switch (comparison_judge(comparison, floor)) {
	case VERDICT_DIFFERENT:
		return comparison->shift.value > 0 ? DIFFERENCE_MORE : DIFFERENCE_LESS;
	case VERDICT_SAME:
		return DIFFERENCE_SAME;
	case VERDICT_UNDECIDED:
		return DIFFERENCE_UNDECIDED;
	default:
		return DIFFERENCE_NONE;
	}
}

static const char *undecided_note(struct difference_table *table, const struct clocked_row *row)
{
	const struct comparison *comparison = &row->comparison;
	double effect = fmax(fabs(comparison->shift.value), row->row->floor);
	size_t needed;

	if (!rank_sum_can_tell(row->before_boots, row->after_boots, comparison->rows))
		return difference_note(
			table,
			"%zu boot%s before and %zu after find no difference, however large; %zu of each can",
			row->before_boots, number_plural(row->before_boots), row->after_boots,
			rank_sum_count_min(comparison->rows));
	needed = boot_shift_needed(comparison, effect);
	if (needed > comparison->shift.count)
		return difference_note(table, "about %zu boots of each would tell", needed);
	return difference_note(table, "more boots would tell");
}

static int judge(struct difference_table *table, struct clocked_row *row)
{
	const struct comparison *comparison = &row->comparison;
	struct difference *out = row->row;

	out->change = (struct value){ .number = comparison->shift.value };
	out->has_interval = comparison->shift.interval.known;
	out->low = comparison->shift.interval.low;
	out->high = comparison->shift.interval.high;
	out->p = comparison->adjusted_p;
	out->detectable = comparison->detectable;
	out->verdict = verdict_of(comparison, out->floor);
	if (out->verdict == DIFFERENCE_UNDECIDED && !out->note) {
		out->note = undecided_note(table, row);
		return out->note ? 0 : -ENOMEM;
	}
	return 0;
}

int difference_judge_clocked(struct difference_table *table, struct clocked_row *rows, size_t count)
{
	int error = correct(rows, count);

	if (error)
		return error;
	share(rows, count);
	for (size_t i = 0; i < count && !error; i++)
		error = judge(table, &rows[i]);
	return error;
}
