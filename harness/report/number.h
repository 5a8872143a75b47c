/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef NUMBER_H
#define NUMBER_H

#include <stddef.h>

#include "stats/value.h"

/* Room for any number, and for any range, that these write. */
#define NUMBER_SIZE 64
#define NUMBER_RANGE_SIZE (2 * NUMBER_SIZE + 2)

/* The decimals that a table shows at most. */
#define NUMBER_DECIMALS_MAX 3

/* Instead of decimals: none, and no more than seven characters for whatever number. */
#define NUMBER_SHORT (-1)

/*
 * For people: whole numbers as integers, others with @decimals decimals, ones that
 * would break every table (1e9 and above, whole ones from 1e15 on) with an exponent.
 */
void number_for_people(char out[NUMBER_SIZE], struct value value, int decimals);

/* The same for a difference, which says its sign: "+1.25", "-3", "0". */
void number_change(char out[NUMBER_SIZE], struct value change, int decimals);

/* The same in percent, with one decimal; "<0.1" is less to either side, but not nothing. */
void number_percent(char out[NUMBER_SIZE], double percent);

/*
 * For people: "+-0" where low and high are the same, "low..high" where they are
 * not, "<0.01" where they differ by less than the decimals can show.
 */
void number_range(char out[NUMBER_RANGE_SIZE], struct value low, struct value high, int decimals);

/* For people: "+-0.13", "+-0", "<0.01" for less than the decimals can show. */
void number_half(char out[NUMBER_RANGE_SIZE], double half, int decimals);

/* For sentences: a measured amount with two digits that count, "0.026", "1.3", "180". */
void number_amount(char out[NUMBER_SIZE], double amount);

/* For programs: all digits, at most six decimals, no exponent, no trailing zeros. */
void number_for_programs(char out[NUMBER_SIZE], struct value value);

/* "" for one, else "s". */
const char *number_plural(size_t count);

#endif /* NUMBER_H */
