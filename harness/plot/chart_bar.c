// SPDX-License-Identifier: GPL-2.0-only
#include "plot/chart_bar.h"

#include <math.h>
#include <string.h>

void chart_scale_add(struct chart_scale *scale, const struct board_estimate *estimate)
{
	const double ends[] = { estimate->value.number, estimate->low.number,
				estimate->high.number };

	if (!estimate->known)
		return;
	for (size_t i = 0; i < (estimate->has_range ? 3 : 1); i++) {
		scale->low = fmin(scale->low, ends[i]);
		scale->high = fmax(scale->high, ends[i]);
	}
}

/* The character that the number falls on. */
static size_t place(const struct chart_scale *scale, double number)
{
	double span = scale->high - scale->low;
	double part = span > 0 ? (number - scale->low) / span : 0;

	return (size_t)lround(fmin(fmax(part, 0), 1) * (double)(scale->width - 1));
}

static void fill(char *bar, size_t from, size_t to, char with)
{
	size_t first = from < to ? from : to;
	size_t last = from < to ? to : from;

	for (size_t i = first; i <= last; i++)
		bar[i] = with;
}

void chart_bar(const struct chart_scale *scale, const struct board_estimate *estimate,
	       char bar[CHART_BAR_SIZE])
{
	size_t zero = place(scale, 0);
	size_t value = place(scale, estimate->value.number);
	size_t low = place(scale, estimate->low.number);
	size_t high = place(scale, estimate->high.number);
	size_t length;

	memset(bar, ' ', scale->width);
	if (estimate->has_range)
		fill(bar, low, high, '-');
	fill(bar, zero, value, '=');
	if (estimate->has_range && low != value)
		bar[low] = '(';
	if (estimate->has_range && high != value)
		bar[high] = ')';
	bar[zero] = '|';
	for (length = scale->width; length && bar[length - 1] == ' ';)
		length--;
	bar[length] = '\0';
}
