// SPDX-License-Identifier: GPL-2.0-only
/*
 * The steps that are known, and the runs that do not count.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "track/history_names.h"
#include "track/history_parts.h"
#include "track/text_pool.h"

static const char *take(struct text_pool *pool, sqlite3_stmt *statement, int column)
{
	return text_pool_add(pool, (const char *)sqlite3_column_text(statement, column));
}

/* Puts what the name is called now behind the others. */
static int join_name(struct history *history, enum history_name kind, const char *name,
		     char **joined, struct history_error *error)
{
	char *before = *joined;
	char *now = NULL;
	int failed = history_name_now(history, kind, name, &now, error);

	if (!failed &&
	    asprintf(joined, "%s%s%s", before ? before : "", before ? "," : "", now) < 0) {
		*joined = NULL;
		failed = history_no_memory(error);
	}
	if (!failed || !*joined)
		free(before);
	free(now);
	return failed;
}

/* What the names of a list are called now; the caller frees it. */
static int list_now(struct history *history, enum history_name kind, const char *list, char **now,
		    struct history_error *error)
{
	int failed = history_name_now(history, kind, list, now, error);
	char *save = NULL;
	char *copy;

	/* It may be one name that holds a comma itself, as those of boards do. */
	if (failed || strcmp(*now, list) != 0 || !strchr(list, ','))
		return failed;
	free(*now);
	*now = NULL;
	copy = strdup(list);
	if (!copy)
		return history_no_memory(error);
	for (char *name = strtok_r(copy, ",", &save); name && !failed;
	     name = strtok_r(NULL, ",", &save))
		failed = join_name(history, kind, name, now, error);
	free(copy);
	return failed;
}

static int take_names(struct history *history, enum history_name kind, sqlite3_stmt *statement,
		      int column, struct text_pool *pool, const char **names,
		      struct history_error *error)
{
	char *now = NULL;
	int failed = 0;

	*names = NULL;
	if (sqlite3_column_type(statement, column) == SQLITE_NULL)
		return 0;
	failed = list_now(history, kind, history_text(statement, column), &now, error);
	if (!failed)
		*names = text_pool_add(pool, now);
	free(now);
	return failed;
}

static int take_accepted(struct history *history, struct history_accepted_list *list,
			 sqlite3_stmt *statement, struct text_pool *pool,
			 struct history_error *error)
{
	static const enum history_name kinds[] = { HISTORY_BOARD, HISTORY_WORKLOAD,
						   HISTORY_CONFIGURATION, HISTORY_METRIC };
	static const int columns[] = { 1, 4, 5, 6 };
	struct history_accepted *rows =
		reallocarray(list->accepted, list->count + 1, sizeof(*rows));
	const char **members[4];
	struct history_accepted *row;
	int failed = 0;

	if (!rows)
		return history_no_memory(error);
	list->accepted = rows;
	row = &rows[list->count++];
	*row = (struct history_accepted){
		.id = sqlite3_column_int64(statement, 0),
		.branch = take(pool, statement, 2),
		.commit = take(pool, statement, 3),
		.reason = take(pool, statement, 7),
		.date = sqlite3_column_int64(statement, 8),
	};
	members[0] = &row->board;
	members[1] = &row->workload;
	members[2] = &row->configuration;
	members[3] = &row->metric;
	for (size_t i = 0; i < 4 && !failed; i++)
		failed = take_names(history, kinds[i], statement, columns[i], pool, members[i],
				    error);
	return failed;
}

static void settle(struct history_accepted_list *list, struct text_pool *pool)
{
	for (size_t i = 0; i < list->count; i++) {
		struct history_accepted *row = &list->accepted[i];
		const char **const members[] = { &row->board,    &row->branch,        &row->commit,
						 &row->workload, &row->configuration, &row->metric,
						 &row->reason };

		for (size_t m = 0; m < sizeof(members) / sizeof(members[0]); m++)
			text_pool_settle(pool, members[m]);
	}
	list->texts = pool->bytes;
}

int history_accepted(struct history *history, struct history_accepted_list *list,
		     struct history_error *error)
{
	struct text_pool pool = { .bytes = NULL };
	sqlite3_stmt *statement;
	int got;

	*list = (struct history_accepted_list){ .count = 0 };
	got = history_prepare(history, &statement, error,
			      "SELECT id, board, branch, \"commit\", workload, configuration,"
			      " metric, reason, date FROM accepted ORDER BY id",
			      "");
	while (!got && (got = history_step(history, statement, error)) > 0)
		got = take_accepted(history, list, statement, &pool, error);
	sqlite3_finalize(statement);
	if (!got && pool.failed)
		got = history_no_memory(error);
	settle(list, &pool);
	if (got)
		history_accepted_free(list);
	return got;
}

void history_accepted_free(struct history_accepted_list *list)
{
	free(list->accepted);
	free(list->texts);
	*list = (struct history_accepted_list){ .count = 0 };
}

/* One change in a transaction of its own, after which there is another look. */
static int change(struct history *history, int failed, struct history_error *error)
{
	failed = history_end(history, failed, error);
	return failed ? failed : history_look(history, error);
}

/* A file is in the history once, but for runs that are forgotten. */
static int check_digest(struct history *history, int64_t run, struct history_error *error)
{
	int64_t other = 0;
	int failed = history_number(
		history, 0, &other, error,
		"SELECT other.id FROM run JOIN run AS other ON other.digest = run.digest"
		" WHERE run.id = ?1 AND other.id != run.id AND other.forgotten IS NULL",
		"i", run);

	if (failed || !other)
		return failed;
	return history_say(error, -EINVAL,
			   "%s: the same file was added anew since it was forgotten; forget that "
			   "one first",
			   history->path);
}

static int forget_one(struct history *history, int64_t run, const char *reason,
		      struct history_error *error)
{
	int failed = reason ? 0 : check_digest(history, run, error);

	return failed ? failed
		      : history_execute(history, error,
					"UPDATE run SET forgotten = ?2, forgotten_at = CASE WHEN "
					"?2 IS NULL THEN NULL ELSE ?3 END WHERE id = ?1",
					"iti", run, reason, (int64_t)time(NULL));
}

int history_forget(struct history *history, const int64_t *runs, size_t count, const char *reason,
		   struct history_error *error)
{
	int failed = history_begin(history, error);

	if (failed)
		return failed;
	for (size_t i = 0; i < count && !failed; i++)
		failed = forget_one(history, runs[i], reason, error);
	return change(history, failed, error);
}

static const char add_accepted[] =
	"INSERT INTO accepted (board, branch, \"commit\", workload, configuration, metric, reason,"
	" date) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE NOT EXISTS (SELECT 1 FROM accepted"
	" WHERE board IS ?1 AND branch IS ?2 AND \"commit\" = ?3 AND workload IS ?4"
	" AND configuration IS ?5 AND metric IS ?6)";

int history_accept(struct history *history, const struct history_accepted *step,
		   struct history_error *error)
{
	int failed = history_begin(history, error);

	if (failed)
		return failed;
	failed = history_execute(history, error, add_accepted, "ttttttti", step->board,
				 step->branch, step->commit, step->workload, step->configuration,
				 step->metric, step->reason, (int64_t)time(NULL));
	return change(history, failed, error);
}

int history_accept_undo(struct history *history, int64_t accepted, struct history_error *error)
{
	int failed = history_begin(history, error);

	if (failed)
		return failed;
	failed = history_execute(history, error, "DELETE FROM accepted WHERE id = ?1", "i",
				 accepted);
	return change(history, failed, error);
}
