// SPDX-License-Identifier: GPL-2.0-only
/*
 * The steps that are known, and runs that do not count.
 */
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "track/history_change.h"
#include "track/history_parts.h"
#include "track/text_pool.h"

static int no_memory(struct history_error *error)
{
	return history_say(error, -ENOMEM, "out of memory");
}

static const char *take(struct text_pool *pool, sqlite3_stmt *statement, int column)
{
	return text_pool_add(pool, (const char *)sqlite3_column_text(statement, column));
}

static int take_accepted(struct history_accepted_list *list, sqlite3_stmt *statement,
			 struct text_pool *pool)
{
	struct history_accepted *rows =
		reallocarray(list->accepted, list->count + 1, sizeof(*rows));

	if (!rows)
		return -ENOMEM;
	list->accepted = rows;
	rows[list->count++] = (struct history_accepted){
		.id = sqlite3_column_int64(statement, 0),
		.board = take(pool, statement, 1),
		.branch = take(pool, statement, 2),
		.commit = take(pool, statement, 3),
		.workload = take(pool, statement, 4),
		.configuration = take(pool, statement, 5),
		.metric = take(pool, statement, 6),
		.reason = take(pool, statement, 7),
		.date = sqlite3_column_int64(statement, 8),
	};
	return 0;
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
		got = take_accepted(list, statement, &pool) ? no_memory(error) : 0;
	sqlite3_finalize(statement);
	if (!got && pool.failed)
		got = no_memory(error);
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
