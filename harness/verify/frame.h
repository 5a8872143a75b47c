/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef FRAME_H
#define FRAME_H

#include <stdbool.h>
#include <stddef.h>

#include "config/dispatch.h"

#define FRAME_BTF_PATH "/sys/kernel/btf/vmlinux"

/* The registers that ftrace_caller saves for a callback, as the kernel's BTF has them. */
struct frame {
	const char *type; /* the structure's name */
	unsigned int size; /* bytes */
};

/*
 * Reads it from the BTF at @path. Returns 0 or a negative errno: -ENOENT, there is no BTF, or
 * no such structure in it; -EINVAL, it is no BTF.
 */
int frame_read(const char *path, struct frame *frame);

/*
 * Whether ftrace_caller's frame keeps the stack aligned with a structure of that size:
 * arm64 makes room for just the structure and two frame records, so it must be a multiple of
 * 16; riscv64 rounds it up (FREGS_SIZE_ON_STACK); x86-64 wants words only. If not, @reason says
 * why; if so, @detail says how, for people. Both have @size bytes.
 */
bool frame_judge(const struct frame *frame, enum architecture architecture, char *detail,
		 char *reason, size_t size);

#endif /* FRAME_H */
