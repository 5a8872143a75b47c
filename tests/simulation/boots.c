// SPDX-License-Identifier: GPL-2.0-only
/*
 * Two kernels by one value of each boot: how often a difference is seen where none is, how often
 * the interval holds what was planted, and whether what is said to be found is found.
 */
#include <stdio.h>

#include "noise.h"
#include "report.h"
#include "stats/boot_shift.h"

/* Of each shape. Ranks do not know the shape, so all are one figure. */
#define DRAWS 4000
#define FAMILIES 1000
#define TABLE_ROWS 10

/* Of boots, each side: from the fewest that can tell to where the normal distribution begins. */
static const size_t counts[] = { 4, 5, 6, 7, 8, 9, 10, 30 };
#define COUNTS (sizeof(counts) / sizeof(counts[0]))
#define BOOTS_MAX 30

static void draw(struct generator *generator, enum noise_shape shape, double shift, size_t count,
		 double *values)
{
	for (size_t i = 0; i < count; i++)
		values[i] = shift + noise_draw(generator, shape);
}

static struct comparison compare(struct generator *generator, enum noise_shape shape, double shift,
				 size_t count)
{
	double before[BOOTS_MAX], after[BOOTS_MAX];
	struct comparison comparison;

	draw(generator, shape, 0, count, before);
	draw(generator, shape, shift, count, after);
	if (boot_shift_make(before, count, after, count, &comparison))
		comparison = (struct comparison){ .p = 0 };
	return comparison;
}

static bool holds(const struct interval *interval, double truth)
{
	return interval->known && interval->low <= truth && truth <= interval->high;
}

/* Both of the same draws: a shift moves the interval, and nothing else. */
static void simulate(enum noise_shape shape, size_t count, uint64_t seed, struct tally *alarms,
		     struct tally *coverage)
{
	struct generator generator;

	generator_seed(&generator, seed);
	for (int i = 0; i < DRAWS; i++) {
		struct comparison comparison = compare(&generator, shape, 2, count);

		tally_add(coverage, holds(&comparison.shift.interval, 2));
		comparison = compare(&generator, shape, 0, count);
		tally_add(alarms, comparison_judge(&comparison, 0) == VERDICT_DIFFERENT);
	}
}

void row_boots(struct report *report, uint64_t seed)
{
	char text[48];

	for (size_t n = 0; n < COUNTS; n++) {
		struct tally alarms = { 0 }, coverage = { 0 };

		for (size_t shape = 0; shape < NOISE_SHAPES; shape++)
			simulate((enum noise_shape)shape, counts[n],
				 seed_of_part(seed, n * NOISE_SHAPES + shape), &alarms, &coverage);
		snprintf(text, sizeof(text), "called \"different\", %zu boots each", counts[n]);
		/* Three errors above what it must not pass. */
		report_share(report, text, 0, 5.5, &alarms);
		snprintf(text, sizeof(text), "coverage, %zu boots each", counts[n]);
		/* All that 4 of each allow is from the lowest to the highest: 1 - 2 / 70. */
		report_share(report, text, counts[n] == 4 ? 96.7 : 94, counts[n] == 4 ? 97.6 : 97.3,
			     &coverage);
	}
}

/* Whether any of a table's rows is called different. */
static bool is_any_found(struct generator *generator, enum noise_shape shape, size_t count)
{
	double p[TABLE_ROWS];

	for (size_t r = 0; r < TABLE_ROWS; r++)
		p[r] = compare(generator, shape, 0, count).p;
	adjust_holm(p, TABLE_ROWS);
	for (size_t r = 0; r < TABLE_ROWS; r++) {
		if (p[r] <= 1 - CONFIDENCE)
			return true;
	}
	return false;
}

void row_boot_family(struct report *report, uint64_t seed)
{
	char text[48];

	for (size_t n = 2; n < COUNTS; n += 2) {
		struct tally alarms = { 0 };

		for (size_t shape = 0; shape < NOISE_SHAPES; shape++) {
			struct generator generator;

			generator_seed(&generator, seed_of_part(seed, n * NOISE_SHAPES + shape));
			for (int i = 0; i < FAMILIES; i++)
				tally_add(&alarms, is_any_found(&generator, (enum noise_shape)shape,
								counts[n]));
		}
		snprintf(text, sizeof(text), "%zu boots each", counts[n]);
		report_share(report, text, 0, 6, &alarms);
	}
}

/*
 * What is said to be detectable, on average, is planted. Of few boots the interval says more than
 * the test can find, and so it is found more seldom.
 */
void row_boot_power(struct report *report, uint64_t seed)
{
	char text[48];

	for (size_t n = 2; n < COUNTS; n += 2) {
		struct tally detectable = { 0 }, found = { 0 };
		struct generator generator;

		generator_seed(&generator, seed_of_part(seed, n));
		for (int i = 0; i < FAMILIES; i++)
			tally_add(&detectable,
				  compare(&generator, NOISE_NORMAL, 0, counts[n]).detectable);
		for (int i = 0; i < FAMILIES; i++) {
			struct comparison comparison = compare(&generator, NOISE_NORMAL,
							       tally_mean(&detectable), counts[n]);

			tally_add(&found, comparison_judge(&comparison, 0) == VERDICT_DIFFERENT);
		}
		snprintf(text, sizeof(text), "%.2f deviations, %zu boots each",
			 tally_mean(&detectable), counts[n]);
		report_share(report, text, 75, 90, &found);
	}
}
