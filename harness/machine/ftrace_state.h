/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FTRACE_STATE_H
#define FTRACE_STATE_H

#include <stdbool.h>

#include "config/complaint.h"

/* How far the kernel locks itself against root (kernel_lockdown.7). */
enum lockdown {
	LOCKDOWN_UNKNOWN, /* securityfs is not mounted, or there is no lockdown */
	LOCKDOWN_NONE,
	LOCKDOWN_INTEGRITY, /* unsigned modules are refused */
	LOCKDOWN_CONFIDENTIALITY, /* tracefs, kcore and the PMU's kernel counts, too */
};

/* Whether this kernel's ftrace can be used at this moment. */
struct ftrace_state {
	int enabled; /* the sysctl kernel.ftrace_enabled, or a negative errno */
	int tracefs; /* 0, or the negative errno of opening enabled_functions */
	enum lockdown lockdown;
	bool no_sites; /* the kernel was built without FUNCTION_TRACER, as its configuration says */
};

/* Finds it out. @root is "" but for tests. */
void ftrace_state_read(const char *root, struct ftrace_state *state);

/*
 * Returns 0, or fills in why nothing can be traced here now (exit code 3) and returns a
 * negative errno: the kernel has no ftrace, gave it up after a bug, or has it switched
 * off; tracefs is not mounted, or closed to us. Without patch sites all but ftrace is there:
 * what attaches nothing can be measured. A lockdown that only refuses unsigned
 * modules is no reason by itself: ours may be signed, or loaded already.
 */
int ftrace_state_check(const struct ftrace_state *state, struct complaint *complaint);

/*
 * What to do after -EPERM or -EACCES, by what is known: who we are, and how far the kernel
 * (its @lockdown) is locked down. A constant string.
 */
const char *ftrace_state_permission_advice(enum lockdown lockdown);

#endif /* FTRACE_STATE_H */
