// SPDX-License-Identifier: GPL-2.0-only
#include "measure/interrupts.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIRST_SIZE 16384

int interrupts_column(const char *heading, int cpu)
{
	int column = 0;

	while (*heading && *heading != '\n') {
		char *end;

		heading += strspn(heading, " \t");
		if (strncmp(heading, "CPU", 3))
			return -1;
		if (strtol(heading + 3, &end, 10) == cpu && end != heading + 3)
			return column;
		heading = end;
		column++;
	}
	return -1;
}

/* The value in column @column of one line, behind its "name:"; 0 if it has none. */
static uint64_t value_in_line(const char *line, const char *line_end, size_t column)
{
	const char *at = memchr(line, ':', (size_t)(line_end - line));

	if (!at)
		return 0;
	at++;
	for (;;) {
		char *end;
		uint64_t value;

		at += strspn(at, " \t");
		if (at >= line_end || !isdigit((unsigned char)*at))
			return 0;
		value = strtoull(at, &end, 10);
		if (column == 0)
			return value;
		at = end;
		column--;
	}
}

uint64_t interrupts_sum(const char *text, size_t column)
{
	const char *line = strchr(text, '\n');
	uint64_t sum = 0;

	while (line && *++line) {
		const char *line_end = strchrnul(line, '\n');

		sum += value_in_line(line, line_end, column);
		line = *line_end ? line_end : NULL;
	}
	return sum;
}

/* The whole file in one piece: it is made anew by every read from its beginning. */
static int read_text(struct interrupts *interrupts)
{
	size_t filled = 0;

	for (;;) {
		ssize_t length;

		if (filled + 1 >= interrupts->size) {
			size_t size = interrupts->size ? 2 * interrupts->size : FIRST_SIZE;
			char *text = realloc(interrupts->text, size);

			if (!text)
				return -ENOMEM;
			interrupts->text = text;
			interrupts->size = size;
		}
		length = pread(interrupts->fd, interrupts->text + filled,
			       interrupts->size - filled - 1, (off_t)filled);
		if (length < 0)
			return -errno;
		if (length == 0)
			break;
		filled += (size_t)length;
	}
	interrupts->text[filled] = '\0';
	return 0;
}

int interrupts_open(struct interrupts *interrupts, const char *path, int cpu)
{
	uint64_t ignored;
	int err;

	memset(interrupts, 0, sizeof(*interrupts));
	interrupts->cpu = cpu;
	interrupts->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (interrupts->fd < 0)
		return -errno;
	err = interrupts_read(interrupts, &ignored);
	if (err)
		interrupts_close(interrupts);
	return err;
}

void interrupts_close(struct interrupts *interrupts)
{
	if (interrupts->fd >= 0)
		close(interrupts->fd);
	free(interrupts->text);
	memset(interrupts, 0, sizeof(*interrupts));
	interrupts->fd = -1;
}

int interrupts_read(struct interrupts *interrupts, uint64_t *count)
{
	int err = read_text(interrupts);
	int column;

	if (err)
		return err;
	/* Looked up each time: CPUs that come and go move the columns. */
	column = interrupts_column(interrupts->text, interrupts->cpu);
	if (column < 0)
		return -ENXIO;
	*count = interrupts_sum(interrupts->text, (size_t)column);
	return 0;
}
