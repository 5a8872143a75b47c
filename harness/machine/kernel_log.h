/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_LOG_H
#define KERNEL_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define KERNEL_LOG_PATH "/dev/kmsg"

/*
 * Room for a record and a zero; read() refuses less than a record needs. The kernel's
 * limits are PRINTK_MESSAGE_MAX (2048), in older ones CONSOLE_EXT_LOG_MAX (8192).
 */
#define KERNEL_LOG_RECORD_SIZE (8192 + 1)

/* Room for a finding that is told whole. */
#define KERNEL_LOG_TEXT_SIZE 512

/* The kernel's log from some moment on. */
struct kernel_log {
	int fd; /* -1: not open */
	/* read(), but for tests: one whole record at a time, as from /dev/kmsg. */
	ssize_t (*read_record)(int fd, void *bytes, size_t size);
	bool in_report; /* of a finding that was told: its other lines are no findings */
	uint64_t report_began; /* microseconds of the kernel's clock */
};

/*
 * Opens the log at @path and marks its end: what stands there already is nobody's
 * fault. Returns 0 or a negative errno: -EPERM (dmesg_restrict, and not root),
 * -ENOENT. kernel_log_close() is right in both cases.
 */
int kernel_log_open(struct kernel_log *log, const char *path);

/*
 * Looks for the next line since then that says that the kernel is not well: a WARN,
 * BUG, oops, stall, lockdep's or ftrace's own complaint. Only what the kernel itself
 * said counts, not what user space wrote into its log. A report of many lines is one
 * finding. @text becomes the line, printable ASCII, cut to @size - 1 bytes. Records that
 * were overwritten before they could be read are a finding as well: nobody knows what
 * they said. Never waits. Returns 1, 0 if there is no more, or a negative errno.
 */
int kernel_log_next(struct kernel_log *log, char *text, size_t size);

void kernel_log_close(struct kernel_log *log);

/* True if the line, as the kernel printed it, is such a finding by itself. */
bool kernel_log_is_suspicious(const char *line);

#endif /* KERNEL_LOG_H */
