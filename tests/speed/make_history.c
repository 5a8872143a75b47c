// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes a history of many nights, by the tables that history_add() fills: ten boards with a run
 * each night. The numbers are invented; the names are those of make_results, so that what that
 * makes of a board goes on with its series.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "track/history_add.h"
#include "track/history_names.h"
#include "track/history_parts.h"

#define BOARDS 10
#define DAY_S INT64_C(86400)
/* 2016-11-23: the last of 3,650 nights is of 2026. */
#define FIRST_NIGHT_S INT64_C(1479859200)

static const char add_run[] =
	"INSERT INTO run (digest, same_run, same_boot, ended, samples, file, board, branch,"
	" \"commit\", date, again, points, header, added)"
	" VALUES (?1, ?1, 1, 1, 1, 'invented.jsonl', ?2, 'main', ?3, ?4, 0, 1, '[]', ?4)";
/*
 * All points of a series at once. The noise is of a congruence, from -1 to 1 and always the same.
 */
static const char add_nights[] =
	"INSERT INTO point (source, date, run, value, path)"
	" SELECT ?1, ?2 + 86400 * n, 1 + 10 * n + ?3 % 10, 100"
	" + CASE WHEN ?4 THEN 0 ELSE ((n * 2654435761 + ?3 * 40503) % 4294967296 * 48271"
	" % 2147483647 % 2001) / 1000.0 - 1 END + CASE WHEN ?5 AND n >= ?6 / 2 THEN 5 ELSE 0 END, 1"
	" FROM (WITH RECURSIVE night (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM night"
	" WHERE n + 1 < ?6) SELECT n FROM night)";

static int64_t date_of(unsigned int night)
{
	return FIRST_NIGHT_S + DAY_S * night;
}

/* Run 1 + 10 * night + board; each night is a commit. */
static int add_runs(struct history *history, unsigned int nights, struct history_error *error)
{
	sqlite3_stmt *statement;
	int failed = history_prepare(history, &statement, error, add_run, "");

	for (unsigned int i = 0; i < nights * BOARDS && !failed; i++) {
		char commit[16];
		char digest[DIGEST_SIZE];

		snprintf(commit, sizeof(commit), "%012x", i / BOARDS * 2654435761U);
		digest_of(&i, sizeof(i), digest);
		failed = history_bind(history, statement, error, "titi", digest,
				      (int64_t)(1 + i % BOARDS), commit, date_of(i / BOARDS));
		if (!failed)
			failed = history_step(history, statement, error);
	}
	sqlite3_finalize(statement);
	return failed;
}

/* A tenth has no noise; one of fifty has a step in the middle. */
static int add_points(struct history *history, unsigned int nights, int64_t source,
		      unsigned int number, struct history_error *error)
{
	unsigned int kind = number / BOARDS;

	return history_execute(history, error, add_nights, "iiiiii", source, FIRST_NIGHT_S,
			       (int64_t)number, (int64_t)(kind % 10 == 9),
			       (int64_t)(kind % 50 == 7), (int64_t)nights);
}

static int add_series(struct history *history, unsigned int nights, unsigned int number,
		      struct history_error *error)
{
	char configuration[32];
	bool exact = number / BOARDS % 10 == 9;
	struct history_number made = {
		.workload = "kloop",
		.configuration = configuration,
		.metric = exact ? "kernel-instructions" : "cycles",
		.unit = exact ? "instructions" : "cycles",
		.overhead = true,
		.exact = exact,
	};
	int64_t source;
	int failed;

	snprintf(configuration, sizeof(configuration), "ops%u", 1 + number / BOARDS);
	failed = history_source_id(history, 1 + number % BOARDS, "main", "arm64", HISTORY_HARDWARE,
				   &made, &source, error);
	return failed ? failed : add_points(history, nights, source, number, error);
}

static int fill(struct history *history, unsigned int nights, unsigned int series,
		struct history_error *error)
{
	int failed = history_execute(history, error, "INSERT INTO path (name) VALUES ('list')", "");

	for (unsigned int i = 1; i <= BOARDS && !failed; i++) {
		char board[32];
		int64_t id;

		snprintf(board, sizeof(board), "Invented board %u", i);
		failed = history_board_id(history, board, &id, error);
	}
	if (!failed)
		failed = add_runs(history, nights, error);
	for (unsigned int i = 0; i < series && !failed; i++)
		failed = add_series(history, nights, i, error);
	return failed;
}

static unsigned int number_of(const char *word)
{
	return (unsigned int)strtoul(word, NULL, 10);
}

int main(int argc, char **argv)
{
	struct history_error error;
	struct history *history;
	int failed;

	if (argc != 4) {
		fprintf(stderr, "usage: make_history FILE NIGHTS SERIES\n");
		return 2;
	}
	failed = history_open(argv[1], HISTORY_WRITE, &history, &error);
	/* It is made for one test, and whatever happens is made anew. */
	if (!failed)
		sqlite3_exec(history->db, "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF",
			     NULL, NULL, NULL);
	if (!failed)
		failed = history_begin(history, &error);
	if (!failed) {
		failed = fill(history, number_of(argv[2]), number_of(argv[3]), &error);
		failed = history_end(history, failed, &error);
	}
	history_close(history);
	if (!failed)
		return 0;
	fprintf(stderr, "make_history: %s\n", error.text);
	return 6;
}
