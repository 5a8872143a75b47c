// SPDX-License-Identifier: GPL-2.0-only
/*
 * Runs on their way into the history.
 */
#include "track/history_add.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "result/record_time.h"
#include "track/history_names.h"
#include "track/history_parts.h"

#define BRANCH "main"
/* Clocks of time zones and of boards are not quite alike. */
#define DAY_S ((int64_t)24 * 60 * 60)
/* 2008-01-01, the year of ftrace: a board without a battery begins in 1970. */
#define EARLIEST_S INT64_C(1199145600)

/* What a run is called in the end. */
struct placing {
	const char *board;
	const char *branch;
	const char *commit;
	int64_t board_id;
	int64_t date;
};

/* The row of a run that may be the same one. */
struct earlier {
	int64_t id; /* 0: there is none */
	bool same_file;
	bool ended;
	size_t samples;
	bool other_words;
	char *forgotten;
};

static int judge_date(const struct history_input *input, int64_t date, struct history_error *error)
{
	char text[RECORD_TIME_SIZE];

	if (!date)
		return history_say(error, -EINVAL,
				   "%.200s: it does not say when it began; give the date: --date",
				   input->file);
	if (date >= EARLIEST_S && date <= (int64_t)time(NULL) + DAY_S)
		return 0;
	record_time_text(date > 0 ? (uint64_t)date : 0, text);
	return history_say(error, -EINVAL,
			   "%.200s: its date, %s, is %s; if a clock was wrong, give the right one: "
			   "--date",
			   input->file, text,
			   date < EARLIEST_S ? "before there was ftrace" : "in the future");
}

/* Runs of one commit belong to one date, whenever they were measured. */
static int place_date(struct history *history, const struct history_input *input,
		      struct placing *placing, struct history_error *error)
{
	int failed = 0;

	placing->date = input->words.date;
	if (!placing->date && (input->words.commit || input->words.again))
		failed = history_number(history, 0, &placing->date, error,
					"SELECT date FROM run WHERE \"commit\" = ?1 AND branch = "
					"?2 AND forgotten IS NULL ORDER BY date LIMIT 1",
					"tt", placing->commit, placing->branch);
	if (!placing->date)
		placing->date = input->started;
	return failed ? failed : judge_date(input, placing->date, error);
}

static int place(struct history *history, const struct history_input *input,
		 struct placing *placing, struct history_error *error)
{
	const struct history_words *words = &input->words;
	int failed;

	placing->board = words->board ? words->board : input->board;
	placing->branch = words->branch ? words->branch : BRANCH;
	placing->commit = words->commit ? words->commit : input->release;
	if (!placing->commit || !*placing->commit)
		return history_say(error, -EINVAL,
				   "%.200s: it does not say its kernel; give the commit: --commit",
				   input->file);
	failed = place_date(history, input, placing, error);
	return failed ? failed
		      : history_board_id(history, placing->board, &placing->board_id, error);
}

static bool differs(const char *said, sqlite3_stmt *statement, int column)
{
	return said && strcmp(said, history_text(statement, column)) != 0;
}

static void take_earlier(const struct history_input *input, sqlite3_stmt *statement,
			 struct earlier *earlier)
{
	const struct history_words *words = &input->words;

	earlier->id = sqlite3_column_int64(statement, 0);
	earlier->same_file = sqlite3_column_int(statement, 1);
	earlier->ended = sqlite3_column_int(statement, 2);
	earlier->samples = (size_t)sqlite3_column_int64(statement, 3);
	/* A board may be said by its name of now. */
	earlier->other_words =
		(differs(words->board, statement, 4) && differs(words->board, statement, 5)) ||
		differs(words->branch, statement, 6) || differs(words->commit, statement, 7) ||
		(words->date && words->date != sqlite3_column_int64(statement, 8));
	if (sqlite3_column_type(statement, 9) != SQLITE_NULL)
		earlier->forgotten = strdup(history_text(statement, 9));
}

