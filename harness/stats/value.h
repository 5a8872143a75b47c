/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef VALUE_H
#define VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A measured quantity. Whole numbers stay known as such: an exact count is one,
 * and 12.000001 is none, however few of its decimals are printed.
 */
struct value {
	double number;
	bool whole;
};

/*
 * Per call: difference / calls, where difference = X(2N) - X(N) and calls = N, so
 * that what a measurement costs outside its calls cancels. Whole if the division
 * leaves no remainder. @calls must not be 0.
 */
struct value value_per_call(int64_t difference, int64_t calls);

/* minuend - subtrahend; whole if both are. */
struct value value_difference(struct value minuend, struct value subtrahend);

/* What a set of values comes to. All are 0 where count is 0. */
struct value_summary {
	size_t count;
	struct value median; /* of an even count: the mean of the two in the middle */
	struct value lowest;
	struct value highest;
	struct value spread; /* highest - lowest */
};

/* Sorts @values in place and sums them up. */
struct value_summary value_summarize(struct value *values, size_t count);

#endif /* VALUE_H */
