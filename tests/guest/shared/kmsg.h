/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_KMSG_H
#define GUEST_KMSG_H

#include <stdbool.h>
#include <stddef.h>

/* What the kernel says from now on, by /dev/kmsg; a test's own watch, not the harness's. */
struct kmsg {
	int fd;
};

/* Returns 0 or a negative errno. */
int kmsg_open(struct kmsg *log);

/* A line that no healthy kernel says: WARN, BUG, oops, stall, lockdep, ours of distress. */
bool kmsg_is_trouble(const char *text);

/* Any line. */
bool kmsg_is_line(const char *text);

/*
 * Reads what came since the last time; lines that user space wrote do not count, lost
 * ones do. Returns how many are @wanted, the first of them in @first.
 */
unsigned int kmsg_count(struct kmsg *log, bool (*wanted)(const char *text), char *first,
			size_t size);

#endif /* GUEST_KMSG_H */
