// SPDX-License-Identifier: GPL-2.0-only
/*
 * How often the range of nights that is told of a step holds the night that it began in, by noise
 * and size: prints the table, ends with 1 if a share is less than a 95 % interval's can be by
 * chance. With --series N, of N series each.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "changes.h"

#define SEED UINT64_C(20261123)
#define SERIES 40
#define BEFORE 200
#define AFTER 60
#define ROUNDS 20

/* What is stated; less what an unknown size of the step costs in a tail that is heavier than it
 * looks: 93 % of 300 series were measured. */
#define STATED 0.95
#define HEAVY 0.92

/* One such table in a thousand has a cell that misses more by chance. */
#define CHANCE (0.001 / (3 * 3 * TRACKED_NOISES))

static const struct change_settings fleet_settings = { .false_a_year = 1, .series = 1000 };

struct count {
	size_t told, held;
	double nights;
};

static void take(struct count *count, const struct tracked_range *range)
{
	if (!range->told)
		return;
	count->told++;
	count->held += range->earliest <= BEFORE && range->latest >= BEFORE;
	count->nights += (double)(range->latest - range->earliest + 1);
}

/* The chance of so many misses or more among so many, each with that chance. */
static double chance_of(size_t misses, size_t all, double miss)
{
	double below = 0, n = (double)all;

	for (size_t k = 0; k < misses; k++)
		below += exp(lgamma(n + 1) - lgamma((double)k + 1) - lgamma(n - (double)k + 1) +
			     (double)k * log(miss) + (n - (double)k) * log(1 - miss));
	return 1 - below;
}

static bool print_count(const struct count *count, double stated)
{
	double told = (double)count->told;

	if (!count->told) {
		printf("        -            ");
		return true;
	}
	printf("  %5.1f %6.1f %5zu ", 100 * (double)count->held / told, count->nights / told,
	       count->told);
	return chance_of(count->told - count->held, count->told, 1 - stated) > CHANCE;
}

static bool print_cell(enum tracked_noise noise, double size, unsigned int series)
{
	struct count suspected = { 0 }, told = { 0 }, settled = { 0 };
	struct tracked_board board;
	struct tracked_plan plan = { .noise = noise,
				     .step = size,
				     .at = BEFORE,
				     .nights = BEFORE + AFTER,
				     .rounds = ROUNDS,
				     .board = &board };
	double stated = noise == TRACKED_STUDENT ? HEAVY : STATED;
	struct generator generator;
	bool holds = true;

	generator_seed(&generator, seed_of_part(SEED, (uint64_t)noise * 10 + (uint64_t)size));
	for (unsigned int i = 0; i < series && holds; i++) {
		struct tracked_ranges ranges;

		if (i % TRACKED_BOARD_SERIES == 0)
			holds = tracked_board_make(noise, &fleet_settings, &generator, &board);
		holds = holds && tracked_ranges(&plan, &fleet_settings, &generator, &ranges);
		if (!holds)
			break;
		take(&suspected, &ranges.suspected);
		take(&told, &ranges.certain);
		take(&settled, &ranges.settled);
	}
	printf("  %-18s %.0f sigma", tracked_noise_name(noise), size);
	holds &= print_count(&suspected, stated);
	holds &= print_count(&told, stated);
	holds &= print_count(&settled, stated);
	printf("%s\n", holds ? "" : " too few");
	return holds;
}

int main(int argc, char **argv)
{
	static const double sizes[] = { 1, 2, 5 };
	unsigned int series = SERIES;
	bool holds = true;

	if (argc == 3 && !strcmp(argv[1], "--series"))
		series = (unsigned int)strtoul(argv[2], NULL, 10);
	if (!series || argc == 2) {
		fprintf(stderr, "usage: simulation_nights_ranges [--series N]\n");
		return 2;
	}
	printf("a step after %d nights, with --confirm: ranges that hold its night in percent, how\n"
	       "many nights they have, and how many were told, of %u series\n"
	       "  %-26s  %-21s %-21s %s\n",
	       BEFORE, series, "", "first suspected", "first told", "60 nights later");
	for (int noise = 0; noise < TRACKED_NOISES; noise++) {
		for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
			holds &= print_cell((enum tracked_noise)noise, sizes[i], series);
	}
	return holds ? 0 : 1;
}
