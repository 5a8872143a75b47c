// SPDX-License-Identifier: GPL-2.0-only
/*
 * Statements, transactions, and what SQLite says when one fails.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "report/wrap.h"
#include "track/history_parts.h"

int history_say(struct history_error *error, int code, const char *format, ...)
{
	va_list arguments;

	*error = (struct history_error){ "" };
	va_start(arguments, format);
	vsnprintf(error->text, sizeof(error->text), format, arguments);
	va_end(arguments);
	/* Names come from files, and the line goes to a terminal. */
	for (char *c = error->text; *c; c++)
		*c = wrap_printable(*c);
	return code;
}

int history_no_memory(struct history_error *error)
{
	return history_say(error, -ENOMEM, "out of memory");
}

/* What SQLite's codes come to. */
struct failure {
	int code; /* of SQLite, primary */
	int error; /* negative errno */
	const char *said; /* NULL: SQLite's own words */
	const char *advice;
};

static const struct failure failures[] = {
	{ SQLITE_BUSY, -EBUSY, "others have been writing to it for a minute", "try again later" },
	{ SQLITE_LOCKED, -EBUSY, "others have been writing to it for a minute", "try again later" },
	{ SQLITE_FULL, -ENOSPC, "the disk is full",
	  "nothing was changed; make room and try again" },
	{ SQLITE_READONLY, -EROFS, "it is read-only",
	  "let it and its folder be written, or name another one: --history FILE" },
	{ SQLITE_CORRUPT, -EBADMSG, "the file is damaged",
	  "put a copy back, or move it away and add the result files again" },
	{ SQLITE_NOTADB, -EBADMSG, "it is no database", "name the history: --history FILE" },
	{ SQLITE_CANTOPEN, -EIO, NULL, "see whether its folder is there and can be written" },
	{ SQLITE_PERM, -EACCES, NULL, "see who may read and write it" },
	{ SQLITE_AUTH, -EACCES, NULL, "see who may read and write it" },
};

static const struct failure other_failure = { 0, -EIO, NULL,
					      "see whether its disk is well, and try again" };

static const struct failure *find_failure(int code)
{
	for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++) {
		if (failures[i].code == (code & 0xff))
			return &failures[i];
	}
	return &other_failure;
}

int history_fail(struct history *history, const char *tried, struct history_error *error)
{
	int code = sqlite3_extended_errcode(history->db);
	const struct failure *failure = find_failure(code);
	int number = sqlite3_system_errno(history->db);

	if ((code & 0xff) == SQLITE_NOMEM)
		return history_no_memory(error);
	/* A writer was killed, and what it left can be put right only where one may write. */
	if (code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY)
		return history_say(error, -EROFS,
				   "%s: cannot %s: who wrote to it last was killed, and it is "
				   "read-only; open it once where it can be written, with its "
				   "-journal beside it",
				   history->path, tried);
	if (code == SQLITE_READONLY_DBMOVED)
		return history_say(error, -EIO,
				   "%s: cannot %s: it was moved or removed meanwhile; put it back "
				   "and try again",
				   history->path, tried);
	if (failure->said)
		return history_say(error, failure->error, "%s: cannot %s: %s; %s", history->path,
				   tried, failure->said, failure->advice);
	if (number == EFBIG || number == EDQUOT)
		failure = find_failure(SQLITE_FULL);
	return history_say(
		error, number ? -number : failure->error, "%s: cannot %s: %s; %s", history->path,
		tried, number ? strerror(number) : sqlite3_errmsg(history->db), failure->advice);
}

static const char *tried_of(const struct history *history, const sqlite3_stmt *statement)
{
	return !statement || sqlite3_stmt_readonly((sqlite3_stmt *)statement) ||
			       history->access == HISTORY_READ
		       ? "read it"
		       : "write to it";
}

static int bind_values(struct history *history, sqlite3_stmt *statement, const char *types,
		       va_list arguments, struct history_error *error)
{
	int failed = SQLITE_OK;

	for (int i = 0; types[i] && failed == SQLITE_OK; i++) {
		const char *text;

		switch (types[i]) {
		case 'i':
			failed = sqlite3_bind_int64(statement, i + 1, va_arg(arguments, int64_t));
			break;
		case 'd':
			failed = sqlite3_bind_double(statement, i + 1, va_arg(arguments, double));
			break;
		default:
			text = va_arg(arguments, const char *);
			failed = sqlite3_bind_text(statement, i + 1, text, -1, SQLITE_STATIC);
		}
	}
	return failed ? history_fail(history, tried_of(history, statement), error) : 0;
}

