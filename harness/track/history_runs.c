// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lists of a history: its runs, its series, and the steps that are known.
 */
#include <errno.h>
#include <stdlib.h>

#include "track/history_parts.h"
#include "track/text_pool.h"

/* Room for one more row; the lists double. */
static void *grow(void *rows, size_t count, size_t size)
{
	if (count & (count - 1))
		return rows;
	return reallocarray(rows, count ? 2 * count : 1, size);
}

static const char *take(struct text_pool *pool, sqlite3_stmt *statement, int column)
{
	return text_pool_add(pool, (const char *)sqlite3_column_text(statement, column));
}

static int take_run(struct history_runs *runs, sqlite3_stmt *statement, struct text_pool *pool)
{
	struct history_run *rows = grow(runs->runs, runs->count, sizeof(*rows));

	if (!rows)
		return -ENOMEM;
	runs->runs = rows;
	rows[runs->count++] = (struct history_run){
		.id = sqlite3_column_int64(statement, 0),
		.digest = take(pool, statement, 1),
		.file = take(pool, statement, 2),
		.board = take(pool, statement, 3),
		.branch = take(pool, statement, 4),
		.commit = take(pool, statement, 5),
		.date = sqlite3_column_int64(statement, 6),
		.again = sqlite3_column_int(statement, 7),
		.points = (size_t)sqlite3_column_int64(statement, 8),
		.trusted = sqlite3_column_type(statement, 9) == SQLITE_NULL,
		.doubt = take(pool, statement, 9),
		.forgotten = take(pool, statement, 10),
		.added = sqlite3_column_int64(statement, 11),
	};
	return 0;
}

static void settle_runs(struct history_runs *runs, struct text_pool *pool)
{
	for (size_t i = 0; i < runs->count; i++) {
		struct history_run *run = &runs->runs[i];
		const char **const members[] = { &run->digest,   &run->file,   &run->board,
						 &run->branch,   &run->commit, &run->doubt,
						 &run->forgotten };

		for (size_t m = 0; m < sizeof(members) / sizeof(members[0]); m++)
			text_pool_settle(pool, members[m]);
	}
	runs->texts = pool->bytes;
}

int history_runs(struct history *history, const char *board, const char *branch,
		 struct history_runs *runs, struct history_error *error)
{
	struct text_pool pool = { .bytes = NULL };
	sqlite3_stmt *statement;
	int got;

	*runs = (struct history_runs){ .count = 0 };
	got = history_prepare(
		history, &statement, error,
		"SELECT run.id, digest, file, board.name, branch, \"commit\", date, again, points,"
		" doubt, forgotten, added FROM run JOIN board ON board.id = run.board"
		" WHERE run.id <= ?1 AND (?2 IS NULL OR board.name = ?2)"
		" AND (?3 IS NULL OR branch = ?3) ORDER BY date, run.id",
		"itt", history->newest, board, branch);
	while (!got && (got = history_step(history, statement, error)) > 0)
		got = take_run(runs, statement, &pool) ? history_no_memory(error) : 0;
	sqlite3_finalize(statement);
	if (!got && pool.failed)
		got = history_no_memory(error);
	settle_runs(runs, &pool);
	if (got)
		history_runs_free(runs);
	return got;
}

void history_runs_free(struct history_runs *runs)
{
	free(runs->runs);
	free(runs->texts);
	*runs = (struct history_runs){ .count = 0 };
}

static int take_series(struct history_series_list *list, const struct history_choice *choice,
		       sqlite3_stmt *statement, struct text_pool *pool)
{
	struct history_series *rows = grow(list->series, list->count, sizeof(*rows));
	/* The statement's own strings, until its next row. */
	const struct history_series seen = {
		.board = history_text(statement, 1),
		.branch = history_text(statement, 2),
		.workload = history_text(statement, 4),
		.configuration = history_text(statement, 5),
		.metric = history_text(statement, 6),
	};

	if (!rows)
		return -ENOMEM;
	list->series = rows;
	if (choice && !history_choice_matches(choice, &seen))
		return 0;
	rows[list->count++] = (struct history_series){
		.id = sqlite3_column_int64(statement, 0),
		.board = take(pool, statement, 1),
		.branch = take(pool, statement, 2),
		.arch = take(pool, statement, 3),
		.workload = take(pool, statement, 4),
		.configuration = take(pool, statement, 5),
		.metric = take(pool, statement, 6),
		.unit = take(pool, statement, 7),
		.overhead = sqlite3_column_int(statement, 8),
		.exact = sqlite3_column_int(statement, 9),
		.emulated = sqlite3_column_int(statement, 10) > 0,
	};
	return 0;
}

static void settle_series(struct history_series_list *list, struct text_pool *pool)
{
	for (size_t i = 0; i < list->count; i++) {
		struct history_series *series = &list->series[i];
		const char **const members[] = { &series->board,         &series->branch,
						 &series->arch,          &series->workload,
						 &series->configuration, &series->metric,
						 &series->unit };

		for (size_t m = 0; m < sizeof(members) / sizeof(members[0]); m++)
			text_pool_settle(pool, members[m]);
	}
	list->texts = pool->bytes;
}

int history_series(struct history *history, const struct history_choice *choice,
		   struct history_series_list *list, struct history_error *error)
{
	struct text_pool pool = { .bytes = NULL };
	sqlite3_stmt *statement;
	int got;

	*list = (struct history_series_list){ .count = 0 };
	/* Names that were mapped leave series without a source. */
	got = history_prepare(history, &statement, error,
			      "SELECT id, board, branch, arch, workload, configuration, metric,"
			      " unit, overhead, exact, machine FROM series"
			      " WHERE id IN (SELECT series FROM source)"
			      " ORDER BY board, branch, workload, configuration, metric, id",
			      "");
	while (!got && (got = history_step(history, statement, error)) > 0)
		got = take_series(list, choice, statement, &pool) ? history_no_memory(error) : 0;
	sqlite3_finalize(statement);
	if (!got && pool.failed)
		got = history_no_memory(error);
	settle_series(list, &pool);
	if (got)
		history_series_free(list);
	return got;
}

void history_series_free(struct history_series_list *list)
{
	free(list->series);
	free(list->texts);
	*list = (struct history_series_list){ .count = 0 };
}
