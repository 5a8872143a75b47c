// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names that changed. What was added keeps the names of its files; which series a source is part
 * of is found anew when a name is mapped, or is not any more.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "track/history_names.h"
#include "track/history_parts.h"

static const char *const words[HISTORY_NAME_COUNT] = {
	[HISTORY_CONFIGURATION] = "configuration",
	[HISTORY_WORKLOAD] = "workload",
	[HISTORY_METRIC] = "metric",
	[HISTORY_BOARD] = "board",
};

/* The names that are in use now, without those of series that have no source any more. */
static const char *const names_now[HISTORY_NAME_COUNT] = {
	[HISTORY_CONFIGURATION] = "SELECT DISTINCT configuration FROM series WHERE id IN "
				  "(SELECT series FROM source) ORDER BY 1",
	[HISTORY_WORKLOAD] = "SELECT DISTINCT workload FROM series WHERE id IN "
			     "(SELECT series FROM source) ORDER BY 1",
	[HISTORY_METRIC] = "SELECT DISTINCT metric FROM series WHERE id IN "
			   "(SELECT series FROM source) ORDER BY 1",
	[HISTORY_BOARD] = "SELECT DISTINCT name FROM board ORDER BY 1",
};

const char *history_name_word(enum history_name kind)
{
	return words[kind];
}

/* One more name behind the others: pointers first, then what they point to. */
static int add_name(char ***names, size_t *count, const char *name)
{
	char **more = reallocarray(*names, *count + 2, sizeof(*more));

	if (!more)
		return -ENOMEM;
	*names = more;
	more[*count] = strdup(name);
	more[*count + 1] = NULL;
	return more[(*count)++] ? 0 : -ENOMEM;
}

int history_names(struct history *history, enum history_name kind, char ***names,
		  struct history_error *error)
{
	sqlite3_stmt *statement;
	size_t count = 0;
	int got = history_prepare(history, &statement, error, names_now[kind], "");

	*names = calloc(1, sizeof(**names));
	if (!*names && !got)
		got = history_no_memory(error);
	while (!got && (got = history_step(history, statement, error)) > 0)
		got = add_name(names, &count, history_text(statement, 0)) ? history_no_memory(error)
									  : 0;
	sqlite3_finalize(statement);
	if (got) {
		history_names_free(*names);
		*names = NULL;
	}
	return got;
}

void history_names_free(char **names)
{
	for (size_t i = 0; names && names[i]; i++)
		free(names[i]);
	free(names);
}

static int update_boards(struct history *history, struct history_error *error)
{
	sqlite3_stmt *statement;
	int got = history_prepare(history, &statement, error, "SELECT id, given FROM board", "");

	while (!got && (got = history_step(history, statement, error)) > 0) {
		char *now = NULL;

		got = history_name_now(history, HISTORY_BOARD, history_text(statement, 1), &now,
				       error);
		if (!got)
			got = history_execute(history, error,
					      "UPDATE board SET name = ?2 WHERE id = ?1", "it",
					      sqlite3_column_int64(statement, 0), now);
		free(now);
	}
	sqlite3_finalize(statement);
	return got;
}

static int update_source(struct history *history, sqlite3_stmt *row, struct history_error *error)
{
	const struct history_number number = {
		.workload = history_text(row, 2),
		.configuration = history_text(row, 3),
		.metric = history_text(row, 4),
		.unit = history_text(row, 7),
		.overhead = sqlite3_column_int(row, 8),
		.exact = sqlite3_column_int(row, 9),
	};
	int64_t series;
	int failed = history_series_id(
		history, sqlite3_column_int64(row, 1), history_text(row, 10), history_text(row, 5),
		(enum history_machine)sqlite3_column_int(row, 6), &number, &series, error);

	if (failed || series == sqlite3_column_int64(row, 11))
		return failed;
	return history_execute(history, error, "UPDATE source SET series = ?2 WHERE id = ?1", "ii",
			       sqlite3_column_int64(row, 0), series);
}

