/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GUEST_KERNEL_LOG_H
#define GUEST_KERNEL_LOG_H

#include <stdbool.h>
#include <stddef.h>

/* What the kernel says from now on, by /dev/kmsg; a test's own watch, not the harness's. */
struct kernel_log {
	int fd;
};

/* Returns 0 or a negative errno. */
int kernel_log_open(struct kernel_log *log);

/* A line that no healthy kernel says: WARN, BUG, oops, stall, lockdep, ours of distress. */
bool kernel_log_is_trouble(const char *text);

/* Any line. */
bool kernel_log_is_line(const char *text);

/*
 * Reads what came since the last time; lines that user space wrote do not count, lost
 * ones do. Returns how many are @wanted, the first of them in @first.
 */
unsigned int kernel_log_count(struct kernel_log *log, bool (*wanted)(const char *text), char *first,
			      size_t size);

#endif /* GUEST_KERNEL_LOG_H */
