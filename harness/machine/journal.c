// SPDX-License-Identifier: GPL-2.0-only
/*
 * A journal's file: a heading, then lines of machine/journal_line.h. '#' at a line's beginning:
 * this is undone. A last line without an end was torn: the change behind it was never made.
 */
#include "machine/journal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "machine/journal_undo.h"
#include "machine/system_file.h"

/* A process may have one for what it attaches, and one for what it tunes. */
#define OF_ONE_PROCESS 8
/* Field 22 of /proc/PID/stat, behind the name, which may hold anything. */
static unsigned long long start_time(void)
{
	char text[1024];
	const char *at;
	unsigned long long time = 0;

	if (system_file_read("", text, sizeof(text), "/proc/self/stat") < 0)
		return 0;
	at = strrchr(text, ')');
	if (at)
		sscanf(at + 1,
		       " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d "
		       "%*d %llu",
		       &time);
	return time;
}

/* Makes "/run" and what is below it, each if it is not there. */
static int make_folder(const char *root)
{
	char path[PATH_MAX];
	int used = snprintf(path, sizeof(path), "%s", root);

	snprintf(path + used, sizeof(path) - (size_t)used, "%s", JOURNAL_FOLDER);
	for (char *at = path + used + 1;; at++) {
		if (*at && *at != '/')
			continue;
		bool last = !*at;

		*at = '\0';
		if (mkdir(path, 0755) && errno != EEXIST)
			return -errno;
		if (last)
			return 0;
		*at = '/';
	}
}

/* The file made, locked, and still there: a stranger who found it empty may have removed it. */
static int make_file(struct journal *journal)
{
	struct stat status;

	do {
		if (journal->fd >= 0)
			close(journal->fd);
		journal->fd = open(journal->path,
				   O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (journal->fd < 0 || flock(journal->fd, LOCK_EX) || fstat(journal->fd, &status))
			return -errno;
	} while (!status.st_nlink);
	if (write(journal->fd, JOURNAL_HEADING, strlen(JOURNAL_HEADING)) !=
	    (ssize_t)strlen(JOURNAL_HEADING))
		return errno ? -errno : -EIO;
	return 0;
}

int journal_open(const char *root, struct journal *journal, struct complaint *complaint)
{
	const unsigned long long start = start_time();
	int err = make_folder(root);

	*journal = JOURNAL_CLOSED;
	for (int i = 0; !err && i < OF_ONE_PROCESS; i++) {
		snprintf(journal->path, sizeof(journal->path),
			 "%s" JOURNAL_FOLDER "/" JOURNAL_PREFIX "%d.%llu.%d", root, (int)getpid(),
			 start, i);
		err = make_file(journal);
		if (err != -EEXIST)
			break;
		err = i + 1 < OF_ONE_PROCESS ? 0 : err;
	}
	if (!err)
		return 0;
	journal_close(journal);
	return complain(complaint, EXIT_CODE_FAILED, err,
			"nothing is changed that could not be undone", "cannot keep the journal %s",
			journal->path);
}

int journal_note(const struct journal *journal, enum undo undo, const char *path, const char *text,
		 struct complaint *complaint)
{
	char line[UNDO_LINE_SIZE];
	ssize_t length = undo_line_format(undo, path, text, line, sizeof(line));
	off_t end = lseek(journal->fd, 0, SEEK_END);

	if (length < 0)
		return complain(complaint, EXIT_CODE_FAILED, (int)length, "",
				"cannot note in the journal %s", journal->path);
	errno = ENOSPC;
	if (write(journal->fd, line, (size_t)length) == length)
		return 0;
	/* A torn line is none; but the next one must not go on in it. */
	if (end < 0 || ftruncate(journal->fd, end))
		return complain(complaint, EXIT_CODE_FAILED, -errno, "",
				"cannot mend the journal %s", journal->path);
	return complain(complaint, EXIT_CODE_FAILED, -errno, "free some space there",
			"cannot write the journal %s", journal->path);
}

off_t journal_mark(const struct journal *journal)
{
	off_t end = journal->fd < 0 ? 0 : lseek(journal->fd, 0, SEEK_END);

	return end < 0 ? 0 : end;
}

/* The first failure, for whoever undoes their own. */
static void keep_failure(void *context, const struct journal_deed *deed)
{
	struct complaint *complaint = context;

	if (deed->error && !complaint->error)
		complain(complaint, EXIT_CODE_FAILED, deed->error,
			 "when that is gone: tracetoll restore", "cannot undo: %s", deed->what);
}

int journal_undo(struct journal *journal, off_t mark, struct complaint *complaint)
{
	struct complaint failure = { .error = 0 };
	struct undoing undoing = { .owner = getpid(), .said = keep_failure, .context = &failure };
	int err;

	if (journal->fd < 0)
		return 0;
	err = journal_undo_behind(journal->fd, mark, &undoing);
	if (err && !failure.error)
		complain(&failure, EXIT_CODE_FAILED, err, "", "cannot read the journal %s",
			 journal->path);
	if (err)
		*complaint = failure;
	return err;
}

int journal_forget(const struct journal *journal, off_t mark)
{
	return ftruncate(journal->fd, mark) ? -errno : 0;
}

/* By a name that no other one has: what this process kept before stays. */
static int rename_as_kept(struct journal *journal)
{
	const char *name = strrchr(journal->path, '/') + 1;
	const int folder = (int)(name - journal->path);
	const int owner = (int)(strrchr(name, '.') - (name + strlen(JOURNAL_PREFIX)));
	char path[PATH_MAX];

	for (unsigned int number = 0;; number++) {
		snprintf(path, sizeof(path), "%.*s" JOURNAL_KEPT_PREFIX "%.*s.%u", folder,
			 journal->path, owner, name + strlen(JOURNAL_PREFIX), number);
		if (!renameat2(AT_FDCWD, journal->path, AT_FDCWD, path, RENAME_NOREPLACE))
			break;
		if (errno != EEXIST)
			return -errno;
	}
	snprintf(journal->path, sizeof(journal->path), "%s", path);
	return 0;
}

int journal_keep(struct journal *journal, struct complaint *complaint)
{
	int err = rename_as_kept(journal);

	if (err)
		return complain(complaint, EXIT_CODE_FAILED, err, "",
				"cannot keep what the journal %s notes", journal->path);
	journal_close(journal);
	return 0;
}

void journal_close(struct journal *journal)
{
	if (journal->fd < 0)
		return;
	if (!journal_has_entries(journal->fd))
		unlink(journal->path);
	close(journal->fd);
	journal->fd = -1;
}
