// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files that are no history, disks that are full, writers that are killed, and many at once.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "history_file.h"

#define KILLS 200
#define WRITERS 2
#define READERS 2
#define RUNS_OF_EACH 25

static void open_says(const struct history_file *file, enum history_access access, int expected,
		      const char *said)
{
	struct history_error error = { "" };
	struct history *history;
	int failed = history_open(file->path, access, &history, &error);

	if (failed != expected || !strstr(error.text, said))
		fail_msg("%d: %s", failed, error.text);
	assert_null(history);
	assert_non_null(strstr(error.text, file->path));
}

static void write_file(const struct history_file *file, const char *bytes)
{
	FILE *out = fopen(file->path, "we");

	assert_int_equal(fwrite(bytes, 1, strlen(bytes), out), strlen(bytes));
	fclose(out);
}

static void change(const struct history_file *file, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(file->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void what_is_no_history_is_refused(void **state)
{
	struct history_file *file = *state;

	open_says(file, HISTORY_READ, -ENOENT, "--history FILE");
	write_file(file, "");
	open_says(file, HISTORY_READ, -EBADMSG, "it is empty");
	for (size_t i = 0; i < 2; i++) {
		enum history_access access = i ? HISTORY_WRITE : HISTORY_READ;

		unlink(file->path);
		write_file(file, "{\"record\":\"header\",\"schema\":1}\n"
				 "a result file is longer than a hundred bytes, and it is no "
				 "database of anything at all\n");
		open_says(file, access, -EBADMSG, "it is no database");
		unlink(file->path);
		change(file, "CREATE TABLE bookmarks (id INTEGER)");
		open_says(file, access, -EBADMSG, "of something else");
	}
	unlink(file->path);
	history_close(history_file_open(file, HISTORY_WRITE));
	change(file, "PRAGMA user_version = 99");
	open_says(file, HISTORY_READ, -EPROTO, "a newer tracetoll made it");
	open_says(file, HISTORY_WRITE, -EPROTO, "a newer tracetoll made it");
}

/* Bytes of the pages behind the first ones, which tell what the file is. */
static void damage(const struct history_file *file)
{
	char junk[512];
	int fd = open(file->path, O_RDWR | O_CLOEXEC);
	struct stat status;

	memset(junk, 0xa5, sizeof(junk));
	assert_int_equal(fstat(fd, &status), 0);
	for (off_t at = 2 * 4096; at < status.st_size; at += 4096)
		assert_int_equal(pwrite(fd, junk, sizeof(junk), at), sizeof(junk));
	close(fd);
}

static void damage_is_said(void **state)
{
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	struct history_series_list list;
	struct history_error error = { "" };
	int failed;

	for (unsigned int night = 0; night < 30; night++) {
		char name[16];

		snprintf(name, sizeof(name), "%u", night);
		add_night(history, night, name, name);
	}
	history_close(history);
	damage(*state);
	failed =
		history_open(((struct history_file *)*state)->path, HISTORY_READ, &history, &error);
	if (!failed) {
		failed = history_series(history, NULL, &list, &error);
		history_series_free(&list);
	}
	history_close(history);
	assert_int_equal(failed, -EBADMSG);
	assert_non_null(strstr(error.text, "damaged"));
	assert_non_null(strstr(error.text, "add the result files again"));
}

static void a_full_disk_leaves_what_was(void **state)
{
	struct history *history = history_file_open(*state, HISTORY_WRITE);
	struct history_error error = { "" };
	struct history_input input;
	char limit[64];
	int failed = 0;

	add_night(history, 0, "zero", "a");
	snprintf(limit, sizeof(limit), "PRAGMA max_page_count = %lld",
		 (long long)history_count(history, "PRAGMA page_count"));
	sqlite3_exec(history->db, limit, NULL, NULL, NULL);
	for (unsigned int night = 1; night < 50 && !failed; night++) {
		char name[16];

		snprintf(name, sizeof(name), "%u", night);
		make_night(&input, night, name, name);
		failed = history_add(history, &input, 1, &error);
		history_input_free(&input);
	}
	assert_int_equal(failed, -ENOSPC);
	assert_non_null(strstr(error.text, "the disk is full"));
	assert_non_null(strstr(error.text, "make room"));
	assert_whole(history);
	assert_true(history_count(history, "SELECT count(*) FROM run") >= 1);
	history_close(history);
}

static void read_only_is_said(void **state)
{
	struct history_file *file = *state;
	struct history *history = history_file_open(file, HISTORY_WRITE);
	struct history_error error = { "" };
	struct history_input input;

	add_night(history, 0, "zero", "a");
	history_close(history);
	/* Nothing is forbidden to root. */
	if (!geteuid())
		skip();
	chmod(file->path, 0444);
	chmod(file->folder, 0555);
	history = history_file_open(file, HISTORY_READ);
	assert_int_equal(history_count(history, "SELECT count(*) FROM point"), NIGHT_POINTS);
	history_close(history);
	history = history_file_open(file, HISTORY_WRITE);
	make_night(&input, 1, "one", "b");
	assert_int_equal(history_add(history, &input, 1, &error), -EROFS);
	assert_non_null(strstr(error.text, "it is read-only"));
	history_input_free(&input);
	history_close(history);
	chmod(file->folder, 0755);
}

static int64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* Exits 0 when the runs are in. Without cmocka: nobody reads what a child asserts. */
static void write_runs(const struct history_file *file, struct history_input *input,
		       unsigned int first, unsigned int count)
{
	struct history_error error = { "" };
	struct history *history;
	int failed = history_open(file->path, HISTORY_WRITE, &history, &error);

	for (unsigned int i = 0; i < count && !failed; i++) {
		unsigned int number = first + i;

		digest_of(&number, sizeof(number), input->digest);
		digest_of(input->digest, 64, input->numbers->same_run);
		input->words.date = FIRST_NIGHT + number * NIGHT_S / 24;
		failed = history_add(history, input, 1, &error);
	}
	history_close(history);
	if (failed)
		fprintf(stderr, "a writer: %s\n", error.text);
	_exit(failed != 0);
}

/* From 0 to less than @limit, by xorshift: always the same ones. */
static int64_t pick(uint64_t *random, int64_t limit)
{
	*random ^= *random << 13;
	*random ^= *random >> 7;
	*random ^= *random << 17;
	return (int64_t)(*random % (uint64_t)limit);
}

/* Kills a writer after a while. Returns how long it lived. */
static int64_t write_and_kill(const struct history_file *file, struct history_input *input,
			      unsigned int number, int64_t after_us, bool *killed)
{
	const struct timespec delay = { .tv_nsec = after_us % 1000000 * 1000 };
	int64_t start = now_us();
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (!child)
		write_runs(file, input, number, 1);
	if (after_us >= 0) {
		nanosleep(&delay, NULL);
		kill(child, SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	*killed = WIFSIGNALED(status);
	assert_true(*killed || !WEXITSTATUS(status));
	return now_us() - start;
}

static void killed_writers_leave_all_or_nothing(void **state)
{
	struct history_file *file = *state;
	uint64_t random = UINT64_C(0x9e3779b97f4a7c15);
	struct history_input input;
	size_t kills = 0;
	size_t with_journal = 0;
	int64_t before = 1;
	int64_t usual_us;
	char journal[128];
	bool killed;

	snprintf(journal, sizeof(journal), "%s-journal", file->path);
	make_night(&input, 0, "zero", "a");
	write_and_kill(file, &input, 0, -1, &killed);
	usual_us = write_and_kill(file, &input, 1, -1, &killed);
	before = 2;
	for (unsigned int i = 2; kills < KILLS && i < 20 * KILLS; i++) {
		struct history *history;
		int64_t runs;

		int64_t after_us = pick(&random, usual_us);

		write_and_kill(file, &input, i, after_us, &killed);
		kills += killed;
		/* Who is done that early is quick today. */
		if (!killed)
			usual_us = (3 * usual_us + after_us) / 4 + 1;
		with_journal += !access(journal, F_OK);
		history = history_file_open(file, HISTORY_READ);
		runs = history_count(history, "SELECT count(*) FROM run");
		assert_true(runs >= (killed ? before : before + 1) && runs <= before + 1);
		assert_int_equal(history_count(history, "SELECT count(*) FROM point"),
				 runs * NIGHT_POINTS);
		before = runs;
		if (kills % 20 == 0)
			assert_whole(history);
		history_close(history);
	}
	print_message("%zu kills, %zu in the middle of writing, %lld of the runs are in\n", kills,
		      with_journal, (long long)before);
	assert_int_equal(kills, KILLS);
	/* Else none of them was killed while it wrote, and this tells nothing. */
	assert_true(with_journal > 0);
	history_input_free(&input);
}

/* Reads until there is a file "done" in the folder; each look is whole in itself. */
static void read_on(const struct history_file *file)
{
	struct history_points points = { .count = 0 };
	struct history_error error = { "" };
	char done[128];
	int failed = 0;

	snprintf(done, sizeof(done), "%s/done", file->folder);
	while (!failed && access(done, F_OK)) {
		struct history_series_list list = { .count = 0 };
		struct history_runs runs = { .count = 0 };
		struct history *history;

		failed = history_open(file->path, HISTORY_READ, &history, &error);
		if (!failed)
			failed = history_series(history, NULL, &list, &error);
		for (size_t i = 0; i < list.count && !failed; i++)
			failed = history_points(history, list.series[i].id, 0, &points, &error);
		if (!failed)
			failed = history_runs(history, NULL, NULL, &runs, &error);
		if (!failed && points.count != runs.count)
			failed = -EBADMSG;
		history_series_free(&list);
		history_runs_free(&runs);
		history_close(history);
	}
	if (failed)
		fprintf(stderr, "a reader: %d: %s\n", failed, error.text);
	_exit(failed != 0);
}

static void many_at_once(void **state)
{
	struct history_file *file = *state;
	struct history_input input;
	struct history *history;
	pid_t children[WRITERS + READERS];
	char done[128];

	make_night(&input, 0, "zero", "a");
	history_close(history_file_open(file, HISTORY_WRITE));
	for (unsigned int i = 0; i < WRITERS + READERS; i++) {
		children[i] = fork();
		assert_true(children[i] >= 0);
		if (children[i])
			continue;
		if (i < WRITERS)
			write_runs(file, &input, i * RUNS_OF_EACH, RUNS_OF_EACH);
		read_on(file);
	}
	snprintf(done, sizeof(done), "%s/done", file->folder);
	for (unsigned int i = 0; i < WRITERS + READERS; i++) {
		int status;

		if (i == WRITERS)
			close(open(done, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
		assert_int_equal(waitpid(children[i], &status, 0), children[i]);
		assert_int_equal(status, 0);
	}
	unlink(done);
	history = history_file_open(file, HISTORY_READ);
	assert_int_equal(history_count(history, "SELECT count(*) FROM run"),
			 WRITERS * RUNS_OF_EACH);
	assert_whole(history);
	history_close(history);
	history_input_free(&input);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, history_file_make, history_file_remove)
		TEST(what_is_no_history_is_refused),
		TEST(damage_is_said),
		TEST(a_full_disk_leaves_what_was),
		TEST(read_only_is_said),
		TEST(many_at_once),
		TEST(killed_writers_leave_all_or_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
