// SPDX-License-Identifier: GPL-2.0-only
/*
 * Files of a folder, where pictures are drawn and where they are put.
 */
#include "plot/workplace.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define DESCRIPTORS 8

int workplace_make(char **path)
{
	const char *folder = getenv("TMPDIR");

	if (!folder || !*folder)
		folder = "/tmp";
	if (asprintf(path, "%s/tracetoll-plot-XXXXXX", folder) < 0) {
		*path = NULL;
		return -ENOMEM;
	}
	return mkdtemp(*path) ? 0 : -errno;
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status;
	(void)kind;
	(void)place;
	remove(path);
	return 0;
}

void workplace_remove(const char *path)
{
	nftw(path, remove_one, DESCRIPTORS, FTW_DEPTH | FTW_PHYS);
}

int workplace_write(const char *folder, const char *name, const char *text, size_t size)
{
	char *path;
	FILE *file;
	int error = 0;

	if (asprintf(&path, "%s/%s", folder, name) < 0)
		return -ENOMEM;
	errno = 0;
	file = fopen(path, "we");
	if (!file)
		error = errno ? -errno : -EIO;
	if (file && fwrite(text, 1, size, file) != size)
		error = errno ? -errno : -EIO;
	if (file && fclose(file) && !error)
		error = errno ? -errno : -EIO;
	if (file && error)
		unlink(path);
	free(path);
	return error;
}

int workplace_read(const char *folder, const char *name, size_t most, char **text, size_t *size)
{
	struct stat status = { 0 };
	char *path;
	FILE *file;
	int descriptor;
	int error = 0;

	*text = NULL;
	if (asprintf(&path, "%s/%s", folder, name) < 0)
		return -ENOMEM;
	/* A pipe of that name would be waited for. */
	descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	free(path);
	file = descriptor < 0 ? NULL : fdopen(descriptor, "r");
	if (!file && descriptor >= 0)
		close(descriptor);
	if (!file || fstat(fileno(file), &status))
		error = -errno;
	else if (!S_ISREG(status.st_mode))
		error = -EINVAL;
	else if ((size_t)status.st_size > most)
		error = -EFBIG;
	if (!error) {
		*text = malloc((size_t)status.st_size + 1);
		error = *text ? 0 : -ENOMEM;
	}
	if (!error) {
		*size = fread(*text, 1, (size_t)status.st_size, file);
		(*text)[*size] = '\0';
	}
	if (file)
		fclose(file);
	return error;
}
