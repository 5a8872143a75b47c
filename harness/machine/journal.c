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

#include "machine/journal_line.h"
#include "machine/system_file.h"

#define HEADING "tracetoll journal 1\n"
#define PREFIX "journal."
#define KEPT_PREFIX "kept."
/* A process may have one for what it attaches, and one for what it tunes. */
#define OF_ONE_PROCESS 8
/* Who still reads a file of an instance keeps it busy; so does an event that is switched off. */
#define BUSY_TRIES 20
#define BUSY_WAIT_NS 50000000

/* All of a journal's lines that are not undone. */
struct entries {
	struct undo_line *entries;
	size_t count;
};

/* Undoing, whoever does it. */
struct undoing {
	pid_t owner;
	bool kept;
	void (*said)(void *context, const struct journal_deed *deed);
	void *context;
	unsigned int undone;
	unsigned int failed;
};

static int add_entry(struct entries *all, const struct undo_line *entry)
{
	struct undo_line *larger =
		realloc(all->entries, (all->count + 1) * sizeof(all->entries[0]));

	if (!larger)
		return -ENOMEM;
	all->entries = larger;
	all->entries[all->count++] = *entry;
	return 0;
}

/* Reads what is noted behind @mark. A line that means nothing ends in -EBADMSG. */
static int read_entries(int fd, off_t mark, struct entries *all)
{
	FILE *file = fdopen(dup(fd), "r");
	struct undo_line entry;
	char *line = NULL;
	size_t size = 0;
	ssize_t length;
	int err = 0;

	memset(all, 0, sizeof(*all));
	if (!file)
		return -errno;
	rewind(file);
	while (!err && (length = getline(&line, &size, file)) > 0) {
		off_t offset = ftello(file) - length;

		if (line[length - 1] != '\n')
			break;
		if (offset == 0)
			err = strcmp(line, HEADING) != 0 ? -EBADMSG : 0;
		else if (offset >= mark && line[0] != '#') {
			err = undo_line_parse(line, &entry) ? 0 : -EBADMSG;
			entry.offset = offset;
			err = err ? err : add_entry(all, &entry);
		}
	}
	if (!err && ferror(file))
		err = -EIO;
	free(line);
	fclose(file);
	return err;
}

static int undo_once(const struct undo_line *entry)
{
	switch (entry->undo) {
	case UNDO_WRITE:
		return system_file_write(entry->path, entry->text, false);
	case UNDO_APPEND:
		return system_file_write(entry->path, entry->text, true);
	case UNDO_RMDIR:
		return rmdir(entry->path) ? -errno : 0;
	case UNDO_COUNT:
		break;
	}
	return -EINVAL;
}

static int undo_entry(const struct undo_line *entry)
{
	const struct timespec pause = { .tv_nsec = BUSY_WAIT_NS };
	int err = undo_once(entry);

	for (int tries = 1; err == -EBUSY && tries < BUSY_TRIES; tries++) {
		nanosleep(&pause, NULL);
		err = undo_once(entry);
	}
	return err;
}

static void tell(const struct undoing *undoing, const struct undo_line *entry, int err)
{
	char what[UNDO_LINE_SIZE];
	const struct journal_deed deed = {
		.owner = undoing->owner,
		.what = what,
		.was_gone = err == -ENOENT,
		.kept = undoing->kept,
		.error = err == -ENOENT ? 0 : err,
	};

	if (!undoing->said)
		return;
	undo_line_describe(entry, what, sizeof(what));
	undoing->said(undoing->context, &deed);
}

/* Undoes what is noted behind @mark, the last one first. Returns 0 or the first errno. */
static int undo_behind(int fd, off_t mark, struct undoing *undoing)
{
	struct entries all;
	int err = read_entries(fd, mark, &all);

	/* A line that is not understood may be what the others depend on. */
	for (size_t i = err ? 0 : all.count; i-- > 0;) {
		const struct undo_line *entry = &all.entries[i];
		int undo_err = undo_entry(entry);

		tell(undoing, entry, undo_err);
		/* Not there any more, or never made: that is what was wanted. */
		if (!undo_err || undo_err == -ENOENT) {
			undoing->undone++;
			if (pwrite(fd, "#", 1, entry->offset) != 1)
				undo_err = -errno;
			else
				undo_err = 0;
		} else {
			undoing->failed++;
		}
		err = err ? err : undo_err;
	}
	free(all.entries);
	/* Nothing is left behind the mark: the file begins there anew. */
	if (!err && ftruncate(fd, mark > (off_t)strlen(HEADING) ? mark : (off_t)strlen(HEADING)))
		err = -errno;
	return err;
}

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
	if (write(journal->fd, HEADING, strlen(HEADING)) != (ssize_t)strlen(HEADING))
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
			 "%s" JOURNAL_FOLDER "/" PREFIX "%d.%llu.%d", root, (int)getpid(), start,
			 i);
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
	err = undo_behind(journal->fd, mark, &undoing);
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
	const int owner = (int)(strrchr(name, '.') - (name + strlen(PREFIX)));
	char path[PATH_MAX];

	for (unsigned int number = 0;; number++) {
		snprintf(path, sizeof(path), "%.*s" KEPT_PREFIX "%.*s.%u", folder, journal->path,
			 owner, name + strlen(PREFIX), number);
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
	struct entries all = { 0 };

	if (journal->fd < 0)
		return;
	if (!read_entries(journal->fd, 0, &all) && !all.count)
		unlink(journal->path);
	free(all.entries);
	close(journal->fd);
	journal->fd = -1;
}

