// SPDX-License-Identifier: GPL-2.0-only
#include "result/line.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_SIZE ((size_t)1 << 16)

void line_source_init(struct line_source *source, FILE *in, size_t limit)
{
	memset(source, 0, sizeof(*source));
	source->in = in;
	source->limit = limit;
}

void line_source_free(struct line_source *source)
{
	free(source->buffer);
	source->buffer = NULL;
	source->bytes = NULL;
	source->size = 0;
}

/* Brings the begun line to the buffer's start, and makes room for more and a NUL behind it. */
static int make_room(struct line_source *source)
{
	size_t begun = source->end - source->next;
	size_t size = source->size;
	char *buffer;

	if (source->next) {
		memmove(source->buffer, source->buffer + source->next, begun);
		source->next = 0;
		source->end = begun;
	}
	if (begun + 1 < size)
		return 0;
	size = size ? size * 2 : FIRST_SIZE;
	buffer = realloc(source->buffer, size);
	if (!buffer)
		return -ENOMEM;
	source->buffer = buffer;
	source->size = size;
	return 0;
}

/* Reads on behind the begun line. Returns 1, 0 at the end of the file, or a negative errno. */
static int read_on(struct line_source *source)
{
	size_t got;
	int error = make_room(source);

	if (error)
		return error;
	errno = 0;
	got = fread(source->buffer + source->end, 1, source->size - 1 - source->end, source->in);
	source->end += got;
	if (!got && ferror(source->in))
		return errno ? -errno : -EIO;
	return got > 0;
}

/* The line that begins at @next and has @length bytes. */
static int take(struct line_source *source, size_t length)
{
	if (length > source->limit)
		return -EOVERFLOW;
	source->bytes = source->buffer + source->next;
	source->bytes[length] = '\0';
	source->length = length;
	source->next += length + source->terminated;
	return 1;
}

int line_next(struct line_source *source)
{
	size_t seen = 0; /* bytes of the line, none of which is a newline */
	int got = 1;

	source->terminated = false;
	source->number++;
	while (got > 0 && seen <= source->limit) {
		size_t place = source->next + seen;
		const char *newline = NULL;

		if (source->end > place)
			newline = memchr(source->buffer + place, '\n', source->end - place);
		if (newline) {
			source->terminated = true;
			return take(source, (size_t)(newline - source->buffer) - source->next);
		}
		seen = source->end - source->next;
		got = read_on(source);
	}
	if (got < 0 || (!got && !seen))
		return got;
	return take(source, seen);
}