/*
 * The same file; or the same run, which may be cut off on one of the sides. Copies of an emulated
 * run are taken for one only where one is cut off: two nights may be alike to the last sample.
 */
static int find_earlier(struct history *history, const struct history_input *input,
			struct earlier *earlier, struct history_error *error)
{
	const struct history_numbers *numbers = input->numbers;
	sqlite3_stmt *statement;
	int got = history_prepare(
		history, &statement, error,
		"SELECT run.id, digest = ?1, ended, samples, board.given, board.name, branch,"
		" \"commit\", date, forgotten FROM run JOIN board ON board.id = run.board"
		" WHERE run.id IN (SELECT id FROM run WHERE digest = ?1 UNION"
		"  SELECT id FROM run WHERE same_run = ?2 AND (?3 OR NOT ?4 OR NOT ended))"
		" ORDER BY forgotten IS NOT NULL, digest = ?1 DESC, run.id LIMIT 1",
		"ttii", input->digest, numbers->same_run, (int64_t)numbers->same_boot,
		(int64_t)numbers->ended);

	*earlier = (struct earlier){ .id = 0 };
	if (!got)
		got = history_step(history, statement, error);
	if (got > 0)
		take_earlier(input, statement, earlier);
	sqlite3_finalize(statement);
	return got < 0 ? got : 0;
}

static int part_id(struct history *history, const char *part, int64_t *id,
		   struct history_error *error)
{
	char digest[DIGEST_SIZE];
	int64_t hash;
	int failed;

	digest_of(part, strlen(part), digest);
	hash = digest_number(digest);
	failed = history_number(history, 0, id, error,
				"SELECT id FROM header_part WHERE hash = ?1 AND text = ?2", "it",
				hash, part);
	if (failed || *id)
		return failed;
	failed = history_execute(history, error,
				 "INSERT INTO header_part (hash, text) VALUES (?1, ?2)", "it", hash,
				 part);
	*id = sqlite3_last_insert_rowid(history->db);
	return failed;
}

/* "[1,5,9]": the ids of the header's parts, in their order; the caller frees it. */
static int keep_header(struct history *history, const struct history_numbers *numbers, char **list,
		       struct history_error *error)
{
	size_t size = 0;
	FILE *out = open_memstream(list, &size);
	int failed = 0;

	if (!out)
		return history_no_memory(error);
	fputc('[', out);
	for (size_t i = 0; i < numbers->header_count && !failed; i++) {
		int64_t id = 0;

		failed = part_id(history, numbers->header[i], &id, error);
		fprintf(out, "%s%lld", i ? "," : "", (long long)id);
	}
	fputc(']', out);
	if (fclose(out) && !failed)
		failed = history_no_memory(error);
	return failed;
}

static const char add_run[] =
	"INSERT INTO run (digest, same_run, same_boot, ended, samples, file, board, branch,"
	" \"commit\", date, again, points, doubt, header, added)"
	" VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
static const char complete_run[] =
	"UPDATE run SET digest = ?1, same_run = ?2, same_boot = ?3, ended = ?4, samples = ?5,"
	" file = ?6, board = ?7, branch = ?8, \"commit\" = ?9, date = ?10, again = ?11,"
	" points = ?12, doubt = ?13, header = ?14, added = ?15 WHERE id = ?16";

/* @run: of the one that is completed; 0: a new one, whose id it becomes. */
static int keep_run(struct history *history, const struct history_input *input,
		    const struct placing *placing, int64_t *run, struct history_error *error)
{
	const struct history_numbers *numbers = input->numbers;
	char *header = NULL;
	int failed = keep_header(history, numbers, &header, error);

	if (!failed)
		failed = history_execute(
			history, error, *run ? complete_run : add_run,
			*run ? "ttiiitittiiittii" : "ttiiitittiiitti", input->digest,
			numbers->same_run, (int64_t)numbers->same_boot, (int64_t)numbers->ended,
			(int64_t)numbers->samples, input->file, placing->board_id, placing->branch,
			placing->commit, placing->date, (int64_t)input->words.again,
			(int64_t)numbers->count, input->doubt, header, (int64_t)time(NULL), *run);
	if (!failed && !*run)
		*run = sqlite3_last_insert_rowid(history->db);
	free(header);
	return failed;
}

