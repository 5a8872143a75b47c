// SPDX-License-Identifier: GPL-2.0-only
#include "changes.h"

#include <math.h>
#include <stdlib.h>

#define LEVEL 100.0
#define PHI 0.5

/* Of the variance, what the runs of one night have in common. */
#define NIGHT_SHARE 0.9

/* Nights before a step at which nothing is looked at: what is found there would be false. */
#define QUIET 10

struct series {
	double *values;
	size_t *commits;
	bool *again;
	size_t count;
	double state; /* of the AR(1) */
	struct generator *generator;
	enum tracked_noise noise;
};

const char *tracked_noise_name(enum tracked_noise noise)
{
	static const char *const names[] = { "white", "AR(1) 0.5", "Student's t, 3", "contaminated",
					     "each night's own" };

	return names[noise];
}

static double student(struct generator *generator)
{
	double squares = 0;

	for (int i = 0; i < 3; i++) {
		double normal = generator_normal(generator);

		squares += normal * normal;
	}
	return generator_normal(generator) / sqrt(squares / 3);
}

/* @again: it is of the same night as the one before. */
static double draw(struct series *series, bool again)
{
	switch (series->noise) {
	case TRACKED_AR:
		series->state = PHI * series->state +
				sqrt(1 - PHI * PHI) * generator_normal(series->generator);
		return series->state;
	case TRACKED_NIGHT:
		if (!again)
			series->state = sqrt(NIGHT_SHARE) * generator_normal(series->generator);
		return series->state + sqrt(1 - NIGHT_SHARE) * generator_normal(series->generator);
	case TRACKED_STUDENT:
		return student(series->generator);
	case TRACKED_HEAVY:
		return noise_draw(series->generator, NOISE_HEAVY);
	default:
		return generator_normal(series->generator);
	}
}

static void add(struct series *series, size_t night, bool again, double value)
{
	series->values[series->count] = value;
	series->commits[series->count] = night;
	series->again[series->count++] = again;
}

static bool start(struct series *series, const struct tracked_plan *plan,
		  struct generator *generator)
{
	size_t room = plan->nights * (plan->rounds + 1);

	*series = (struct series){
		.values = calloc(room, sizeof(double)),
		.commits = calloc(room, sizeof(size_t)),
		.again = calloc(room, sizeof(bool)),
		.generator = generator,
		.noise = plan->noise,
		.state = generator_normal(generator),
	};
	return series->values && series->commits && series->again;
}

static void end(struct series *series)
{
	free(series->values);
	free(series->commits);
	free(series->again);
}

static struct change_series as_seen(const struct series *series)
{
	return (struct change_series){
		.values = series->values,
		.commits = series->commits,
		.again = series->again,
		.count = series->count,
	};
}

/* Measures the night's commit again until it is decided. */
static bool confirm(struct series *series, const struct tracked_plan *plan, size_t night,
		    const struct change_point *point, const struct change_settings *settings,
		    struct change_workspace *workspace, struct tracked_seen *seen)
{
	const struct change_series before = as_seen(series);
	double level = LEVEL + (night >= plan->at ? plan->step : 0);
	const double *fresh = series->values + series->count;
	enum change_answer answer = CHANGE_OPEN;
	size_t count = 0;

	while (answer == CHANGE_OPEN && count < plan->rounds) {
		add(series, night, true, level + draw(series, true));
		count++;
		change_confirm(&before, point, fresh, count, plan->rounds, settings, workspace,
			       &answer);
	}
	seen->suspicions++;
	seen->rounds += count;
	return answer == CHANGE_CONFIRMED;
}

static bool look(struct series *series, const struct tracked_plan *plan, size_t night,
		 const struct change_settings *settings, struct change_workspace *workspace,
		 struct change_points *found, struct tracked_seen *seen)
{
	const struct change_series all = as_seen(series);
	const struct change_point *last;

	seen->nights++;
	if (change_points_find(&all, settings, workspace, found) || !found->count)
		return false;
	last = &found->points[found->count - 1];
	if (last->verdict == CHANGE_CERTAIN)
		return true;
	return plan->rounds && confirm(series, plan, night, last, settings, workspace, seen);
}

/* What the board's other series say, of that many nights. */
static struct change_likeness pool(const struct tracked_board *board, size_t nights)
{
	struct change_likeness none = { 0, 0 };
	size_t i = nights / TRACKED_POOL_NIGHTS;

	if (!board)
		return none;
	return board->pooled[i < TRACKED_POOLS ? i : TRACKED_POOLS - 1];
}

bool tracked_board_make(enum tracked_noise noise, const struct change_settings *settings,
			struct generator *generator, struct tracked_board *board)
{
	const struct tracked_plan plan = { .noise = noise,
					   .nights = TRACKED_POOLS * TRACKED_POOL_NIGHTS };
	struct change_likeness all[TRACKED_POOLS][TRACKED_BOARD_SERIES];
	struct change_workspace *workspace = change_workspace_new();
	struct change_points found = { .count = 0 };
	bool ready = workspace;

