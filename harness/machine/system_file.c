// SPDX-License-Identifier: GPL-2.0-only
#include "machine/system_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static ssize_t read_path(const char *root, char *text, size_t size, const char *format,
			 va_list arguments)
{
	char path[PATH_MAX];
	int used = snprintf(path, sizeof(path), "%s", root);
	size_t filled = 0;
	ssize_t length;
	int fd;

	text[0] = '\0';
	vsnprintf(path + used, sizeof(path) - (size_t)used, format, arguments);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	do {
		length = read(fd, text + filled, size - 1 - filled);
		if (length > 0)
			filled += (size_t)length;
	} while (length > 0 && filled < size - 1);
	close(fd);
	text[filled] = '\0';
	return length < 0 ? -errno : (ssize_t)filled;
}

ssize_t system_file_read(const char *root, char *text, size_t size, const char *format, ...)
{
	va_list arguments;
	ssize_t length;

	va_start(arguments, format);
	length = read_path(root, text, size, format, arguments);
	va_end(arguments);
	return length;
}

const char *system_file_line(const char *root, char *text, size_t size, const char *format, ...)
{
	va_list arguments;
	ssize_t length;

	va_start(arguments, format);
	length = read_path(root, text, size, format, arguments);
	va_end(arguments);
	/* Device-tree strings end with a zero, sysfs lines with a newline. */
	while (length > 0 && strchr(" \t\n", text[length - 1]))
		text[--length] = '\0';
	return text;
}

int system_file_number(const char *root, long *number, const char *format, ...)
{
	char text[64];
	char *end;
	va_list arguments;
	ssize_t length;

	va_start(arguments, format);
	length = read_path(root, text, sizeof(text), format, arguments);
	va_end(arguments);
	if (length < 0)
		return (int)length;
	*number = strtol(text, &end, 10);
	return end == text ? -EBADMSG : 0;
}

int system_file_write(const char *path, const char *text, bool append)
{
	const size_t length = strlen(text);
	int fd = open(path, O_WRONLY | O_CLOEXEC | (append ? O_APPEND : O_TRUNC));
	ssize_t written;
	int err = 0;

	if (fd < 0)
		return -errno;
	do {
		written = write(fd, text, length);
	} while (written < 0 && errno == EINTR);
	if (written < 0)
		err = -errno;
	else if ((size_t)written != length)
		err = -EIO;
	if (close(fd) && !err)
		err = -errno;
	return err;
}
