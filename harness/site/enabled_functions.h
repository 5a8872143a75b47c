/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ENABLED_FUNCTIONS_H
#define ENABLED_FUNCTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "config/tracefs.h"

#define ENABLED_FUNCTIONS_PATH TRACEFS_PATH "/enabled_functions"

/* Fills in where it is below @root, in whichever folder tracefs is mounted. */
void enabled_functions_path(const char *root, char *path, size_t size);

/* What the kernel's own book says of one function (kernel/trace/ftrace.c, t_show). */
struct enabled_function {
	bool found; /* false: nothing traces it */
	unsigned int ops; /* how many trace it */
	bool direct; /* one of them is a direct call */
	char direct_symbol[160]; /* where that leads to, or "" */
	char text[512]; /* its lines, as they stand there, joined by "; " */
};

/*
 * Looks @symbol up ("tracetoll_tracee+0x0/0x18 [tracetoll]": the name and the module
 * count) in the file at @path. Returns 0 or a negative errno: tracefs is not
 * mounted, or not for this user.
 */
int enabled_functions_find(const char *path, const char *symbol, struct enabled_function *found);

/* All that are traced, by name. */
struct enabled_functions {
	struct enabled_function *functions;
	size_t count;
};

/*
 * Reads them from the file at @path. Returns 0 or a negative errno: tracefs is not
 * mounted, or not for this user. The caller frees, in every case.
 */
int enabled_functions_read(const char *path, struct enabled_functions *all);
void enabled_functions_free(struct enabled_functions *all);

/*
 * One of them by its name there ("tracetoll_tracee [tracetoll]"), or NULL. The file has no
 * addresses: of several functions with one name it is any.
 */
const struct enabled_function *enabled_functions_named(const struct enabled_functions *all,
						       const char *name);

#endif /* ENABLED_FUNCTIONS_H */
