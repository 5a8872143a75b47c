// SPDX-License-Identifier: GPL-2.0-only
#include "config/tracefs.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <unistd.h>

#define IN_DEBUGFS "/sys/kernel/debug/tracing"

/* 0 or a negative errno */
static int look_for(const char *root, const char *folder, const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s%s/%s", root, folder, name);
	return access(path, F_OK) ? -errno : 0;
}

const char *tracefs_folder(const char *root, const char *name)
{
	/* One that is there and closed to us is closed at the other place, too. */
	if (look_for(root, TRACEFS_PATH, name) == -ENOENT && !look_for(root, IN_DEBUGFS, name))
		return IN_DEBUGFS;
	return TRACEFS_PATH;
}
