/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KPROBE_LIST_H
#define KPROBE_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define KPROBE_LIST_PATH "/sys/kernel/debug/kprobes/list"

/* A probe of that list (kernel/kprobes.c, report_probe). */
struct kprobe_found {
	bool found;
	bool disabled; /* registered, but nothing of it stands in the code */
	unsigned int enabled; /* of all in the function, those that do stand in the code */
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

/* Where a probe stands, or a function. */
struct kprobe_place {
	uint64_t address; /* 0: hidden from us (kallsyms_show_value) */
	uint64_t length; /* of the function, 0 if not told */
	char name[512];
	char module[64]; /* "" for the kernel's own */
};

struct kprobe {
	struct kprobe_place place;
	bool is_return; /* a kretprobe */
	/*
	 * "vfs_read+0x10 [module] [DISABLED][FTRACE]", printable ASCII. Ends in [DISARMED],
	 * which is no flag of the kernel's, while all of them are switched off.
	 */
	char text[256];
};

/* All probes of the list, but those whose module is gone. */
struct kprobe_list {
	struct kprobe *probes;
	size_t count;
};

/*
 * Reads it. Returns 0, -ENOMEM or a negative errno as above. The caller frees, in every
 * case.
 */
int kprobe_list_read(const char *path, struct kprobe_list *list);
void kprobe_list_free(struct kprobe_list *list);

/*
 * The first probe of the list that is in @function, or the next one behind @after (one of
 * the list; NULL: none); NULL if there are no more. In a function whose length is not told
 * only those with its name and module are.
 */
const struct kprobe *kprobe_list_next(const struct kprobe_list *list,
				      const struct kprobe_place *function,
				      const struct kprobe *after);

#endif /* KPROBE_LIST_H */
