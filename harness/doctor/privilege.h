/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PRIVILEGE_H
#define PRIVILEGE_H

#include <stdbool.h>

/* What this process may do, by /proc/self/status. */
struct privilege {
	bool root;
	bool modules; /* CAP_SYS_MODULE */
	bool counters; /* CAP_PERFMON or CAP_SYS_ADMIN: perf_event_paranoid does not bind it */
};

/* Returns 0 or a negative errno. */
int privilege_read(const char *root, struct privilege *privilege);

#endif /* PRIVILEGE_H */
