// SPDX-License-Identifier: GPL-2.0-only
/* What each series shows, one after the other on all CPUs. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "result/parallel.h"
#include "track/finding_parts.h"

/* Threads that ask the database at once; each has its own look at it. */
#define THREADS_MAX 64

/* Series that a thread takes at once. */
#define SHARE 4

/* Points in which a new change begins, those that were measured again included. */
#define SHOWN_POINTS 512

struct shared {
	struct finding_job *job;
	pthread_mutex_t lock; /* of what follows */
	size_t next;
	struct history_error *error;
	int failed;
};

/* A thread's own. */
struct looker {
	struct finding_job *job;
	struct history *history;
	struct finding_points points;
	struct change_points found;
	struct change_workspace *workspace;
};

static struct finding_place *add_place(struct finding_look *look)
{
	struct finding_place *places;

	if (look->count & (look->count - 1))
		return &look->places[look->count++];
	places = reallocarray(look->places, look->count ? 2 * look->count : 1, sizeof(*places));
	if (!places)
		return NULL;
	look->places = places;
	return &places[look->count++];
}

/* Names for the indices. */
static int note(struct looker *looker, size_t series, const struct change_point *point,
		bool path_only)
{
	const struct finding_memory *memory = looker->job->memory;
	const struct finding_points *points = &looker->points;
	const struct finding_run *runs = memory->runs.runs;
	const struct finding_run *good = &runs[points->runs[point->earliest - 1]];
	const struct finding_run *bad = &runs[points->runs[point->latest]];
	const struct finding_run *first = &runs[points->runs[point->first]];
	const struct finding_run *held = &runs[points->runs[point->held - 1]];
	const struct finding_run *seen = &runs[points->runs[point->seen]];
	struct finding_place *place = add_place(&looker->job->looks[series]);

	if (!place)
		return -ENOMEM;
	*place = (struct finding_place){
		.change = {
			.series = &memory->series.series[series],
			.point = *point,
			.good = good->run,
			.bad = bad->run,
			.first = first->run,
			.held = held->run,
			.path_only = path_only,
			.noise = looker->found.noise,
			.points_after = first->all_nights - first->nights + 1,
			.points_seen = first->all_nights - seen->nights + 1,
			.unsteady = looker->found.unsteady,
		},
		.good = good->rank,
		.bad = bad->rank,
		.path_before = points->points.paths[point->earliest - 1],
		.path_after = points->points.paths[point->latest],
	};
	return finding_note_grown(memory, points, place);
}

/* A change of the number at about that point says what became of the path, too. */
static bool said_by_number(const struct change_points *found, size_t at)
{
	for (size_t i = 0; i < found->count; i++) {
		if (at >= found->points[i].earliest && at <= found->points[i].latest)
			return true;
	}
	return false;
}

static int note_paths(struct looker *looker, size_t series)
{
	const struct history_points *points = &looker->points.points;
	int failed = 0;

	for (size_t i = 1; i < points->count && !failed; i++) {
		struct change_point point = {
			.first = i,
			.earliest = i,
			.latest = i,
			.held = i,
			.seen = i,
			.before = points->values[i - 1],
			.after = points->values[i],
			.low = points->values[i] - points->values[i - 1],
			.high = points->values[i] - points->values[i - 1],
			.verdict = CHANGE_CERTAIN,
		};

		if (points->paths[i] != points->paths[i - 1] && !said_by_number(&looker->found, i))
			failed = note(looker, series, &point, true);
	}
	return failed;
}

/* A suspicion is of the newest night: a series that has none has nothing to be measured again. */
static bool is_stale(const struct looker *looker)
{
	const struct finding_run *runs = looker->job->memory->runs.runs;
	const struct finding_run *last =
		&runs[looker->points.runs[looker->points.points.count - 1]];

	return last->nights < last->all_nights;
}

static int note_all(struct looker *looker, size_t series)
{
	const struct change_points *found = &looker->found;
	int failed = 0;

	for (size_t i = 0; i < found->count && !failed; i++) {
		if (found->points[i].verdict == CHANGE_SUSPECTED && is_stale(looker))
			continue;
		failed = note(looker, series, &found->points[i], false);
	}
	return failed ? failed : note_paths(looker, series);
}

