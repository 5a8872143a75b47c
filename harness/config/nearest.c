// SPDX-License-Identifier: GPL-2.0-only
#include "config/nearest.h"

#include <string.h>

#define LONGEST 64

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Levenshtein distance by Wagner and Fischer, two rows; long words are cut. */
static size_t edit_distance(const char *a, const char *b)
{
	size_t a_length = strnlen(a, LONGEST);
	size_t b_length = strnlen(b, LONGEST);
	size_t row[LONGEST + 1];

	for (size_t j = 0; j <= b_length; j++)
		row[j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			size_t above = row[j];

			row[j] = smaller(smaller(row[j] + 1, row[j - 1] + 1),
					 diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[b_length];
}

const char *nearest_name_within(const char *word, const char *const *names, size_t count,
				size_t limit)
{
	size_t best_distance = limit + 1;
	const char *best = NULL;

	for (size_t i = 0; i < count; i++) {
		size_t distance = edit_distance(word, names[i]);

		if (distance < best_distance) {
			best_distance = distance;
			best = names[i];
		}
	}
	return best;
}

const char *nearest_name(const char *word, const char *const *names, size_t count)
{
	/* A third of the letters wrong is still the same word to a reader. */
	return nearest_name_within(word, names, count, strnlen(word, LONGEST) / 3 + 1);
}