/*
 * A journal whose owner is dead, locked for us. Returns its descriptor, -EWOULDBLOCK if
 * somebody lives who holds it, -ENOENT if it is gone, or another negative errno.
 */
static int open_dead(const char *path, bool wait)
{
	int fd = open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC);
	struct stat status;
	int err = 0;

	if (fd < 0)
		return -errno;
	if (flock(fd, LOCK_EX | (wait ? 0 : LOCK_NB)) || fstat(fd, &status))
		err = -errno;
	else if (!status.st_nlink)
		err = -ENOENT;
	else if (!S_ISREG(status.st_mode) || status.st_uid != geteuid())
		err = -EPERM;
	if (!err)
		return fd;
	close(fd);
	return err;
}

static int undo_all(int fd, const char *path, struct undoing *undoing)
{
	struct stat status;
	int err = 0;

	/* Ended before it noted anything, even the heading. */
	if (!fstat(fd, &status) && status.st_size >= (off_t)strlen(HEADING))
		err = undo_behind(fd, 0, undoing);
	if (!err && unlink(path))
		err = -errno;
	return err;
}

static int restore_one(const char *path, struct undoing *undoing, struct journal_tally *tally)
{
	int fd = open_dead(path, false);
	int err;

	if (fd == -EWOULDBLOCK) {
		tally->living++;
		return 0;
	}
	if (fd < 0)
		return fd == -ENOENT ? 0 : fd;
	undoing->undone = undoing->failed = 0;
	err = undo_all(fd, path, undoing);
	close(fd);
	tally->undone += undoing->undone;
	tally->failed += undoing->failed;
	/* What could not be undone was told, and is no failure of the journal. */
	return undoing->failed ? 0 : err;
}

/* The name of a journal's file, and what it tells. */
struct found {
	char name[NAME_MAX + 1];
	bool kept;
	int process;
	unsigned long long start; /* of the process, in ticks since boot */
	unsigned int number; /* of the process's journals */
};

static bool parse_name(const char *name, struct found *found)
{
	const char *rest = NULL;

	memset(found, 0, sizeof(*found));
	if (!strncmp(name, PREFIX, strlen(PREFIX)))
		rest = name + strlen(PREFIX);
	else if (!strncmp(name, KEPT_PREFIX, strlen(KEPT_PREFIX)))
		rest = name + strlen(KEPT_PREFIX);
	if (!rest)
		return false;
	found->kept = name[0] == KEPT_PREFIX[0];
	snprintf(found->name, sizeof(found->name), "%s", name);
	sscanf(rest, "%d.%llu.%u", &found->process, &found->start, &found->number);
	return true;
}

/* The newest first. */
static int compare_found(const void *a, const void *b)
{
	const struct found *left = a;
	const struct found *right = b;

	if (left->start != right->start)
		return left->start < right->start ? 1 : -1;
	if (left->process != right->process)
		return left->process < right->process ? 1 : -1;
	return (left->number < right->number) - (left->number > right->number);
}

/* All journals in the folder. Returns how many, or a negative errno. */
static ssize_t find_journals(const char *folder, struct found **all)
{
	DIR *stream = opendir(folder);
	const struct dirent *file;
	struct found found;
	size_t count = 0;

	*all = NULL;
	if (!stream)
		return errno == ENOENT ? 0 : -errno;
	while ((file = readdir(stream))) {
		struct found *larger;

		if (!parse_name(file->d_name, &found))
			continue;
		larger = realloc(*all, (count + 1) * sizeof(found));
		if (!larger)
			break;
		*all = larger;
		larger[count++] = found;
	}
	closedir(stream);
	if (file) {
		free(*all);
		return -ENOMEM;
	}
	if (count)
		qsort(*all, count, sizeof(found), compare_found);
	return (ssize_t)count;
}

int journal_restore(const char *root, bool kept,
		    void (*said)(void *context, const struct journal_deed *deed), void *context,
		    struct journal_tally *tally)
{
	char path[PATH_MAX + NAME_MAX];
	struct undoing undoing = { .said = said, .context = context };
	struct found *all;
	int first_err = 0;
	ssize_t count;

	memset(tally, 0, sizeof(*tally));
	snprintf(path, sizeof(path), "%s" JOURNAL_FOLDER, root);
	count = find_journals(path, &all);
	if (count < 0)
		return (int)count;
	for (ssize_t i = 0; i < count; i++) {
		int err;

		if (all[i].kept && !kept)
			continue;
		if (all[i].kept && tally->living) {
			tally->waiting++;
			continue;
		}
		undoing.owner = (pid_t)all[i].process;
		undoing.kept = all[i].kept;
		snprintf(path, sizeof(path), "%s" JOURNAL_FOLDER "/%s", root, all[i].name);
		err = restore_one(path, &undoing, tally);
		first_err = first_err ? first_err : err;
	}
	free(all);
	return first_err;
}

int journal_take_over(const char *path)
{
	struct undoing undoing = { .owner = 0 };
	int fd = open_dead(path, true);
	int err;

	if (fd < 0)
		return fd == -ENOENT ? 0 : fd;
	err = undo_all(fd, path, &undoing);
	close(fd);
	return undoing.failed ? (int)undoing.failed : err;
}
