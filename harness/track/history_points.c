// SPDX-License-Identifier: GPL-2.0-only
/*
 * The points of a series: what is read most, and of most rows.
 */
#include <stdlib.h>
#include <string.h>

#include "track/history_parts.h"

#define ROOM_MIN 128

/* A series is one source, but where names were mapped. */
static const char find_sources[] = "SELECT id FROM source WHERE series = ?1";
/* In the order of the primary key, so nothing is sorted. */
static const char one_source[] =
	"SELECT run, value, path FROM point WHERE source = ?1 ORDER BY date, run";
static const char one_source_back[] =
	"SELECT run, value, path FROM point WHERE source = ?1 ORDER BY date DESC, run DESC";
static const char many_sources_back[] =
	"SELECT run, value, path FROM point WHERE source IN (SELECT id FROM source WHERE series = "
	"?1) ORDER BY date DESC, run DESC";

static bool make_room(struct history_points *points)
{
	size_t room = points->room ? 2 * points->room : ROOM_MIN;
	double *values = reallocarray(points->values, room, sizeof(*values));
	int64_t *runs;
	uint32_t *paths;

	if (values)
		points->values = values;
	runs = values ? reallocarray(points->runs, room, sizeof(*runs)) : NULL;
	if (runs)
		points->runs = runs;
	paths = runs ? reallocarray(points->paths, room, sizeof(*paths)) : NULL;
	if (!paths)
		return false;
	points->paths = paths;
	points->room = room;
	return true;
}

static int compare_runs(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left;
	int64_t b = *(const int64_t *)right;

	return (a > b) - (a < b);
}

static bool counts(const struct history *history, int64_t run)
{
	if (run > history->newest)
		return false;
	return !history->forgotten_count ||
	       !bsearch(&run, history->forgotten, history->forgotten_count, sizeof(run),
			compare_runs);
}

/* Takes the rows, up to @last; 0: all. */
static int take_points(struct history *history, sqlite3_stmt *statement, size_t last,
		       struct history_points *points, struct history_error *error)
{
	int got = 0;

	while ((!last || points->count < last) &&
	       (got = history_step(history, statement, error)) > 0) {
		int64_t run = sqlite3_column_int64(statement, 0);

		if (!counts(history, run))
			continue;
		if (points->count == points->room && !make_room(points)) {
			got = history_no_memory(error);
			break;
		}
		points->runs[points->count] = run;
		points->values[points->count] = sqlite3_column_double(statement, 1);
		points->paths[points->count++] = (uint32_t)sqlite3_column_int64(statement, 2);
	}
	sqlite3_reset(statement);
	return got < 0 ? got : 0;
}

static void turn_round(struct history_points *points)
{
	for (size_t i = 0, j = points->count; i + 1 < j; i++) {
		double value = points->values[i];
		int64_t run = points->runs[i];
		uint32_t path = points->paths[i];

		j--;
		points->values[i] = points->values[j];
		points->values[j] = value;
		points->runs[i] = points->runs[j];
		points->runs[j] = run;
		points->paths[i] = points->paths[j];
		points->paths[j] = path;
	}
}

/* How many sources the series has, and the first of them. */
static int count_sources(struct history *history, int64_t series, int64_t *source, size_t *count,
			 struct history_error *error)
{
	int got = 0;

	if (!history->sources)
		got = history_prepare(history, &history->sources, error, find_sources, "");
	if (!got)
		got = history_bind(history, history->sources, error, "i", series);
	for (*count = 0; !got; ++*count) {
		got = history_step(history, history->sources, error);
		if (got <= 0)
			break;
		if (!*count)
			*source = sqlite3_column_int64(history->sources, 0);
		got = 0;
	}
	sqlite3_reset(history->sources);
	return got;
}

static int read_one_source(struct history *history, int64_t source, size_t last,
			   struct history_points *points, struct history_error *error)
{
	sqlite3_stmt **statement = last ? &history->last_points : &history->all_points;
	int failed = 0;

	if (!*statement)
		failed = history_prepare(history, statement, error,
					 last ? one_source_back : one_source, "");
	if (!failed)
		failed = history_bind(history, *statement, error, "i", source);
	if (!failed)
		failed = take_points(history, *statement, last, points, error);
	if (!failed && last)
		turn_round(points);
	return failed;
}

static int read_many_sources(struct history *history, int64_t series, size_t last,
			     struct history_points *points, struct history_error *error)
{
	sqlite3_stmt *statement;
	int failed = history_prepare(history, &statement, error, many_sources_back, "i", series);

	if (!failed)
		failed = take_points(history, statement, last, points, error);
	sqlite3_finalize(statement);
	if (!failed)
		turn_round(points);
	return failed;
}

int history_points(struct history *history, int64_t series, size_t last,
		   struct history_points *points, struct history_error *error)
{
	int64_t source = 0;
	size_t count;
	int failed = count_sources(history, series, &source, &count, error);

	points->count = 0;
	if (failed || !count)
		return failed;
	return count == 1 ? read_one_source(history, source, last, points, error)
			  : read_many_sources(history, series, last, points, error);
}

void history_points_free(struct history_points *points)
{
	free(points->values);
	free(points->runs);
	free(points->paths);
	*points = (struct history_points){ .count = 0 };
}

/* There are as many as ways to trace. */
static const char *known_path(const struct history *history, uint32_t path)
{
	for (size_t i = 0; i < history->path_count; i++) {
		if (history->paths[i].id == path)
			return history->paths[i].name;
	}
	return NULL;
}

static const char *keep_path(struct history *history, uint32_t path, const char *name)
{
	struct history_path_name *paths =
		reallocarray(history->paths, history->path_count + 1, sizeof(*paths));
	char *copy = paths ? strdup(name) : NULL;

	if (paths)
		history->paths = paths;
	if (!copy)
		return NULL;
	paths[history->path_count++] = (struct history_path_name){ path, copy };
	return copy;
}

const char *history_path(struct history *history, uint32_t path)
{
	const char *name = known_path(history, path);
	struct history_error error;
	sqlite3_stmt *statement;

	if (name)
		return name;
	if (!history_prepare(history, &statement, &error, "SELECT name FROM path WHERE id = ?1",
			     "i", (int64_t)path) &&
	    history_step(history, statement, &error) > 0)
		name = keep_path(history, path, history_text(statement, 0));
	sqlite3_finalize(statement);
	return name ? name : "unknown";
}
