/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KPROBE_LIST_H
#define KPROBE_LIST_H

#include <stdbool.h>
#include <stdint.h>

#define KPROBE_LIST_PATH "/sys/kernel/debug/kprobes/list"

/* A probe of that list (kernel/kprobes.c, report_probe). */
struct kprobe_found {
	bool found;
	bool disabled; /* registered, but nothing of it stands in the code */
	char text[256]; /* its line, white space folded, printable ASCII */
};

/*
 * Looks for a kprobe or kretprobe in the function at @function whose @symbol is as the
 * kernel prints it ("vfs_read+0x0/0x330", "f+0x0/0x18 [module]"; the length counts):
 * by address where the list shows addresses, else by name and module. An enabled probe
 * goes before a disabled one. One whose module is gone is none. Returns 0 or a negative
 * errno: -ENOENT (no kprobes, or debugfs is not mounted), -EACCES, -EPERM (not root, or
 * the kernel is locked down).
 */
int kprobe_list_find(const char *path, uint64_t function, const char *symbol,
		     struct kprobe_found *found);

#endif /* KPROBE_LIST_H */