int history_prepare(struct history *history, sqlite3_stmt **statement, struct history_error *error,
		    const char *sql, const char *types, ...)
{
	va_list arguments;
	int failed;

	*statement = NULL;
	if (sqlite3_prepare_v2(history->db, sql, -1, statement, NULL) != SQLITE_OK)
		return history_fail(history, tried_of(history, NULL), error);
	va_start(arguments, types);
	failed = bind_values(history, *statement, types, arguments, error);
	va_end(arguments);
	return failed;
}

int history_bind(struct history *history, sqlite3_stmt *statement, struct history_error *error,
		 const char *types, ...)
{
	va_list arguments;
	int failed;

	sqlite3_reset(statement);
	va_start(arguments, types);
	failed = bind_values(history, statement, types, arguments, error);
	va_end(arguments);
	return failed;
}

int history_step(struct history *history, sqlite3_stmt *statement, struct history_error *error)
{
	switch (sqlite3_step(statement)) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		return 0;
	default:
		return history_fail(history, tried_of(history, statement), error);
	}
}

/*
 * A statement that was prepared before, or is kept from now on, where there is room. Adding a run
 * asks the same few things hundreds of times. @sql is known by its address.
 */
static int keep(struct history *history, const char *sql, sqlite3_stmt **statement, bool *kept,
		struct history_error *error)
{
	struct history_kept *row = history->kept;

	*kept = true;
	while (row < history->kept + HISTORY_KEPT_MAX && row->sql && row->sql != sql)
		row++;
	if (row < history->kept + HISTORY_KEPT_MAX && row->sql) {
		*statement = row->statement;
		return 0;
	}
	if (sqlite3_prepare_v2(history->db, sql, -1, statement, NULL) != SQLITE_OK)
		return history_fail(history, tried_of(history, NULL), error);
	*kept = row < history->kept + HISTORY_KEPT_MAX;
	if (*kept)
		*row = (struct history_kept){ sql, *statement };
	return 0;
}

/* Ends one that keep() gave. */
static void let_go(sqlite3_stmt *statement, bool kept)
{
	if (!kept) {
		sqlite3_finalize(statement);
		return;
	}
	sqlite3_reset(statement);
	/* What was bound lives no longer. */
	sqlite3_clear_bindings(statement);
}

int history_execute(struct history *history, struct history_error *error, const char *sql,
		    const char *types, ...)
{
	sqlite3_stmt *statement = NULL;
	va_list arguments;
	bool kept;
	int got = keep(history, sql, &statement, &kept, error);

	if (got)
		return got;
	va_start(arguments, types);
	got = bind_values(history, statement, types, arguments, error);
	va_end(arguments);
	if (!got)
		do {
			got = history_step(history, statement, error);
		} while (got > 0);
	let_go(statement, kept);
	return got;
}

int history_number(struct history *history, int64_t none, int64_t *number,
		   struct history_error *error, const char *sql, const char *types, ...)
{
	sqlite3_stmt *statement = NULL;
	va_list arguments;
	bool kept;
	int got = keep(history, sql, &statement, &kept, error);

	*number = none;
	if (got)
		return got;
	va_start(arguments, types);
	got = bind_values(history, statement, types, arguments, error);
	va_end(arguments);
	if (!got)
		got = history_step(history, statement, error);
	if (got > 0)
		*number = sqlite3_column_int64(statement, 0);
	let_go(statement, kept);
	return got < 0 ? got : 0;
}

/* At once as a writer: a reader that becomes one must give way to another such. */
int history_begin(struct history *history, struct history_error *error)
{
	if (sqlite3_exec(history->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
		return history_fail(history, "write to it", error);
	return 0;
}

int history_end(struct history *history, int failed, struct history_error *error)
{
	if (!failed && sqlite3_exec(history->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK)
		return 0;
	if (!failed)
		failed = history_fail(history, "write to it", error);
	/* Some failures have ended it already. */
	if (!sqlite3_get_autocommit(history->db))
		sqlite3_exec(history->db, "ROLLBACK", NULL, NULL, NULL);
	return failed;
}

const char *history_text(sqlite3_stmt *statement, int column)
{
	const char *text = (const char *)sqlite3_column_text(statement, column);

	return text ? text : "";
}
