// SPDX-License-Identifier: GPL-2.0-only
#include "kmsg.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The longest record that the kernel hands out (PRINTK_MESSAGE_MAX), and more. */
#define RECORD_SIZE 8192

int kmsg_open(struct kmsg *log)
{
	log->fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (log->fd < 0 || lseek(log->fd, 0, SEEK_END) < 0)
		return -errno;
	return 0;
}

bool kmsg_is_line(const char *text)
{
	(void)text;
	return true;
}

bool kmsg_is_trouble(const char *text)
{
	static const char *const signs[] = {
		"WARNING: ",
		"BUG: ",
		"kernel BUG",
		"Oops",
		"Internal error",
		"Unable to handle",
		"stall",
		"lockup",
		"lockdep",
		"possible circular locking",
		"blocked for more than",
		"while atomic",
		"sleeping function called",
		"refcount_t",
		"corruption",
		"double free",
		"ftrace failed",
		"tracetoll: ",
	};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (strstr(text, signs[i]))
			return true;
	}
	return false;
}

/* "6,1234,5678,-;text\n": the first number holds the facility, which is 0 for the kernel. */
unsigned int kmsg_count(struct kmsg *log, bool (*wanted)(const char *text), char *first,
			size_t size)
{
	char record[RECORD_SIZE];
	unsigned int count = 0;

	for (;;) {
		ssize_t length = read(log->fd, record, sizeof(record) - 1);
		const char *text = "(lines were lost)";

		if (length < 0 && errno != EPIPE)
			return count;
		if (length >= 0) {
			char *start;

			record[length] = '\0';
			record[strcspn(record, "\n")] = '\0';
			start = strchr(record, ';');
			if (!start || strtoul(record, NULL, 10) >> 3 || !wanted(start + 1))
				continue;
			text = start + 1;
		}
		if (count++ == 0)
			snprintf(first, size, "%s", text);
	}
}
