// SPDX-License-Identifier: GPL-2.0-only
/*
 * Opens and closes a history.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "track/history_parts.h"

/* Others need milliseconds. */
#define WAIT_MS 60000

/*
 * The file is anybody's, so nothing in it is run; what a statement sorts stays out of the file
 * system. Rollback journals, which SQLite makes of itself, work on read-only disks and on those of
 * other machines, where a write-ahead log does not.
 */
static const char settings[] = "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
			       "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000;";

static int set_up(struct history *history, struct history_error *error)
{
	sqlite3_busy_timeout(history->db, WAIT_MS);
	sqlite3_db_config(history->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	if (sqlite3_exec(history->db, settings, NULL, NULL, NULL) != SQLITE_OK)
		return history_fail(history, "open it", error);
	if (history->access == HISTORY_READ &&
	    sqlite3_exec(history->db, "PRAGMA query_only = ON", NULL, NULL, NULL) != SQLITE_OK)
		return history_fail(history, "open it", error);
	return 0;
}

/* Whether it is there, or its folder can be written; else errno tells why. */
static bool can_be_made(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder;
	bool can;

	if (!access(path, F_OK))
		return true;
	folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
	can = folder && !access(folder, W_OK);
	free(folder);
	return can;
}

/* A folder or a device: SQLite would make its journal beside it. */
static bool is_other_than_file(const char *path)
{
	struct stat status;

	return !stat(path, &status) && !S_ISREG(status.st_mode);
}

/*
 * Readers ask to write, too, and SQLite does without where that is forbidden: what a killed writer
 * left is put right by who comes next.
 */
static int open_database(struct history *history, struct history_error *error)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

	if (history->access == HISTORY_WRITE)
		flags |= SQLITE_OPEN_CREATE;
	else if (access(history->path, F_OK))
		return history_say(error, -errno,
				   "%s: cannot open it: %s; tracetoll track add "
				   "makes it, --history FILE names another one",
				   history->path, strerror(errno));
	if (history->access == HISTORY_WRITE && !can_be_made(history->path))
		return history_say(error, -errno,
				   "%s: cannot make it: %s; name another one: "
				   "--history FILE",
				   history->path, strerror(errno));
	if (is_other_than_file(history->path))
		return history_say(error, -EBADMSG,
				   "%s: it is no file, and no history; name another one: --history "
				   "FILE",
				   history->path);
	if (sqlite3_open_v2(history->path, &history->db, flags, NULL) != SQLITE_OK)
		return history->db ? history_fail(history, "open it", error)
				   : history_no_memory(error);
	return set_up(history, error);
}

static struct history *make_history(const char *path, enum history_access access)
{
	struct history *history = calloc(1, sizeof(*history));

	if (!history)
		return NULL;
	history->access = access;
	/* SQLite takes ":memory:" for no file. */
	if (asprintf(&history->path, "%s%s", *path == ':' ? "./" : "", path) < 0) {
		free(history);
		return NULL;
	}
	return history;
}

int history_look(struct history *history, struct history_error *error)
{
	sqlite3_stmt *statement;
	int64_t count = 0;
	int got = history_number(history, 0, &history->newest, error,
				 "SELECT coalesce(max(id), 0) FROM run", "");

	if (!got)
		got = history_number(history, 0, &count, error,
				     "SELECT count(*) FROM run WHERE forgotten IS NOT NULL", "");
	if (got)
		return got;
	free(history->forgotten);
	history->forgotten_count = 0;
	history->forgotten = calloc((size_t)count + 1, sizeof(*history->forgotten));
	if (!history->forgotten)
		return history_no_memory(error);
	got = history_prepare(history, &statement, error,
			      "SELECT id FROM run WHERE forgotten IS NOT NULL ORDER BY id LIMIT ?",
			      "i", count);
	while (!got && (got = history_step(history, statement, error)) > 0) {
		history->forgotten[history->forgotten_count++] = sqlite3_column_int64(statement, 0);
		got = 0;
	}
	sqlite3_finalize(statement);
	return got;
}

int history_open(const char *path, enum history_access access, struct history **history,
		 struct history_error *error)
{
	int failed;

	*history = make_history(path, access);
	if (!*history)
		return history_no_memory(error);
	failed = open_database(*history, error);
	if (!failed)
		failed = history_schema(*history, error);
	if (!failed)
		failed = history_look(*history, error);
	if (failed) {
		history_close(*history);
		*history = NULL;
	}
	return failed;
}

static int copy_look(const struct history *from, struct history *history)
{
	size_t size = (from->forgotten_count + 1) * sizeof(*from->forgotten);

	history->newest = from->newest;
	history->forgotten = malloc(size);
	if (!history->forgotten)
		return -ENOMEM;
	memcpy(history->forgotten, from->forgotten, size);
	history->forgotten_count = from->forgotten_count;
	return 0;
}

int history_open_again(const struct history *other, struct history **history,
		       struct history_error *error)
{
	int failed;

	*history = make_history(other->path, other->access);
	if (!*history)
		return history_no_memory(error);
	failed = open_database(*history, error);
	/* What both see is the same. */
	if (!failed && copy_look(other, *history))
		failed = history_no_memory(error);
	if (failed) {
		history_close(*history);
		*history = NULL;
	}
	return failed;
}

const char *history_file(const struct history *history)
{
	return history->path;
}

void history_close(struct history *history)
{
	if (!history)
		return;
	sqlite3_finalize(history->sources);
	sqlite3_finalize(history->all_points);
	sqlite3_finalize(history->last_points);
	for (size_t i = 0; i < HISTORY_KEPT_MAX; i++)
		sqlite3_finalize(history->kept[i].statement);
	sqlite3_close(history->db);
	for (size_t i = 0; i < history->path_count; i++)
		free(history->paths[i].name);
	free(history->paths);
	free(history->forgotten);
	free(history->path);
	free(history);
}
