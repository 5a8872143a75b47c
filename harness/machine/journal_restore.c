// SPDX-License-Identifier: GPL-2.0-only
/*
 * Journals of processes that are dead.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "machine/journal_undo.h"

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
	if (!fstat(fd, &status) && status.st_size >= (off_t)strlen(JOURNAL_HEADING))
		err = journal_undo_behind(fd, 0, undoing);
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
	if (!strncmp(name, JOURNAL_PREFIX, strlen(JOURNAL_PREFIX)))
		rest = name + strlen(JOURNAL_PREFIX);
	else if (!strncmp(name, JOURNAL_KEPT_PREFIX, strlen(JOURNAL_KEPT_PREFIX)))
		rest = name + strlen(JOURNAL_KEPT_PREFIX);
	if (!rest)
		return false;
	found->kept = name[0] == JOURNAL_KEPT_PREFIX[0];
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
