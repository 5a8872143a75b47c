/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef HISTORY_FILE_H
#define HISTORY_FILE_H

/*
 * A history in a folder of its own, and nights to put into it: one result file, whose numbers, date
 * and digest are made those of another night.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "track/history_add.h"
#include "track/history_change.h"
#include "track/history_numbers.h"
#include "track/history_parts.h"

#define NIGHT_FILE TEST_DATA "/invented-hardware.jsonl"
#define NIGHT_POINTS 56
/* 2026-01-01 */
#define FIRST_NIGHT INT64_C(1767225600)
#define NIGHT_S INT64_C(86400)

struct history_file {
	char folder[64];
	char path[96];
};

static inline int history_file_make(void **state)
{
	struct history_file *file = calloc(1, sizeof(*file));

	/* A disk that others keep busy takes a hundred times as long to sync. */
	strcpy(file->folder, "/dev/shm/tracetoll-history.XXXXXX");
	if (!mkdtemp(file->folder)) {
		strcpy(file->folder, "/tmp/tracetoll-history.XXXXXX");
		assert_non_null(mkdtemp(file->folder));
	}
	snprintf(file->path, sizeof(file->path), "%s/history.sqlite", file->folder);
	*state = file;
	return 0;
}

static inline int history_file_remove(void **state)
{
	struct history_file *file = *state;
	char journal[128];

	snprintf(journal, sizeof(journal), "%s-journal", file->path);
	unlink(journal);
	unlink(file->path);
	rmdir(file->folder);
	free(file);
	return 0;
}

static inline struct history *history_file_open(const struct history_file *file,
						enum history_access access)
{
	struct history_error error = { "" };
	struct history *history = NULL;

	if (history_open(file->path, access, &history, &error))
		fail_msg("%s", error.text);
	return history;
}

/* The night's run: each of its numbers is more by the night. @name: another one, another run. */
static inline void make_night(struct history_input *input, unsigned int night, const char *name,
			      const char *commit)
{
	struct history_error error = { "" };

	if (history_input_read(NIGHT_FILE, input, &error))
		fail_msg("%s", error.text);
	for (size_t i = 0; i < input->numbers->count; i++)
		input->numbers->numbers[i].value += night;
	digest_of(name, strlen(name), input->digest);
	digest_of(input->digest, strlen(input->digest), input->numbers->same_run);
	input->words.date = FIRST_NIGHT + night * NIGHT_S;
	input->words.commit = commit;
}

static inline void add_night(struct history *history, unsigned int night, const char *name,
			     const char *commit)
{
	struct history_error error = { "" };
	struct history_input input;

	make_night(&input, night, name, commit);
	if (history_add(history, &input, 1, &error))
		fail_msg("%s", error.text);
	assert_int_equal(input.added, HISTORY_ADDED);
	history_input_free(&input);
}

/* A number that the database has. */
static inline int64_t history_count(struct history *history, const char *sql)
{
	struct history_error error = { "" };
	sqlite3_stmt *statement;
	int64_t number;

	if (history_prepare(history, &statement, &error, sql, "") ||
	    history_step(history, statement, &error) <= 0)
		fail_msg("%s: %s", sql, error.text);
	number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return number;
}

/* Whole pages and indices, and each run has all of its points or is not there. */
static inline void assert_whole(struct history *history)
{
	assert_int_equal(history_count(history, "SELECT count(*) FROM pragma_integrity_check "
						"WHERE integrity_check != 'ok'"),
			 0);
	assert_int_equal(history_count(history, "SELECT count(*) FROM pragma_foreign_key_check"),
			 0);
	assert_int_equal(history_count(history, "SELECT count(*) FROM run WHERE points != (SELECT "
						"count(*) FROM point WHERE point.run = run.id)"),
			 0);
}

#endif /* HISTORY_FILE_H */
