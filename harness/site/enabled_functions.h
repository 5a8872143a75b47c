/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef ENABLED_FUNCTIONS_H
#define ENABLED_FUNCTIONS_H

#include <stdbool.h>
#include <stddef.h>

#define ENABLED_FUNCTIONS_PATH "/sys/kernel/tracing/enabled_functions"

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

#endif /* ENABLED_FUNCTIONS_H */
