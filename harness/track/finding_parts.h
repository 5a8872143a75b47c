/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FINDING_PARTS_H
#define FINDING_PARTS_H

#include "track/finding.h"

/* What is known of a run beside what it says itself. */
struct finding_run {
	const struct history_run *run;
	size_t rank; /* of its commit among those of its branch, oldest first; from 1 */
	size_t nights; /* of its board and branch up to and with it: trusted, not measured again */
	size_t all_nights; /* that its board and branch have */
};

/* All runs, by id. */
struct finding_runs {
	struct finding_run *runs;
	size_t count;
};

/* Returns 0 or -ENOMEM. */
int finding_runs_make(const struct history_runs *list, struct finding_runs *runs);

/* The index of the run; runs->count: nobody knows it. @guess: where it may be. */
size_t finding_runs_find(const struct finding_runs *runs, int64_t id, size_t guess);

/* A change with what it is grouped by. */
struct finding_place {
	struct finding_change change;
	size_t good, bad; /* ranks: after the first, up to and with the second */
	uint32_t path_before, path_after;
	bool *grown; /* for each accepted step: more came on top since; NULL: of none */
};

/* What one series has. */
struct finding_look {
	struct finding_place *places;
	size_t count;
	struct finding_series said;
};

/* What the nights of a board have in common, by metric. */
struct finding_pool {
	const struct history_series *of; /* one of its series */
	struct change_likeness likeness;
};

struct finding_pools {
	struct finding_pool *pools; /* by board, branch, metric */
	size_t count;
	struct history_series_list list;
};

/* Returns 0 or a negative errno with @error; to be freed in any case. */
int finding_pools_make(struct history *history, const struct finding_runs *runs,
		       const struct change_settings *settings, struct finding_pools *pools,
		       struct history_error *error);
void finding_pools_free(struct finding_pools *pools);

/* The settings with what the pool of @series says. */
struct change_settings finding_pooled(const struct finding_pools *pools,
				      const struct history_series *series,
				      const struct change_settings *settings);

struct finding_memory {
	struct finding_pools pools;
	struct history_series_list series;
	struct history_runs list;
	struct finding_runs runs;
	struct history_accepted_list accepted;
	struct finding_change *changes; /* of all findings */
};

/* What all threads look at series with. */
struct finding_job {
	struct history *history;
	const struct finding_settings *settings;
	struct change_settings limits;
	const struct finding_memory *memory;
	struct finding_look *looks; /* one a series */
};

/* Looks at all series, on as many CPUs as is asked for. Returns 0 or a negative errno with @error.
 */
int finding_look_all(struct finding_job *job, struct history_error *error);

/* What confirms and what detects reads the same points by the same rules. */
struct finding_points {
	struct history_points points;
	size_t *runs; /* index into finding_runs, of each point */
	size_t *commits;
	bool *again;
	size_t room;
};

/* Points whose run nobody knows are left out. Returns 0 or a negative errno with @error. */
int finding_points_read(struct history *history, const struct finding_runs *runs, int64_t series,
			size_t last, struct finding_points *points, struct history_error *error);
void finding_points_free(struct finding_points *points);
struct change_series finding_points_series(const struct finding_points *points, bool exact);

/* What false findings are counted over: all series with noise, whatever is looked at. */
int finding_limits(struct history *history, const struct finding_settings *settings,
		   struct change_settings *limits, struct history_error *error);

/*
 * Makes findings of all places: those with a commit in common on a branch. Returns 0 or -ENOMEM.
 */
int finding_group(struct finding_place *places, size_t count, const struct finding_memory *memory,
		  struct findings *findings);

/* All that were found. */
struct finding_places {
	const struct finding_place *places;
	size_t count;
};

/*
 * The reason if a step that is known is this change; NULL. The place of a noisy one moves as nights
 * go by, so its range is taken some commits wider, unless the step is nearer to another of @all.
 */
const char *finding_accepted(const struct finding_memory *memory, const struct finding_place *place,
			     const struct finding_places *all);

/*
 * A step is accepted as it was seen then. Notes in place->grown of which accepted steps that is
 * known no more: the change ends well above what was there when they were accepted. @points: of
 * the change's series. Returns 0 or -ENOMEM.
 */
int finding_note_grown(const struct finding_memory *memory, const struct finding_points *points,
		       struct finding_place *place);

#endif /* FINDING_PARTS_H */