	for (size_t i = 0; i < TRACKED_BOARD_SERIES && ready; i++) {
		struct series series;
		struct change_series seen;

		ready = start(&series, &plan, generator);
		for (size_t night = 0; ready && night < plan.nights; night++)
			add(&series, night, false, LEVEL + draw(&series, false));
		seen = as_seen(&series);
		for (size_t part = 0; ready && part < TRACKED_POOLS; part++) {
			seen.count = part * TRACKED_POOL_NIGHTS;
			ready = !change_points_find(&seen, settings, workspace, &found);
			all[part][i] = found.likeness;
		}
		end(&series);
	}
	for (size_t part = 0; ready && part < TRACKED_POOLS; part++)
		board->pooled[part] = change_pool(all[part], TRACKED_BOARD_SERIES);
	change_points_free(&found);
	change_workspace_free(workspace);
	return ready;
}

bool tracked_run(const struct tracked_plan *plan, const struct change_settings *settings,
		 struct generator *generator, struct tracked_seen *seen)
{
	struct change_workspace *workspace = change_workspace_new();
	struct change_points found = { .count = 0 };
	struct series series;
	struct change_settings known = *settings;
	bool ready = start(&series, plan, generator) && workspace;

	*seen = (struct tracked_seen){ .nights = 0 };
	for (size_t night = 0; ready && night < plan->nights && !seen->found; night++) {
		add(&series, night, false,
		    LEVEL + (night >= plan->at ? plan->step : 0) + draw(&series, false));
		if (plan->step != 0 && night + QUIET < plan->at)
			continue;
		known.likeness = pool(plan->board, night);
		seen->found = look(&series, plan, night, &known, workspace, &found, seen);
		seen->on = night;
	}
	change_points_free(&found);
	change_workspace_free(workspace);
	end(&series);
	return ready;
}

/* The change that is told of the step, which goes up; NULL: none. */
static const struct change_point *newest(const struct change_points *found, size_t from)
{
	const struct change_point *last;

	if (!found->count)
		return NULL;
	last = &found->points[found->count - 1];
	return last->after > last->before && last->latest >= from ? last : NULL;
}

static struct tracked_range as_told(const struct series *series, const struct change_point *point)
{
	return (struct tracked_range){
		.told = true,
		.earliest = series->commits[point->earliest],
		.latest = series->commits[point->latest],
		.first = series->commits[point->first],
	};
}

/* One night: what it tells, if anything, is noted once. Returns false when memory ran out. */
static bool tell(struct series *series, const struct tracked_plan *plan, size_t night,
		 const struct change_settings *settings, struct change_workspace *workspace,
		 struct change_points *found, struct tracked_ranges *ranges)
{
	struct change_series all = as_seen(series);
	const struct change_point *last;
	struct tracked_seen seen = { .nights = 0 };
	bool sure;

	if (change_points_find(&all, settings, workspace, found))
		return false;
	last = newest(found, 0);
	if (!last)
		return true;
	sure = last->verdict == CHANGE_CERTAIN;
	if (!sure && !ranges->suspected.told)
		ranges->suspected = as_told(series, last);
	if (ranges->certain.told)
		return true;
	if (!sure && plan->rounds) {
		sure = confirm(series, plan, night, last, settings, workspace, &seen);
		all = as_seen(series);
		if (change_points_find(&all, settings, workspace, found))
			return false;
		last = newest(found, 0);
	}
	if (sure && last)
		ranges->certain = as_told(series, last);
	return true;
}

bool tracked_ranges(const struct tracked_plan *plan, const struct change_settings *settings,
		    struct generator *generator, struct tracked_ranges *ranges)
{
	struct change_workspace *workspace = change_workspace_new();
	struct change_points found = { .count = 0 };
	struct change_settings known = *settings;
	const struct change_point *last;
	struct series series;
	bool ready = start(&series, plan, generator) && workspace;
	size_t from = 0;

	*ranges = (struct tracked_ranges){ .certain.told = false };
	for (size_t night = 0; ready && night < plan->nights; night++) {
		if (night == plan->at)
			from = series.count;
		add(&series, night, false,
		    LEVEL + (night >= plan->at ? plan->step : 0) + draw(&series, false));
		if (night < plan->at)
			continue;
		known.likeness = pool(plan->board, night);
		ready = tell(&series, plan, night, &known, workspace, &found, ranges);
	}
	last = ready ? newest(&found, from) : NULL;
	if (last && last->verdict == CHANGE_CERTAIN)
		ranges->settled = as_told(&series, last);
	change_points_free(&found);
	change_workspace_free(workspace);
	end(&series);
	return ready;
}

size_t tracked_changes(const struct tracked_plan *plan, const struct change_settings *settings,
		       struct generator *generator, struct change_workspace *workspace)
{
	struct change_points found = { .count = 0 };
	struct change_series all;
	struct series series;
	size_t count = 0;

	if (start(&series, plan, generator)) {
		for (size_t night = 0; night < plan->nights; night++)
			add(&series, night, false, LEVEL + draw(&series, false));
		all = as_seen(&series);
		if (!change_points_find(&all, settings, workspace, &found)) {
			for (size_t i = 0; i < found.count; i++)
				count += found.points[i].verdict == CHANGE_CERTAIN;
		}
	}
	change_points_free(&found);
	end(&series);
	return count;
}