static void say_series(struct looker *looker, size_t index)
{
	struct finding_series *said = &looker->job->looks[index].said;
	const struct history_points *points = &looker->points.points;
	const struct change_points *found = &looker->found;

	*said = (struct finding_series){
		.series = &looker->job->memory->series.series[index],
		.points = points->count,
		.noise = found->noise,
		.level = found->level,
	};
	if (points->count) {
		said->first_run = points->runs[0];
		said->last_run = points->runs[points->count - 1];
	}
	for (size_t i = 0; i < found->count; i++)
		said->changes += found->points[i].verdict == CHANGE_CERTAIN;
}

/* The last points show something that `check` would tell. */
static bool shows_something(const struct looker *looker)
{
	const struct change_points *found = &looker->found;

	return found->count &&
	       looker->points.points.count - found->points[found->count - 1].first < SHOWN_POINTS;
}

/* The changes in the last points of the series; 0: in all. */
static int find(struct looker *looker, const struct history_series *named, size_t last,
		struct history_error *error)
{
	struct finding_job *job = looker->job;
	const struct change_settings known =
		finding_pooled(&job->memory->pools, named, &job->limits);
	struct change_series series;
	int failed = finding_points_read(looker->history, &job->memory->runs, named->id, last,
					 &looker->points, error);

	if (failed)
		return failed;
	series = finding_points_series(&looker->points, named->exact);
	failed = change_points_find(&series, &known, looker->workspace, &looker->found);
	if (failed)
		snprintf(error->text, sizeof(error->text), "out of memory");
	return failed;
}

static int look(struct looker *looker, size_t index, struct history_error *error)
{
	struct finding_job *job = looker->job;
	const struct history_series *named = &job->memory->series.series[index];
	size_t last = job->settings->newest_only ? CHANGE_POINTS_ENOUGH : 0;
	int failed = find(looker, named, last, error);

	/* What is told is what `log` tells, to the last digit. */
	if (!failed && last && looker->points.points.count == last && shows_something(looker))
		failed = find(looker, named, 0, error);
	if (failed)
		return failed;
	failed = note_all(looker, index);
	if (failed)
		snprintf(error->text, sizeof(error->text), "out of memory");
	say_series(looker, index);
	return failed;
}

static bool take(struct shared *shared, size_t *begin, size_t *end)
{
	size_t count = shared->job->memory->series.count;

	pthread_mutex_lock(&shared->lock);
	*begin = shared->failed ? count : shared->next;
	*end = count - *begin < SHARE ? count : *begin + SHARE;
	shared->next = *end;
	pthread_mutex_unlock(&shared->lock);
	return *begin < *end;
}

static int fail(struct shared *shared, int failed, const struct history_error *error)
{
	pthread_mutex_lock(&shared->lock);
	if (!shared->failed) {
		shared->failed = failed;
		*shared->error = *error;
	}
	pthread_mutex_unlock(&shared->lock);
	return failed;
}

static int look_at_share(struct shared *shared, struct looker *looker, size_t begin, size_t end)
{
	struct history_error error;
	int failed = 0;

	for (size_t i = begin; i < end && !failed; i++)
		failed = look(looker, i, &error);
	return failed ? fail(shared, failed, &error) : 0;
}

/* One thread: takes series until there are none. */
static int look_on(void *context, size_t thread)
{
	struct shared *shared = context;
	struct looker looker = { .job = shared->job };
	struct history_error error = { "out of memory" };
	size_t begin, end;
	int failed = 0;

	(void)thread;
	if (!take(shared, &begin, &end))
		return 0;
	looker.workspace = change_workspace_new();
	failed = looker.workspace
			 ? history_open_again(shared->job->history, &looker.history, &error)
			 : -ENOMEM;
	if (failed)
		fail(shared, failed, &error);
	else
		do
			failed = look_at_share(shared, &looker, begin, end);
		while (!failed && take(shared, &begin, &end));
	history_close(looker.history);
	finding_points_free(&looker.points);
	change_points_free(&looker.found);
	change_workspace_free(looker.workspace);
	return failed;
}

int finding_look_all(struct finding_job *job, struct history_error *error)
{
	struct shared shared = {
		.job = job,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.error = error,
	};
	size_t threads = job->settings->threads ? job->settings->threads : THREADS_MAX, at;

	parallel_each(threads, look_on, &shared, &at);
	pthread_mutex_destroy(&shared.lock);
	return shared.failed;
}
