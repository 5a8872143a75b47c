// SPDX-License-Identifier: GPL-2.0-only
#include "stats/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct value value_per_call(int64_t difference, int64_t calls)
{
	int64_t quotient = difference / calls;
	int64_t remainder = difference % calls;

	/* In two parts, so that the quotient of large counts is not rounded. */
	return (struct value){
		.number = (double)quotient + (double)remainder / (double)calls,
		.whole = remainder == 0,
	};
}

struct value value_difference(struct value minuend, struct value subtrahend)
{
	return (struct value){
		.number = minuend.number - subtrahend.number,
		.whole = minuend.whole && subtrahend.whole,
	};
}

static int compare_values(const void *a, const void *b)
{
	const struct value *left = a;
	const struct value *right = b;

	return (left->number > right->number) - (left->number < right->number);
}

/* The mean of the two in the middle is whole if their sum is even. */
static struct value middle(struct value low, struct value high)
{
	double number = low.number + (high.number - low.number) / 2;

	return (struct value){
		.number = number,
		.whole = low.whole && high.whole && floor(number) == number,
	};
}

struct value_summary value_summarize(struct value *values, size_t count)
{
	struct value_summary summary;

	memset(&summary, 0, sizeof(summary));
	if (!count)
		return summary;
	qsort(values, count, sizeof(*values), compare_values);
	summary.count = count;
	summary.lowest = values[0];
	summary.highest = values[count - 1];
	summary.spread = value_difference(summary.highest, summary.lowest);
	if (count % 2)
		summary.median = values[count / 2];
	else
		summary.median = middle(values[count / 2 - 1], values[count / 2]);
	return summary;
}
