// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names of files, what they are called now, and the series that they are part of.
 */
#include "track/history_names.h"

#include <stdlib.h>
#include <string.h>

#include "track/history_parts.h"

/* A chain of names that is longer goes in a circle, which history_rename() does not make. */
#define CHAIN_MAX 64

int history_name_now(struct history *history, enum history_name kind, const char *name, char **now,
		     struct history_error *error)
{
	sqlite3_stmt *statement;
	int got = history_prepare(history, &statement, error,
				  "SELECT name FROM renamed WHERE kind = ?1 AND old = ?2", "");

	*now = strdup(name);
	for (int i = 0; i < CHAIN_MAX && !got; i++) {
		if (!*now)
			got = history_no_memory(error);
		else
			got = history_bind(history, statement, error, "it", (int64_t)kind, *now);
		if (got)
			break;
		got = history_step(history, statement, error);
		if (got <= 0)
			break;
		free(*now);
		*now = strdup(history_text(statement, 0));
		got = 0;
	}
	sqlite3_finalize(statement);
	return got;
}

int history_board_id(struct history *history, const char *board, int64_t *id,
		     struct history_error *error)
{
	char *now = NULL;
	int failed = history_number(history, 0, id, error, "SELECT id FROM board WHERE given = ?1",
				    "t", board);

	if (failed || *id)
		return failed;
	failed = history_name_now(history, HISTORY_BOARD, board, &now, error);
	if (!failed)
		failed = history_execute(history, error,
					 "INSERT INTO board (given, name) VALUES (?1, ?2)", "tt",
					 board, now);
	*id = sqlite3_last_insert_rowid(history->db);
	free(now);
	return failed;
}

/* The parts of a number that have other names now. */
struct names_now {
	char *board;
	char *workload;
	char *configuration;
	char *metric;
};

static int find_names(struct history *history, int64_t board, const struct history_number *number,
		      struct names_now *now, struct history_error *error)
{
	sqlite3_stmt *statement;
	int got = history_prepare(history, &statement, error,
				  "SELECT name FROM board WHERE id = ?1", "i", board);

	if (!got)
		got = history_step(history, statement, error);
	now->board = got > 0 ? strdup(history_text(statement, 0)) : NULL;
	sqlite3_finalize(statement);
	if (got >= 0)
		got = now->board ? 0 : history_no_memory(error);
	if (!got)
		got = history_name_now(history, HISTORY_WORKLOAD, number->workload, &now->workload,
				       error);
	if (!got)
		got = history_name_now(history, HISTORY_CONFIGURATION, number->configuration,
				       &now->configuration, error);
	if (!got)
		got = history_name_now(history, HISTORY_METRIC, number->metric, &now->metric,
				       error);
	return got;
}

static void free_names(struct names_now *now)
{
	free(now->board);
	free(now->workload);
	free(now->configuration);
	free(now->metric);
}

static const char find_series[] =
	"SELECT id FROM series WHERE board = ?1 AND branch = ?2 AND workload = ?3"
	" AND configuration = ?4 AND metric = ?5 AND arch = ?6 AND machine = ?7 AND unit = ?8"
	" AND overhead = ?9 AND exact = ?10";
static const char add_series[] =
	"INSERT OR IGNORE INTO series (board, branch, workload, configuration, metric, arch,"
	" machine, unit, overhead, exact) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
static const char find_source[] =
	"SELECT id FROM source WHERE board = ?1 AND branch = ?2 AND workload = ?3"
	" AND configuration = ?4 AND metric = ?5 AND arch = ?6 AND machine = ?7 AND unit = ?8"
	" AND overhead = ?9 AND exact = ?10";
static const char add_source[] =
	"INSERT INTO source (board, branch, workload, configuration, metric, arch, machine, unit,"
	" overhead, exact, series) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

int history_series_id(struct history *history, int64_t board, const char *branch, const char *arch,
		      enum history_machine machine, const struct history_number *number,
		      int64_t *id, struct history_error *error)
{
	struct names_now now = { .board = NULL };
	int failed = find_names(history, board, number, &now, error);

	if (!failed)
		failed = history_execute(history, error, add_series, "ttttttitii", now.board,
					 branch, now.workload, now.configuration, now.metric, arch,
					 (int64_t)machine, number->unit, (int64_t)number->overhead,
					 (int64_t)number->exact);
	if (!failed)
		failed = history_number(history, 0, id, error, find_series, "ttttttitii", now.board,
					branch, now.workload, now.configuration, now.metric, arch,
					(int64_t)machine, number->unit, (int64_t)number->overhead,
					(int64_t)number->exact);
	free_names(&now);
	return failed;
}

int history_source_id(struct history *history, int64_t board, const char *branch, const char *arch,
		      enum history_machine machine, const struct history_number *number,
		      int64_t *id, struct history_error *error)
{
	int64_t series;
	int failed = history_number(history, 0, id, error, find_source, "itttttitii", board, branch,
				    number->workload, number->configuration, number->metric, arch,
				    (int64_t)machine, number->unit, (int64_t)number->overhead,
				    (int64_t)number->exact);

	if (failed || *id)
		return failed;
	failed = history_series_id(history, board, branch, arch, machine, number, &series, error);
	if (!failed)
		failed = history_execute(history, error, add_source, "itttttitiii", board, branch,
					 number->workload, number->configuration, number->metric,
					 arch, (int64_t)machine, number->unit,
					 (int64_t)number->overhead, (int64_t)number->exact, series);
	*id = sqlite3_last_insert_rowid(history->db);
	return failed;
}
