/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TRACEFS_H
#define TRACEFS_H

#define TRACEFS_PATH "/sys/kernel/tracing"

/* What is said where it cannot be read: locked down, the kernel makes no files in it. */
#define TRACEFS_CLOSED "tracefs is not mounted, or closed (to this user, or by lockdown)"

/*
 * Where tracefs' file @name is found below @root ("" but for tests): TRACEFS_PATH, or
 * debugfs, which has a tracefs in it that mounts itself. TRACEFS_PATH also if it is in
 * neither. The answer is without @root, and is not to be freed.
 */
const char *tracefs_folder(const char *root, const char *name);

#endif /* TRACEFS_H */
