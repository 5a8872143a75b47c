// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables of a history, and whether a file has them. docs/history.md explains them.
 */
#include <errno.h>
#include <stdio.h>

#include "track/history_parts.h"

/*
 * A source is a series under the names of the files; which series it is part of depends on the
 * names that were mapped (history_rename.c). Points of one source lie side by side in the order of
 * time, so that they are read without sorting.
 */
static const char tables[] =
	"CREATE TABLE board (id INTEGER PRIMARY KEY, given TEXT NOT NULL UNIQUE,"
	" name TEXT NOT NULL) STRICT;"
	"CREATE TABLE run (id INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL,"
	" same_run TEXT NOT NULL, same_boot INTEGER NOT NULL, ended INTEGER NOT NULL,"
	" samples INTEGER NOT NULL, file TEXT NOT NULL,"
	" board INTEGER NOT NULL REFERENCES board, branch TEXT NOT NULL,"
	" \"commit\" TEXT NOT NULL, date INTEGER NOT NULL, again INTEGER NOT NULL,"
	" points INTEGER NOT NULL, doubt TEXT, forgotten TEXT, forgotten_at INTEGER,"
	" added INTEGER NOT NULL, header TEXT NOT NULL) STRICT;"
	"CREATE INDEX run_digest ON run (digest);"
	"CREATE INDEX run_same ON run (same_run);"
	"CREATE INDEX run_order ON run (board, branch, date, id);"
	"CREATE INDEX run_commit ON run (\"commit\", branch, date);"
	"CREATE INDEX run_forgotten ON run (id) WHERE forgotten IS NOT NULL;"
	"CREATE TABLE header_part (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL,"
	" text TEXT NOT NULL) STRICT;"
	"CREATE INDEX header_part_hash ON header_part (hash);"
	"CREATE TABLE series (id INTEGER PRIMARY KEY, board TEXT NOT NULL, branch TEXT NOT NULL,"
	" arch TEXT NOT NULL, machine INTEGER NOT NULL, workload TEXT NOT NULL,"
	" configuration TEXT NOT NULL, metric TEXT NOT NULL, unit TEXT NOT NULL,"
	" overhead INTEGER NOT NULL, exact INTEGER NOT NULL,"
	" UNIQUE (board, branch, workload, configuration, metric, arch, machine, unit, overhead,"
	" exact)) STRICT;"
	"CREATE TABLE source (id INTEGER PRIMARY KEY, board INTEGER NOT NULL REFERENCES board,"
	" branch TEXT NOT NULL, arch TEXT NOT NULL, machine INTEGER NOT NULL,"
	" workload TEXT NOT NULL, configuration TEXT NOT NULL, metric TEXT NOT NULL,"
	" unit TEXT NOT NULL, overhead INTEGER NOT NULL, exact INTEGER NOT NULL,"
	" series INTEGER NOT NULL REFERENCES series,"
	" UNIQUE (board, branch, workload, configuration, metric, arch, machine, unit, overhead,"
	" exact)) STRICT;"
	"CREATE INDEX source_series ON source (series);"
	"CREATE TABLE path (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
	"CREATE TABLE point (source INTEGER NOT NULL REFERENCES source, date INTEGER NOT NULL,"
	" run INTEGER NOT NULL REFERENCES run, value REAL NOT NULL, path INTEGER NOT NULL,"
	" PRIMARY KEY (source, date, run)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE renamed (kind INTEGER NOT NULL, old TEXT NOT NULL, name TEXT NOT NULL,"
	" at INTEGER NOT NULL, PRIMARY KEY (kind, old)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE accepted (id INTEGER PRIMARY KEY, board TEXT, branch TEXT,"
	" \"commit\" TEXT NOT NULL, workload TEXT, configuration TEXT, metric TEXT,"
	" reason TEXT NOT NULL, date INTEGER NOT NULL) STRICT;";

static int make_tables(struct history *history)
{
	char mark[80];

	snprintf(mark, sizeof(mark), "PRAGMA application_id = %d; PRAGMA user_version = %d",
		 HISTORY_APPLICATION, HISTORY_VERSION);
	return sqlite3_exec(history->db, tables, NULL, NULL, NULL) ||
	       sqlite3_exec(history->db, mark, NULL, NULL, NULL);
}

/* What a file says that it is. */
struct claim {
	int64_t application;
	int64_t version;
	int64_t tables;
};

static int read_claim(struct history *history, struct claim *claim, struct history_error *error)
{
	int failed =
		history_number(history, 0, &claim->application, error, "PRAGMA application_id", "");

	if (!failed)
		failed = history_number(history, 0, &claim->version, error, "PRAGMA user_version",
					"");
	if (!failed)
		failed = history_number(history, 0, &claim->tables, error,
					"SELECT count(*) FROM sqlite_schema", "");
	return failed;
}

static bool is_empty(const struct claim *claim)
{
	return !claim->application && !claim->version && !claim->tables;
}

static int judge(const struct history *history, const struct claim *claim,
		 struct history_error *error)
{
	if (is_empty(claim))
		return history_say(error, -EBADMSG,
				   "%s: it is empty, and no history; name another one: --history "
				   "FILE",
				   history->path);
	if (claim->application != HISTORY_APPLICATION || claim->version < 1)
		return history_say(error, -EBADMSG,
				   "%s: it is a database of something else; name the history: "
				   "--history FILE",
				   history->path);
	if (claim->version > HISTORY_VERSION)
		return history_say(error, -EPROTO,
				   "%s: a newer tracetoll made it (version %lld, this one knows "
				   "%d); use that one",
				   history->path, (long long)claim->version, HISTORY_VERSION);
	return 0;
}

/* Of two that find it empty at once the second one finds the tables of the first. */
static int fill_empty(struct history *history, struct claim *claim, struct history_error *error)
{
	int failed = history_begin(history, error);

	if (failed)
		return failed;
	failed = read_claim(history, claim, error);
	if (!failed && is_empty(claim) && make_tables(history))
		failed = history_fail(history, "make it", error);
	failed = history_end(history, failed, error);
	return failed ? failed : read_claim(history, claim, error);
}

int history_schema(struct history *history, struct history_error *error)
{
	struct claim claim;
	int failed = read_claim(history, &claim, error);

	if (!failed && is_empty(&claim) && history->access == HISTORY_WRITE)
		failed = fill_empty(history, &claim, error);
	return failed ? failed : judge(history, &claim, error);
}
