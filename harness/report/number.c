// SPDX-License-Identifier: GPL-2.0-only
#include "report/number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define EXPONENT_FROM 1e9
/* Of whole ones a difference of one is to be seen. */
#define WHOLE_EXPONENT_FROM 1e15
#define PERCENT_DECIMALS 1
#define SHORT_EXPONENT_FROM 1e6
#define AMOUNT_DECIMALS_MAX 6

/* "-0.00" is a zero that was rounded from below. */
static void drop_sign_of_zero(char *text)
{
	if (text[0] == '-' && strspn(text + 1, "0.") == strlen(text + 1))
		memmove(text, text + 1, strlen(text));
}

void number_for_people(char out[NUMBER_SIZE], struct value value, int decimals)
{
	if (decimals == NUMBER_SHORT && fabs(value.number) >= SHORT_EXPONENT_FROM)
		snprintf(out, NUMBER_SIZE, "%.1e", value.number);
	else if (fabs(value.number) >= (value.whole ? WHOLE_EXPONENT_FROM : EXPONENT_FROM))
		snprintf(out, NUMBER_SIZE, "%.3e", value.number);
	else
		snprintf(out, NUMBER_SIZE, "%.*f", value.whole || decimals < 0 ? 0 : decimals,
			 value.number);
	drop_sign_of_zero(out);
}

void number_change(char out[NUMBER_SIZE], struct value change, int decimals)
{
	char text[NUMBER_SIZE];

	number_for_people(text, change, decimals);
	/* What is not a zero but reads as one keeps its decimals, and has no sign. */
	snprintf(out, NUMBER_SIZE, "%s%.*s",
		 change.number > 0 && strspn(text, "0.") < strlen(text) ? "+" : "", NUMBER_SIZE - 2,
		 text);
}

void number_percent(char out[NUMBER_SIZE], double percent)
{
	number_change(out, (struct value){ .number = percent }, PERCENT_DECIMALS);
	if (percent != 0 && strspn(out, "0.") == strlen(out))
		snprintf(out, NUMBER_SIZE, "<%.*f", PERCENT_DECIMALS, pow(10, -PERCENT_DECIMALS));
}

void number_range(char out[NUMBER_RANGE_SIZE], struct value low, struct value high, int decimals)
{
	char low_text[NUMBER_SIZE];
	char high_text[NUMBER_SIZE];

	if (low.number == high.number) {
		snprintf(out, NUMBER_RANGE_SIZE, "+-0");
		return;
	}
	/* Both ends alike: 8..8.01 is hard to read. */
	low.whole = high.whole = low.whole && high.whole;
	number_for_people(low_text, low, decimals);
	number_for_people(high_text, high, decimals);
	if (decimals < 0 || strcmp(low_text, high_text))
		snprintf(out, NUMBER_RANGE_SIZE, "%s..%s", low_text, high_text);
	else
		snprintf(out, NUMBER_RANGE_SIZE, "<%.*f", decimals, pow(10, -decimals));
}

void number_half(char out[NUMBER_RANGE_SIZE], double half, int decimals)
{
	char text[NUMBER_SIZE];

	number_for_people(text, (struct value){ .number = half, .whole = half == 0 }, decimals);
	if (half > 0 && strspn(text, "0.") == strlen(text))
		snprintf(out, NUMBER_RANGE_SIZE, "<%.*f", decimals < 0 ? 0 : decimals,
			 pow(10, decimals < 0 ? 0 : -decimals));
	else
		snprintf(out, NUMBER_RANGE_SIZE, "+-%s", text);
}

void number_amount(char out[NUMBER_SIZE], double amount)
{
	int decimals = 0;

	/* 9.96 is 10, not 10.0. */
	for (double size = fabs(amount); size > 0 && size < 9.95 && decimals < AMOUNT_DECIMALS_MAX;
	     size *= 10)
		decimals++;
	number_for_people(out, (struct value){ .number = amount, .whole = false }, decimals);
	if (amount != 0 && strspn(out, "0.") == strlen(out))
		snprintf(out, NUMBER_SIZE, "%.1g", amount);
}

void number_for_programs(char out[NUMBER_SIZE], struct value value)
{
	size_t length;

	if (value.whole) {
		snprintf(out, NUMBER_SIZE, "%.0f", value.number);
		drop_sign_of_zero(out);
		return;
	}
	snprintf(out, NUMBER_SIZE, "%.6f", value.number);
	length = strlen(out);
	while (out[length - 1] == '0')
		out[--length] = '\0';
	if (out[length - 1] == '.')
		out[--length] = '\0';
	drop_sign_of_zero(out);
}

const char *number_plural(size_t count)
{
	return count == 1 ? "" : "s";
}
