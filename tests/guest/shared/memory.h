/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_MEMORY_H
#define GUEST_MEMORY_H

#include <stddef.h>

/* What the kernel holds that nobody gives back by itself (/proc/meminfo), in kB. */
enum memory_kind {
	MEMORY_SLAB, /* SUnreclaim */
	MEMORY_VMALLOC,
	MEMORY_PER_CPU,
	MEMORY_USED, /* all but MemFree: pages that nobody accounts for, too */
	MEMORY_COUNT,
};

struct memory {
	long kb[MEMORY_COUNT];
};

const char *memory_name(enum memory_kind kind);

/*
 * Drops what can be dropped, lets delayed frees happen, and reads. The kernel log gets a line
 * about it the first time, never again.
 */
void memory_read(struct memory *memory);

/*
 * Whether more is held than before, by more than what differs between two readings of a
 * kernel that lost nothing; @text gets all differences.
 */
int memory_has_leaked(const struct memory *before, const struct memory *after, char *text,
		      size_t size);

#endif /* GUEST_MEMORY_H */
