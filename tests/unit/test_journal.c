// SPDX-License-Identifier: GPL-2.0-only
/*
 * What is written down before a change, and undone by whoever is left.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "fake_root.h"
#include "machine/journal.h"

/* A file of a process that is no more: nobody holds its lock. */
#define DEAD "/run/tracetoll/journal.77.1"
#define HEADING "tracetoll journal 1\n"
#define SAID_MAX 16

/* What restoring told, in its order. */
struct told {
	char what[SAID_MAX][256];
	int errors[SAID_MAX];
	bool gone[SAID_MAX];
	pid_t owner;
	size_t count;
};

static void tell(void *context, const struct journal_deed *deed)
{
	struct told *told = context;

	assert_true(told->count < SAID_MAX);
	snprintf(told->what[told->count], sizeof(told->what[0]), "%s", deed->what);
	told->errors[told->count] = deed->error;
	told->gone[told->count] = deed->was_gone;
	told->owner = deed->owner;
	told->count++;
}

static const char *whole(const struct fake_root *root, const char *path)
{
	static char text[512];

	snprintf(text, sizeof(text), "%s%s", root->path, path);
	return text;
}

static bool exists(const struct fake_root *root, const char *path)
{
	return !access(whole(root, path), F_OK);
}

static void assert_holds(const struct fake_root *root, const char *path, const char *wanted)
{
	char text[256] = "";
	FILE *file = fopen(whole(root, path), "r");

	assert_non_null(file);
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	assert_string_equal(text, wanted);
}

/* A journal with the lines, "@" standing for the root. */
static void write_journal(const struct fake_root *root, const char *lines)
{
	char text[4096];
	size_t used = 0;

	for (; *lines; lines++) {
		if (*lines == '@')
			used += (size_t)sprintf(text + used, "%s", root->path);
		else
			text[used++] = *lines;
	}
	text[used] = '\0';
	fake_root_write(root, DEAD, text);
}

static struct journal_tally restore(const struct fake_root *root, struct told *told)
{
	struct journal_tally tally;

	memset(told, 0, sizeof(*told));
	assert_int_equal(journal_restore(root->path, false, tell, told, &tally), 0);
	return tally;
}

