// SPDX-License-Identifier: GPL-2.0-only
#include "result/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Lets go of a file that turned out not to be ours to write. */
static int give_up(struct result_writer *writer, int error)
{
	close(writer->fd);
	writer->fd = -1;
	return error;
}

int result_writer_open(struct result_writer *writer, const char *path)
{
	struct stat status;

	memset(writer, 0, sizeof(*writer));
	if (!strcmp(path, "-"))
		writer->fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	else
		writer->fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY, 0644);
	if (writer->fd < 0)
		return -errno;
	if (fstat(writer->fd, &status))
		return give_up(writer, -errno);
	if (S_ISREG(status.st_mode) && strcmp(path, "-")) {
		if (status.st_size > 0)
			return give_up(writer, -EEXIST);
		writer->regular = true;
	}
	/* A guest's port or a pipe: without the copy there is no table afterwards. */
	if (!writer->regular)
		writer->copy = tmpfile();
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

int result_writer_append(struct result_writer *writer, json_t *record)
{
	char *line = record ? json_dumps(record, JSON_COMPACT) : NULL;
	size_t length = line ? strlen(line) : 0;

	json_decref(record);
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
	if (copy)
		rewind(copy);
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
