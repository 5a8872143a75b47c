/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OPS_H
#define OPS_H

#include <stdbool.h>
#include <stdint.h>

#include "site/kcore.h"

#define OPS_BTF_PATH "/sys/kernel/btf/vmlinux"

/* Where members of the running kernel's struct ftrace_ops lie: bytes, or -1 for none. */
struct ops_layout {
	int func;
	int next;
	int direct_call; /* -1 also on kernels without direct calls, or that look them up */
};

/*
 * Asks the BTF at @path. Returns 0 or a negative errno; then the layout holds what never
 * moved: func is the first member and next the second (include/linux/ftrace.h).
 */
int ops_layout_read(const char *path, struct ops_layout *layout);

/* A struct ftrace_ops of the kernel. */
struct ops {
	uint64_t func;
	uint64_t next;
	uint64_t direct_call; /* 0: it is no direct call's, or that cannot be told */
};

/* Reads the ops at @address. Returns 0 or a negative errno. */
int ops_read(const struct kcore *kcore, const struct ops_layout *layout, uint64_t address,
	     struct ops *ops);

#endif /* OPS_H */