static void test_noted_before_and_undone_in_reverse(void **state)
{
	struct fake_root root;
	struct journal journal;
	struct complaint complaint;
	struct stat status;
	off_t mark;

	(void)state;
	fake_root_make(&root);
	fake_root_write(&root, "/proc/sys/a", "1\n");
	assert_int_equal(journal_open(root.path, &journal, &complaint), 0);
	assert_int_equal(stat(journal.path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(
		journal_note(&journal, UNDO_WRITE, whole(&root, "/proc/sys/a"), "1\n", &complaint),
		0);
	fake_root_write(&root, "/proc/sys/a", "0\n");
	mark = journal_mark(&journal);
	/* The outer folder first: only the reverse order empties it. */
	assert_int_equal(
		journal_note(&journal, UNDO_RMDIR, whole(&root, "/outer"), NULL, &complaint), 0);
	assert_int_equal(mkdir(whole(&root, "/outer"), 0700), 0);
	assert_int_equal(
		journal_note(&journal, UNDO_RMDIR, whole(&root, "/outer/in ner"), NULL, &complaint),
		0);
	assert_int_equal(mkdir(whole(&root, "/outer/in ner"), 0700), 0);

	assert_int_equal(journal_undo(&journal, mark, &complaint), 0);
	assert_false(exists(&root, "/outer"));
	assert_holds(&root, "/proc/sys/a", "0\n");
	assert_int_equal(journal_mark(&journal), mark);
	/* What is behind the mark was undone; what is before it is still noted. */
	journal_close(&journal);
	assert_true(exists(&root, journal.path + strlen(root.path)));
	fake_root_remove(&root);
}

static void test_all_undone_leaves_no_file(void **state)
{
	struct fake_root root;
	struct journal journal;
	struct complaint complaint;

	(void)state;
	fake_root_make(&root);
	assert_int_equal(journal_open(root.path, &journal, &complaint), 0);
	assert_int_equal(journal_note(&journal, UNDO_RMDIR, "/nowhere/at/all", NULL, &complaint),
			 0);
	assert_int_equal(journal_undo(&journal, 0, &complaint), 0);
	journal_close(&journal);
	assert_true(access(journal.path, F_OK));
	fake_root_remove(&root);
}

static void test_living_is_left_alone(void **state)
{
	struct fake_root root;
	struct journal journal;
	struct complaint complaint;
	struct journal_tally tally;
	struct told told;

	(void)state;
	fake_root_make(&root);
	assert_int_equal(mkdir(whole(&root, "/made"), 0700), 0);
	assert_int_equal(journal_open(root.path, &journal, &complaint), 0);
	assert_int_equal(
		journal_note(&journal, UNDO_RMDIR, whole(&root, "/made"), NULL, &complaint), 0);
	tally = restore(&root, &told);
	assert_int_equal(tally.living, 1);
	assert_int_equal(tally.undone, 0);
	assert_true(exists(&root, "/made"));

	/* Its end, with nothing undone: the lock goes with the descriptor. */
	close(journal.fd);
	tally = restore(&root, &told);
	assert_int_equal(tally.living, 0);
	assert_int_equal(tally.undone, 1);
	assert_int_equal(told.owner, getpid());
	assert_false(exists(&root, "/made"));
	assert_true(access(journal.path, F_OK));
	fake_root_remove(&root);
}

static void test_dead_is_undone_once(void **state)
{
	struct fake_root root;
	struct journal_tally tally;
	struct told told;

	(void)state;
	fake_root_make(&root);
	fake_root_write(&root, "/sys/events", "theirs\n");
	fake_root_write(&root, "/sys/switch", "0\n");
	mkdir(whole(&root, "/sys/made"), 0700);
	write_journal(&root, HEADING "write @/sys/switch 1%0a\n"
				     "append @/sys/events -:g/e%0a\n"
				     "rmdir @/sys/made\n"
				     "rmdir @/sys/never-made\n");
	tally = restore(&root, &told);
	assert_int_equal(tally.undone, 4);
	assert_int_equal(tally.failed, 0);
	assert_int_equal(told.count, 4);
	assert_int_equal(told.owner, 77);
	assert_true(told.gone[0]);
	assert_non_null(strstr(told.what[1], "/sys/made"));
	assert_non_null(strstr(told.what[2], "append '-:g/e' to "));
	assert_non_null(strstr(told.what[3], "write '1' to "));
	assert_holds(&root, "/sys/events", "theirs\n-:g/e\n");
	assert_holds(&root, "/sys/switch", "1\n");
	assert_false(exists(&root, DEAD));

	tally = restore(&root, &told);
	assert_int_equal(tally.undone + tally.failed + tally.living, 0);
	assert_int_equal(told.count, 0);
	fake_root_remove(&root);
}

static void test_failure_stays_and_the_rest_goes(void **state)
{
	struct fake_root root;
	struct journal_tally tally;
	struct told told;

	(void)state;
	fake_root_make(&root);
	fake_root_write(&root, "/sys/switch", "0\n");
	fake_root_write(&root, "/sys/made/member", "");
	write_journal(&root, HEADING "write @/sys/switch 1%0a\nrmdir @/sys/made\n");
	tally = restore(&root, &told);
	assert_int_equal(tally.failed, 1);
	assert_int_equal(tally.undone, 1);
	assert_int_equal(told.errors[0], -ENOTEMPTY);
	assert_holds(&root, "/sys/switch", "1\n");
	assert_true(exists(&root, DEAD));

	/* Somebody sets it to something of his own meanwhile: that is not touched again. */
	fake_root_write(&root, "/sys/switch", "2\n");
	unlink(whole(&root, "/sys/made/member"));
	tally = restore(&root, &told);
	assert_int_equal(tally.undone, 1);
	assert_int_equal(tally.failed, 0);
	assert_holds(&root, "/sys/switch", "2\n");
	assert_false(exists(&root, "/sys/made"));
	assert_false(exists(&root, DEAD));
	fake_root_remove(&root);
}

static void test_torn_line_was_never_done(void **state)
{
	struct fake_root root;
	struct journal_tally tally;
	struct told told;

	(void)state;
	fake_root_make(&root);
	mkdir(whole(&root, "/made"), 0700);
	mkdir(whole(&root, "/made-by-others"), 0700);
	write_journal(&root, HEADING "rmdir @/made\nrmdir @/made-by-others");
	tally = restore(&root, &told);
	assert_int_equal(tally.undone, 1);
	assert_false(exists(&root, "/made"));
	assert_true(exists(&root, "/made-by-others"));
	assert_false(exists(&root, DEAD));

	/* Ended before it had written anything at all, and within the heading. */
	fake_root_write(&root, DEAD, "");
	assert_int_equal(restore(&root, &told).undone, 0);
	assert_false(exists(&root, DEAD));
	fake_root_write(&root, DEAD, "tracetoll jour");
	assert_int_equal(restore(&root, &told).undone, 0);
	assert_false(exists(&root, DEAD));
	fake_root_remove(&root);
}

/* What it does not understand it leaves alone, all of it. */
static void test_strange_lines(void **state)
{
	static const char *const strange[] = {
		"something else\nrmdir @/made\n",
		HEADING "rmdir @/made\nunlink @/made\n",
		HEADING "rmdir @/made\nrmdir made\n",
		HEADING "rmdir @/made\nrmdir @/made more\n",
		HEADING "rmdir @/made\nwrite @/made\n",
		HEADING "rmdir @/made\nrmdir @/ma%4\n",
		HEADING "rmdir @/made\nrmdir @/ma%00\n",
		HEADING "rmdir @/made\nrmdir\n",
		HEADING "rmdir @/made\n\n",
	};
	struct fake_root root;
	struct journal_tally tally;

	(void)state;
	fake_root_make(&root);
	mkdir(whole(&root, "/made"), 0700);
	for (size_t i = 0; i < sizeof(strange) / sizeof(strange[0]); i++) {
		struct told told = { .count = 0 };

		write_journal(&root, strange[i]);
		assert_int_equal(journal_restore(root.path, false, tell, &told, &tally), -EBADMSG);
		assert_int_equal(told.count, 0);
		assert_true(exists(&root, "/made"));
		assert_true(exists(&root, DEAD));
	}
	fake_root_remove(&root);
}

static void test_no_journals_at_all(void **state)
{
	struct fake_root root;
	struct told told;
	struct journal_tally tally;

	(void)state;
	fake_root_make(&root);
	tally = restore(&root, &told);
	assert_int_equal(tally.undone + tally.failed + tally.living, 0);
	/* Files of others in the folder are none of ours. */
	fake_root_write(&root, "/run/tracetoll/notes", "rmdir /\n");
	tally = restore(&root, &told);
	assert_int_equal(tally.undone + tally.failed + tally.living, 0);
	assert_true(exists(&root, "/run/tracetoll/notes"));
	fake_root_remove(&root);
}

static void test_cannot_be_made(void **state)
{
	struct fake_root root;
	struct journal journal;
	struct complaint complaint;

	(void)state;
	fake_root_make(&root);
	fake_root_write(&root, "/run", "no folder");
	assert_int_equal(journal_open(root.path, &journal, &complaint), -ENOTDIR);
	assert_int_equal(complaint.exit_code, EXIT_CODE_FAILED);
	assert_non_null(strstr(complaint.tried, "cannot keep the journal"));
	assert_int_equal(journal.fd, -1);
	fake_root_remove(&root);
}

/* Waits for the owner, a process that ends without a word. */
static void test_take_over(void **state)
{
	struct fake_root root;
	struct complaint complaint;
	char path[PATH_MAX];
	int ready[2], status;
	pid_t owner;

	(void)state;
	fake_root_make(&root);
	mkdir(whole(&root, "/made"), 0700);
	assert_int_equal(pipe(ready), 0);
	owner = fork();
	if (!owner) {
		struct journal journal;

		if (journal_open(root.path, &journal, &complaint) ||
		    journal_note(&journal, UNDO_RMDIR, whole(&root, "/made"), NULL, &complaint) ||
		    write(ready[1], journal.path, sizeof(journal.path)) < 0)
			_exit(1);
		usleep(100000);
		/* Still held: whoever takes over did not begin. */
		_exit(exists(&root, "/made") ? 0 : 2);
	}
	assert_true(read(ready[0], path, sizeof(path)) > 0);
	assert_int_equal(journal_take_over(path), 0);
	assert_false(exists(&root, "/made"));
	assert_int_equal(waitpid(owner, &status, 0), owner);
	assert_int_equal(status, 0);
	assert_true(access(path, F_OK));
	/* Undone by somebody else before. */
	assert_int_equal(journal_take_over(path), 0);
	close(ready[0]);
	close(ready[1]);
	fake_root_remove(&root);
}

static void test_words_come_back(void **state)
{
	static const char *const words[] = { "-:g/e\n", " ", "100%", "\t%41 \x7f\xc3\xa4", "a" };
	char line[UNDO_LINE_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		static struct undo_line entry;
		char path[64];

		snprintf(path, sizeof(path), "/%s", words[i]);
		assert_true(undo_line_format(UNDO_APPEND, path, words[i], line, sizeof(line)) > 0);
		assert_int_equal(strcspn(line, "\n"), strlen(line) - 1);
		assert_true(undo_line_parse(line, &entry));
		assert_int_equal(entry.undo, UNDO_APPEND);
		assert_string_equal(entry.path, path);
		assert_string_equal(entry.text, words[i]);
	}
	memset(line, 'x', UNDO_TEXT_SIZE);
	line[UNDO_TEXT_SIZE] = '\0';
	assert_int_equal(undo_line_format(UNDO_WRITE, "/a", line, (char[64]){ 0 }, 64),
			 -ENAMETOOLONG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_noted_before_and_undone_in_reverse),
		cmocka_unit_test(test_all_undone_leaves_no_file),
		cmocka_unit_test(test_living_is_left_alone),
		cmocka_unit_test(test_dead_is_undone_once),
		cmocka_unit_test(test_failure_stays_and_the_rest_goes),
		cmocka_unit_test(test_torn_line_was_never_done),
		cmocka_unit_test(test_strange_lines),
		cmocka_unit_test(test_no_journals_at_all),
		cmocka_unit_test(test_cannot_be_made),
		cmocka_unit_test(test_take_over),
		cmocka_unit_test(test_words_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