static int path_id(struct history *history, const char *path, int64_t *id,
		   struct history_error *error)
{
	int failed = history_number(history, 0, id, error, "SELECT id FROM path WHERE name = ?1",
				    "t", path);

	if (failed || *id)
		return failed;
	failed = history_execute(history, error, "INSERT INTO path (name) VALUES (?1)", "t", path);
	*id = sqlite3_last_insert_rowid(history->db);
	return failed;
}

static int keep_point(struct history *history, sqlite3_stmt *statement,
		      const struct history_input *input, const struct placing *placing,
		      const struct history_number *number, int64_t run, struct history_error *error)
{
	int64_t source = 0;
	int64_t path = 0;
	int failed = history_source_id(history, placing->board_id, placing->branch, input->arch,
				       input->numbers->machine, number, &source, error);

	if (!failed)
		failed = path_id(history, number->path, &path, error);
	if (!failed)
		failed = history_bind(history, statement, error, "iiidi", source, placing->date,
				      run, number->value, path);
	return failed ? failed : history_step(history, statement, error);
}

static int keep_points(struct history *history, const struct history_input *input,
		       const struct placing *placing, int64_t run, struct history_error *error)
{
	const struct history_numbers *numbers = input->numbers;
	sqlite3_stmt *statement;
	int failed = history_prepare(history, &statement, error,
				     "INSERT INTO point (source, date, run, value, path)"
				     " VALUES (?1, ?2, ?3, ?4, ?5)",
				     "");

	for (size_t i = 0; i < numbers->count && !failed; i++)
		failed = keep_point(history, statement, input, placing, &numbers->numbers[i], run,
				    error);
	sqlite3_finalize(statement);
	return failed;
}

/* Whether there is nothing to do, for the run is there already. */
static bool was_there(struct history_input *input, struct earlier *earlier)
{
	const struct history_numbers *numbers = input->numbers;

	/* It was wrong before, and is said to be another one now. */
	if (earlier->forgotten && earlier->other_words)
		earlier->id = 0;
	input->added = earlier->id ? HISTORY_COMPLETED : HISTORY_ADDED;
	if (!earlier->id)
		return false;
	if (!earlier->same_file && !earlier->ended &&
	    (numbers->ended || numbers->samples > earlier->samples))
		return false;
	input->added = HISTORY_WAS_THERE;
	input->run = earlier->id;
	input->other_words = earlier->other_words;
	free(input->numbers->forgotten);
	input->numbers->forgotten = earlier->forgotten;
	input->forgotten = earlier->forgotten;
	earlier->forgotten = NULL;
	return true;
}

static int add_one(struct history *history, struct history_input *input,
		   struct history_error *error)
{
	struct earlier earlier;
	struct placing placing = { .date = 0 };
	int failed = find_earlier(history, input, &earlier, error);
	bool there = !failed && was_there(input, &earlier);

	free(earlier.forgotten);
	if (failed || there)
		return failed;
	input->run = earlier.id;
	failed = place(history, input, &placing, error);
	if (!failed)
		failed = keep_run(history, input, &placing, &input->run, error);
	return failed ? failed : keep_points(history, input, &placing, input->run, error);
}

int history_add(struct history *history, struct history_input *inputs, size_t count,
		struct history_error *error)
{
	int failed = history_begin(history, error);

	if (failed)
		return failed;
	for (size_t i = 0; i < count && !failed; i++)
		failed = add_one(history, &inputs[i], error);
	failed = history_end(history, failed, error);
	return failed ? failed : history_look(history, error);
}