static int update_sources(struct history *history, struct history_error *error)
{
	sqlite3_stmt *statement;
	int got =
		history_prepare(history, &statement, error,
				"SELECT id, board, workload, configuration, metric, arch, machine,"
				" unit, overhead, exact, branch, series FROM source ORDER BY id",
				"");

	while (!got && (got = history_step(history, statement, error)) > 0)
		got = update_source(history, statement, error);
	sqlite3_finalize(statement);
	return got;
}

/* Two numbers of one run are two things, whatever they are called. */
static int check_runs(struct history *history, enum history_name kind, const char *old,
		      const char *renamed, struct history_error *error)
{
	int64_t run = 0;
	int failed = history_number(
		history, 0, &run, error,
		"SELECT a.run FROM source AS one JOIN source AS other ON other.series = one.series"
		" AND other.id > one.id JOIN point AS a ON a.source = one.id JOIN point AS b"
		" ON b.source = other.id AND b.date = a.date AND b.run = a.run LIMIT 1",
		"");

	if (failed || !run)
		return failed;
	return history_say(error, -EINVAL,
			   "there are runs that have %s and %s, which are two things then; the "
			   "%s was not renamed",
			   old, renamed, words[kind]);
}

static int map(struct history *history, enum history_name kind, const char *old,
	       const char *renamed, struct history_error *error)
{
	char *now = NULL;
	int failed = history_name_now(history, kind, old, &now, error);
	bool is_other = !failed && strcmp(now, old) != 0;
	bool is_done = is_other && !strcmp(now, renamed);

	if (is_other && !is_done)
		failed = history_say(error, -EINVAL,
				     "the %s %s is called %s already; rename that, or first: "
				     "tracetoll track rename %s --undo",
				     words[kind], old, now, old);
	free(now);
	if (failed || is_done)
		return failed;
	failed = history_name_now(history, kind, renamed, &now, error);
	/* In a circle nothing has a name. */
	if (!failed && !strcmp(now, old))
		failed = history_say(error, -EINVAL,
				     "the %s %s is called %s already; to take that back: tracetoll "
				     "track rename %s --undo",
				     words[kind], renamed, old, renamed);
	free(now);
	return failed ? failed
		      : history_execute(history, error,
					"INSERT INTO renamed (kind, old, name, at)"
					" VALUES (?1, ?2, ?3, ?4)",
					"itti", (int64_t)kind, old, renamed, (int64_t)time(NULL));
}

/* After a name was mapped, or is not any more. */
static int finish(struct history *history, int failed, enum history_name kind, const char *old,
		  const char *renamed, struct history_error *error)
{
	if (!failed)
		failed = update_boards(history, error);
	if (!failed)
		failed = update_sources(history, error);
	if (!failed && renamed)
		failed = check_runs(history, kind, old, renamed, error);
	failed = history_end(history, failed, error);
	return failed ? failed : history_look(history, error);
}

int history_rename(struct history *history, enum history_name kind, const char *old,
		   const char *renamed, struct history_error *error)
{
	int failed = history_begin(history, error);

	if (failed)
		return failed;
	failed = map(history, kind, old, renamed, error);
	return finish(history, failed, kind, old, renamed, error);
}

int history_rename_undo(struct history *history, enum history_name kind, const char *old,
			struct history_error *error)
{
	int failed = history_begin(history, error);

	if (failed)
		return failed;
	failed = history_execute(history, error, "DELETE FROM renamed WHERE kind = ?1 AND old = ?2",
				 "it", (int64_t)kind, old);
	return finish(history, failed, kind, old, NULL, error);
}

int history_is_renamed(struct history *history, enum history_name kind, const char *old,
		       struct history_error *error)
{
	int64_t found = 0;
	int failed = history_number(history, 0, &found, error,
				    "SELECT 1 FROM renamed WHERE kind = ?1 AND old = ?2", "it",
				    (int64_t)kind, old);

	return failed ? failed : found > 0;
}
