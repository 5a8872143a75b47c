/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FAKE_ROOT_H
#define FAKE_ROOT_H

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A folder that stands for "/": what the code under test would read of the machine
 * is written there. Whatever goes wrong in making it aborts the test.
 */
struct fake_root {
	char path[64];
};

static inline void fake_root_make(struct fake_root *root)
{
	snprintf(root->path, sizeof(root->path), "/tmp/tracetoll-test-XXXXXX");
	if (!mkdtemp(root->path))
		abort();
}

/* Writes @length bytes into the file at @path ("/proc/cmdline"), its folders made. */
static inline void fake_root_write_bytes(const struct fake_root *root, const char *path,
					 const char *bytes, size_t length)
{
	char whole[PATH_MAX];
	FILE *file;

	snprintf(whole, sizeof(whole), "%s%s", root->path, path);
	for (char *at = whole + strlen(root->path) + 1; (at = strchr(at, '/')); at++) {
		*at = '\0';
		mkdir(whole, 0755);
		*at = '/';
	}
	file = fopen(whole, "w");
	if (!file || fwrite(bytes, 1, length, file) != length || fclose(file))
		abort();
}

static inline void fake_root_write(const struct fake_root *root, const char *path, const char *text)
{
	fake_root_write_bytes(root, path, text, strlen(text));
}

static inline int fake_root_remove_one(const char *path, const struct stat *status, int type,
				       struct FTW *walk)
{
	(void)status;
	(void)type;
	(void)walk;
	return remove(path);
}

static inline void fake_root_remove(struct fake_root *root)
{
	if (nftw(root->path, fake_root_remove_one, 16, FTW_DEPTH | FTW_PHYS))
		abort();
}

#endif /* FAKE_ROOT_H */
