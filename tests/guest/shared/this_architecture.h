/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef THIS_ARCHITECTURE_H
#define THIS_ARCHITECTURE_H

#include <stdbool.h>

/*
 * What differs where a test runs.
 *
 *	HANDLER		a function of every kernel that nobody traces but we: getppid's handler,
 *			by the name that ftrace knows
 *	HAS_BRANCH	a trampoline may leave by a branch; x86 with IBT lets no branch by an
 *			address lead into a function's body
 *	VALUE_CALL	the kind of call that tells what the tracee answered
 *	KPROBE_IS_OPS	a kprobe at a patch site is an ops (x86, KPROBES_ON_FTRACE)
 */
#if defined(__riscv)
#define HANDLER "__riscv_sys_getppid"
#define HAS_BRANCH true
#define VALUE_CALL TRACETOLL_CALL_REGISTERS
#define KPROBE_IS_OPS false
#elif defined(__aarch64__)
#define HANDLER "__arm64_sys_getppid"
#define HAS_BRANCH true
#define VALUE_CALL TRACETOLL_CALL_REGISTERS
#define KPROBE_IS_OPS false
#else
#define HANDLER "__do_sys_getppid"
#define HAS_BRANCH false
#define VALUE_CALL TRACETOLL_CALL_NESTED
#define KPROBE_IS_OPS true
#endif

/* The paths of a site, by the ops on it and by whether the kernel has CALL_OPS. */
static inline const char *path_of_one(bool call_ops)
{
#ifdef __x86_64__
	(void)call_ops;
	return "tramp";
#else
	return call_ops ? "callops-func" : "global";
#endif
}

static inline const char *path_of_several(bool call_ops)
{
#ifdef __x86_64__
	(void)call_ops;
	return "list";
#else
	return call_ops ? "list" : "global";
#endif
}

static inline const char *path_of_direct_and_ops(bool call_ops)
{
#ifdef __x86_64__
	(void)call_ops;
	return "list-direct";
#else
	return call_ops ? "list-direct" : "global";
#endif
}

/* Of an ops with a flag that CALL_OPS kernels walk the list for. */
static inline const char *path_of_guarded(bool call_ops)
{
#ifdef __x86_64__
	(void)call_ops;
	return "tramp";
#else
	return call_ops ? "list" : "global";
#endif
}

#endif /* THIS_ARCHITECTURE_H */
