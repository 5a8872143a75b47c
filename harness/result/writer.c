// SPDX-License-Identifier: GPL-2.0-only
#include "result/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_path(struct result_writer *writer, const char *path)
{
	const int flags = O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY;
	int fd;

	if (!strcmp(path, "-"))
		return fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	fd = open(path, flags | O_CREAT | O_EXCL, 0644);
	writer->created = fd >= 0;
	return fd < 0 && errno == EEXIST ? open(path, flags) : fd;
}

/* Whether the open file may be written: nobody else does, and nothing is in it. */
static int check_file(struct result_writer *writer, const char *path)
{
	struct stat status;

	if (fstat(writer->fd, &status))
		return -errno;
	writer->regular = S_ISREG(status.st_mode) && strcmp(path, "-");
	if (!writer->regular)
		return 0;
	if (flock(writer->fd, LOCK_EX | LOCK_NB))
		return -errno;
	/* Again: the lock's last holder may have written. */
	if (fstat(writer->fd, &status))
		return -errno;
	return status.st_size > 0 ? -EEXIST : 0;
}

int result_writer_open(struct result_writer *writer, const char *path)
{
	int err;

	memset(writer, 0, sizeof(*writer));
	writer->fd = open_path(writer, path);
	if (writer->fd < 0)
		return -errno;
	err = check_file(writer, path);
	if (err) {
		close(writer->fd);
		memset(writer, 0, sizeof(*writer));
		writer->fd = -1;
		return err;
	}
	/* A guest's port or a pipe: without the copy there is no table afterwards. */
	if (!writer->regular)
		writer->copy = tmpfile();
	/* tmpfile() does not ask for that, and no other program is to have it. */
	if (writer->copy)
		fcntl(fileno(writer->copy), F_SETFD, FD_CLOEXEC);
	return 0;
}

static int write_all(int fd, const char *text, size_t length)
{
	while (length > 0) {
		ssize_t written = write(fd, text, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -errno;
		text += written;
		length -= (size_t)written;
	}
	return 0;
}

/* Better no table than one of half the samples. */
static void drop_copy(struct result_writer *writer)
{
	fclose(writer->copy);
	writer->copy = NULL;
}

int result_writer_append_line(struct result_writer *writer, char *line)
{
	size_t length = line ? strlen(line) : 0;

	if (!writer->error && !line)
		writer->error = -ENOMEM;
	if (!writer->error) {
		/* The newline takes the place of the terminator: one write, one line. */
		line[length] = '\n';
		writer->error = write_all(writer->fd, line, length + 1);
		if (writer->copy && fwrite(line, 1, length + 1, writer->copy) <= length)
			drop_copy(writer);
	}
	free(line);
	return writer->error;
}

int result_writer_append(struct result_writer *writer, json_t *record)
{
	char *line = record ? json_dumps(record, JSON_COMPACT) : NULL;

	json_decref(record);
	return result_writer_append_line(writer, line);
}

int result_writer_sync(struct result_writer *writer)
{
	/* Pipes and devices cannot be synced, and need not be. */
	if (!writer->error && writer->regular && fdatasync(writer->fd))
		writer->error = -errno;
	return writer->error;
}

FILE *result_writer_reread(struct result_writer *writer, const char *path)
{
	FILE *copy = writer->copy;

	if (writer->regular)
		return fopen(path, "re");
	writer->copy = NULL;
	if (copy && (fflush(copy) || fseek(copy, 0, SEEK_SET))) {
		fclose(copy);
		return NULL;
	}
	return copy;
}

int result_writer_close(struct result_writer *writer)
{
	if (writer->fd >= 0 && close(writer->fd) && !writer->error)
		writer->error = -errno;
	writer->fd = -1;
	if (writer->copy)
		drop_copy(writer);
	return writer->error;
}
