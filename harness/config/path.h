/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef PATH_H
#define PATH_H

/* The way a call takes through a patch site; docs/reading-the-table.md explains each. */
enum path {
	PATH_UNKNOWN = 0, /* decoded, but none of those below */
	PATH_NOP, /* disabled: the tracee is called and nothing else */
	PATH_DIRECT, /* the site branches to the direct call's trampoline */
	PATH_CALLOPS_DIRECT, /* ftrace_caller branches to ops->direct_call of the literal */
	PATH_CALLOPS_FUNC, /* ftrace_caller calls ops->func of the literal */
	PATH_LIST, /* the literal (x86: the site) leads to the walk over all ops */
	PATH_LIST_DIRECT, /* as list, and a direct call is taken late */
	PATH_TRAMP, /* x86: a trampoline made for this one ops */
	PATH_GLOBAL, /* no CALL_OPS: ftrace_caller, one callee for the whole system */
	PATH_BREAKPOINT, /* a kprobe's breakpoint stands in the site */
	PATH_NO_SITE, /* no patch site, in a kernel that has none: the tracee and nothing else */
	PATH_COUNT,
};

/* The name that files and tables use; never NULL. */
const char *path_name(enum path path);

#endif /* PATH_H */
