// SPDX-License-Identifier: GPL-2.0-only
#include "verbs/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where a name leads to: a link stays one, and what it names becomes another. */
static char *follow(const char *path)
{
	char *whole = realpath(path, NULL);

	return whole || errno == ENOMEM ? whole : strdup(path);
}

/* What a new file would be allowed to whom, or as the one that is replaced. */
static mode_t choose_mode(const char *path)
{
	struct stat status;
	mode_t mask;

	if (!stat(path, &status))
		return status.st_mode & 0777;
	mask = umask(0);
	umask(mask);
	return 0666 & ~mask;
}

static int begin_beside(struct output_file *file)
{
	const char *slash = strrchr(file->path, '/');
	int folder = slash ? (int)(slash - file->path) + 1 : 0;
	int error;
	int fd;

	if (asprintf(&file->beside, "%.*s.%s.XXXXXX", folder, file->path, file->path + folder) <
	    0) {
		file->beside = NULL;
		return -ENOMEM;
	}
	fd = mkostemp(file->beside, O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (!fchmod(fd, choose_mode(file->path)))
		file->out = fdopen(fd, "w");
	if (file->out)
		return 0;
	error = -errno;
	close(fd);
	unlink(file->beside);
	return error;
}

static void forget(struct output_file *file)
{
	free(file->path);
	free(file->beside);
	memset(file, 0, sizeof(*file));
}

int output_file_begin(struct output_file *file, const char *path)
{
	struct stat status;
	int error = 0;

	*file = (struct output_file){ .path = NULL };
	if (!stat(path, &status) && S_ISDIR(status.st_mode))
		return -EISDIR;
	if (!stat(path, &status) && !S_ISREG(status.st_mode)) {
		file->out = fopen(path, "we");
		return file->out ? 0 : -errno;
	}
	file->path = follow(path);
	error = file->path ? begin_beside(file) : -ENOMEM;
	if (error)
		forget(file);
	return error;
}

int output_file_end(struct output_file *file, int error)
{
	/* A disk that is full may say so as late as this. */
	if (!error && file->path && (fflush(file->out) || fsync(fileno(file->out))))
		error = -errno;
	if (fclose(file->out) && !error)
		error = -errno;
	if (!error && file->path && rename(file->beside, file->path))
		error = -errno;
	if (error && file->path)
		unlink(file->beside);
	forget(file);
	return error;
}
