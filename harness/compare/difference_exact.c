// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers of instructions under an instruction clock: one instruction more is a finding, unless
 * something is known that moves the number without anybody's doing.
 */
#include <errno.h>
#include <math.h>

#include "compare/difference_parts.h"
#include "report/number.h"

/* How far two ranges lie apart; 0 where they touch or overlap. */
static double gap_of(const struct value_summary *before, const struct value_summary *after)
{
	if (after->lowest.number > before->highest.number)
		return after->lowest.number - before->highest.number;
	if (before->lowest.number > after->highest.number)
		return before->lowest.number - after->highest.number;
	return 0;
}

static enum difference_verdict by_size(double change, double floor)
{
	if (fabs(change) <= floor)
		return DIFFERENCE_SAME;
	return change > 0 ? DIFFERENCE_MORE : DIFFERENCE_LESS;
}

static const char *spread_note(struct difference_table *table, const struct difference *row)
{
	const struct value_summary *wider = &row->before.level;
	const char *side = "before";
	char range[NUMBER_RANGE_SIZE];

	if (row->after.level.spread.number > wider->spread.number) {
		wider = &row->after.level;
		side = "after";
	}
	number_range(range, wider->lowest, wider->highest, NUMBER_DECIMALS_MAX);
	return difference_note(table,
			       "counts differ among themselves %s (%s), and no reason is known",
			       side, range);
}

/*
 * What boots of one kernel differ by, two kernels may differ by as well: known of BPF's JIT
 * whether or not it shows, else as much as shows.
 */
int difference_judge_exact(struct difference_table *table, struct difference *row,
			   const struct side_row *before, const struct side_row *after)
{
	const struct value_summary *left = &row->before.level;
	const struct value_summary *right = &row->after.level;
	double spread = fmax(left->spread.number, right->spread.number);
	const struct side_row *jit = before->jit_limit > after->jit_limit ? before : after;
	double apart = gap_of(left, right);

	if (spread == 0 && apart == 0) {
		row->verdict = DIFFERENCE_SAME;
		return 0;
	}
	if (apart > fmax(spread, jit->jit_limit)) {
		row->verdict = by_size(row->change.number, row->floor);
		return 0;
	}
	row->verdict = DIFFERENCE_UNDECIDED;
	if (jit->jit_limit)
		row->note = difference_note(table, "%s: up to %u instructions are no finding",
					    jit->jit_reason, jit->jit_limit);
	else
		row->note = spread_note(table, row);
	return row->note ? 0 : -ENOMEM;
}
