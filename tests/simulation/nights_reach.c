// SPDX-License-Identifier: GPL-2.0-only
/*
 * The reach of nightly tracking, on invented series: prints the table, ends with 1 if a bound is
 * missed. With --fleets N, N fleets of each noise instead of one; and N more of the whole chain.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "changes.h"

#define SEED UINT64_C(20261122)
#define FLEET 1000
#define YEAR 365
#define ROUNDS 20

/* A step after so many nights, and how long it may take. */
#define BEFORE 200
#define LATEST 30

static const struct change_settings fleet_settings = { .false_a_year = 1, .series = FLEET };

/* Certain without being measured again: a whole fleet's year. */
static bool print_false(uint64_t seed, unsigned int fleets)
{
	struct change_workspace *workspace = change_workspace_new();
	bool holds = workspace;

	printf("nothing happens, %d series, %d nights: certain changes a year (at most 1)\n", FLEET,
	       YEAR);
	for (int noise = 0; workspace && noise < TRACKED_NIGHT; noise++) {
		const struct tracked_plan plan = { .noise = (enum tracked_noise)noise,
						   .nights = YEAR };
		struct generator generator;
		size_t found = 0;

		generator_seed(&generator, seed_of_part(seed, (uint64_t)noise));
		for (unsigned int i = 0; i < fleets * FLEET; i++)
			found += tracked_changes(&plan, &fleet_settings, &generator, workspace);
		printf("  %-16s %6.2f  (%zu in %u fleets)\n", tracked_noise_name(plan.noise),
		       (double)found / fleets, found, fleets);
		holds &= found <= fleets;
	}
	change_workspace_free(workspace);
	return holds;
}

/* Of each so many series another board. */
static bool next_board(unsigned int i, struct tracked_plan *plan, struct generator *generator,
		       struct tracked_board *board)
{
	plan->board = board;
	return i % TRACKED_BOARD_SERIES ||
	       tracked_board_make(plan->noise, &fleet_settings, generator, board);
}

/* Each night suspicions, and runs to confirm: a share of a fleet. */
static bool print_chain(uint64_t seed, unsigned int series)
{
	bool holds = true;

	printf("the same with --confirm, each night, %u series\n"
	       "  %-16s %8s %14s %14s\n",
	       series, "", "found", "suspicions", "runs again");
	for (int noise = 0; noise < TRACKED_NOISES; noise++) {
		struct tracked_plan plan = { .noise = (enum tracked_noise)noise,
					     .nights = YEAR,
					     .rounds = ROUNDS };
		struct tracked_board board;
		size_t nights = 0, suspicions = 0, rounds = 0, found = 0;
		struct generator generator;

		generator_seed(&generator, seed_of_part(seed, 100 + (uint64_t)noise));
		for (unsigned int i = 0; i < series; i++) {
			struct tracked_seen seen;

			holds &= next_board(i, &plan, &generator, &board) &&
				 tracked_run(&plan, &fleet_settings, &generator, &seen);
			nights += seen.nights;
			suspicions += seen.suspicions;
			rounds += seen.rounds;
			found += seen.found;
		}
		printf("  %-16s %8zu %10.2f %% %14.2f  (of 100 series a night)\n",
		       tracked_noise_name(plan.noise), found,
		       100 * (double)suspicions / (double)nights,
		       100 * (double)rounds / (double)nights);
		/* One of a fleet's year is put up with; of a part of it one is chance. What a
		 * night's runs share can be told from a change only by how close together they lie.
		 */
		holds &= found <= 1 + (noise == TRACKED_NIGHT ? 10 : 2) * series / FLEET;
	}
	return holds;
}

/* The share of steps that were found within @within nights. */
static double share_found(const struct tracked_plan *plan, uint64_t seed, unsigned int series,
			  size_t within)
{
	/* Its own: the board is gone behind it. */
	struct tracked_plan own = *plan;
	struct generator generator;
	struct tracked_board board;
	size_t found = 0;

	generator_seed(&generator, seed);
	for (unsigned int i = 0; i < series; i++) {
		struct tracked_seen seen;

		if (!next_board(i, &own, &generator, &board) ||
		    !tracked_run(&own, &fleet_settings, &generator, &seen))
			return 0;
		found += seen.found && seen.on >= plan->at && seen.on < plan->at + within;
	}
	return 100 * (double)found / series;
}

static bool print_steps(uint64_t seed, unsigned int series)
{
	static const struct {
		double sigmas;
		size_t within;
		double asked; /* percent */
	} steps[] = { { 1, 10, 80 }, { 2, 5, 95 }, { 5, 2, 100 } };
	bool holds = true;

	printf("a step in white noise after %d nights, found in percent of %u series\n"
	       "  %-28s %6s %8s %10s\n",
	       BEFORE, series, "", "asked", "alone", "confirmed");
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct tracked_plan plan = { .noise = TRACKED_WHITE,
					     .step = steps[i].sigmas,
					     .at = BEFORE,
					     .nights = BEFORE + LATEST };
		double alone = share_found(&plan, seed + i, series, steps[i].within), confirmed;

		plan.rounds = ROUNDS;
		plan.nights = BEFORE + steps[i].within;
		confirmed = share_found(&plan, seed + i, series, steps[i].within);
		printf("  %.0f sigma within %2zu nights       %6.0f %8.1f %10.1f\n",
		       steps[i].sigmas, steps[i].within, steps[i].asked, alone, confirmed);
		holds &= confirmed >= steps[i].asked;
	}
	return holds;
}

int main(int argc, char **argv)
{
	unsigned int fleets = 1;
	bool holds;

	if (argc == 3 && !strcmp(argv[1], "--fleets"))
		fleets = (unsigned int)strtoul(argv[2], NULL, 10);
	if (!fleets || argc == 2) {
		fprintf(stderr, "usage: simulation_nights_reach [--fleets N]\n");
		return 2;
	}
	holds = print_false(SEED, fleets);
	holds &= print_steps(SEED, 200);
	holds &= print_chain(SEED, fleets > 1 ? fleets * 100 : 20);
	return holds ? 0 : 1;
}
