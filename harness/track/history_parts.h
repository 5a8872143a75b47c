/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HISTORY_PARTS_H
#define HISTORY_PARTS_H

#include <sqlite3.h>

#include "track/history.h"

/* How files of the history are known: "trtl", and the version of history_schema.c. */
#define HISTORY_APPLICATION 0x7472746c
#define HISTORY_VERSION 1

struct history_path_name {
	uint32_t id;
	char *name;
};

#define HISTORY_KEPT_MAX 24

/* A statement that is asked for again and again, by the address of its text. */
struct history_kept {
	const char *sql;
	sqlite3_stmt *statement;
};

struct history {
	sqlite3 *db;
	char *path;
	enum history_access access;
	/* What is looked at: runs up to this one, but for these, which are sorted. */
	int64_t newest;
	int64_t *forgotten;
	size_t forgotten_count;
	/* Of history_points(): prepared at the first call. */
	sqlite3_stmt *sources;
	sqlite3_stmt *all_points;
	sqlite3_stmt *last_points;
	struct history_kept kept[HISTORY_KEPT_MAX]; /* without sql: free */
	/* Those that were asked for. */
	struct history_path_name *paths;
	size_t path_count;
};

/* Reads what there is to look at now: others may have added and forgotten runs. */
int history_look(struct history *history, struct history_error *error);

/* Makes the tables of an empty file, or looks whether they are ours. */
int history_schema(struct history *history, struct history_error *error);

/* A printable line into @error; returns @code. */
__attribute__((format(printf, 3, 4))) int history_say(struct history_error *error, int code,
						      const char *format, ...);
/* Says that memory ran out; returns -ENOMEM. */
int history_no_memory(struct history_error *error);

/*
 * What SQLite says of the last call that failed, in one line; @tried: "read it". Returns the
 * negative errno that it comes to.
 */
int history_fail(struct history *history, const char *tried, struct history_error *error);

/*
 * A statement with values for its parameters: a letter of @types each, i (int64_t), t (const char
 * *, NULL: null; must live as long as they are bound) or d (double). Returns 0 or a negative errno
 * with @error; the caller ends with sqlite3_finalize() in any case.
 */
int history_prepare(struct history *history, sqlite3_stmt **statement, struct history_error *error,
		    const char *sql, const char *types, ...);

/* Other values for it; it starts anew. */
int history_bind(struct history *history, sqlite3_stmt *statement, struct history_error *error,
		 const char *types, ...);

/* 1: there is a row, 0: no more, or a negative errno with @error. */
int history_step(struct history *history, sqlite3_stmt *statement, struct history_error *error);

/*
 * A statement, all at once, without its rows. @sql is to be a constant of the program, as in
 * history_number(): the statement is kept for the next time.
 */
int history_execute(struct history *history, struct history_error *error, const char *sql,
		    const char *types, ...);

/* The one number that a statement gives; @none if there is no row. */
int history_number(struct history *history, int64_t none, int64_t *number,
		   struct history_error *error, const char *sql, const char *types, ...);

/* Of writers: waits for others; history_end() takes all back if @failed, which it returns. */
int history_begin(struct history *history, struct history_error *error);
int history_end(struct history *history, int failed, struct history_error *error);

/* A column's text, "" for none. */
const char *history_text(sqlite3_stmt *statement, int column);

#endif /* HISTORY_PARTS_H */
