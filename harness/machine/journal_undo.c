// SPDX-License-Identifier: GPL-2.0-only
/*
 * Undoing what a journal's file holds.
 */
#include "machine/journal_undo.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "machine/journal_line.h"
#include "machine/system_file.h"

/* Who still reads a file of an instance keeps it busy; so does an event that is switched off. */
#define BUSY_TRIES 20
#define BUSY_WAIT_NS 50000000

/* All of a journal's lines that are not undone. */
struct entries {
	struct undo_line *entries;
	size_t count;
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
			err = strcmp(line, JOURNAL_HEADING) != 0 ? -EBADMSG : 0;
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

int journal_undo_behind(int fd, off_t mark, struct undoing *undoing)
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
	if (!err &&
	    ftruncate(fd, mark > (off_t)strlen(JOURNAL_HEADING) ? mark
								: (off_t)strlen(JOURNAL_HEADING)))
		err = -errno;
	return err;
}

bool journal_has_entries(int fd)
{
	struct entries all;
	bool has = read_entries(fd, 0, &all) || all.count;

	free(all.entries);
	return has;
}
