/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef SIMULATION_CHANGES_H
#define SIMULATION_CHANGES_H

#include "noise.h"
#include "stats/change_point.h"

/* Nights of one series, as a fleet sees them: detection each night, and runs to confirm. */
enum tracked_noise {
	TRACKED_WHITE,
	TRACKED_AR, /* AR(1), 0.5 from night to night; runs to confirm go on with it */
	TRACKED_STUDENT, /* t of 3 degrees of freedom */
	TRACKED_HEAVY, /* noise.h's */
	TRACKED_NIGHT, /* white from night to night; nine tenths are shared by a night's runs */
	TRACKED_NOISES,
};

const char *tracked_noise_name(enum tracked_noise noise);

/* A board with so many series of one noise, and what they say of it after so many nights each. */
#define TRACKED_BOARD_SERIES 20
#define TRACKED_POOL_NIGHTS 20
#define TRACKED_POOLS 20

struct tracked_board {
	struct change_likeness pooled[TRACKED_POOLS];
};

/* Returns false when memory ran out. */
bool tracked_board_make(enum tracked_noise noise, const struct change_settings *settings,
			struct generator *generator, struct tracked_board *board);

struct tracked_plan {
	enum tracked_noise noise;
	double step; /* in sigmas of the noise; 0: none */
	size_t at; /* the first night of it */
	size_t nights;
	size_t rounds; /* to confirm; 0: nothing is measured again */
	const struct tracked_board *board; /* that it is one more series of; NULL: it is alone */
};

struct tracked_seen {
	size_t nights; /* that were looked at */
	size_t suspicions;
	size_t rounds;
	bool found; /* a certain or a confirmed change: the first one ends it */
	size_t on; /* the night of it */
};

/* Returns false when memory ran out. */
bool tracked_run(const struct tracked_plan *plan, const struct change_settings *settings,
		 struct generator *generator, struct tracked_seen *seen);

/* A range as it was told: its first and last night, and the step's likeliest one. */
struct tracked_range {
	bool told;
	size_t earliest, latest, first;
};

/* Of one step: as first suspected, as first certain or confirmed, and at the end. */
struct tracked_ranges {
	struct tracked_range suspected, certain, settled;
};

/*
 * The ranges that are told of a step, night by night from @plan->at on: with @plan->rounds of what
 * is confirmed, else of what is certain alone. Returns false when memory ran out.
 */
bool tracked_ranges(const struct tracked_plan *plan, const struct change_settings *settings,
		    struct generator *generator, struct tracked_ranges *ranges);

/* Changes that are found in the whole of a series at once. */
size_t tracked_changes(const struct tracked_plan *plan, const struct change_settings *settings,
		       struct generator *generator, struct change_workspace *workspace);

#endif /* SIMULATION_CHANGES_H */
