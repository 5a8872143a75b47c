// SPDX-License-Identifier: GPL-2.0-only
#include "result/line.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_SIZE 4096

void line_source_init(struct line_source *source, FILE *in, size_t limit)
{
	memset(source, 0, sizeof(*source));
	source->in = in;
	source->limit = limit;
}

void line_source_free(struct line_source *source)
{
	free(source->bytes);
	source->bytes = NULL;
	source->size = 0;
}

/* Room for one more byte and a NUL. */
static int make_room(struct line_source *source)
{
	size_t size = source->size ? source->size * 2 : FIRST_SIZE;
	char *bytes;

	if (source->length + 1 < source->size)
		return 0;
	bytes = realloc(source->bytes, size);
	if (!bytes)
		return -ENOMEM;
	source->bytes = bytes;
	source->size = size;
	return 0;
}

int line_next(struct line_source *source)
{
	int byte;

	source->length = 0;
	source->terminated = false;
	source->number++;
	errno = 0;
	while ((byte = getc_unlocked(source->in)) != EOF) {
		int error = make_room(source);

		if (error)
			return error;
		if (byte == '\n') {
			source->terminated = true;
			break;
		}
		if (source->length == source->limit)
			return -EOVERFLOW;
		source->bytes[source->length++] = (char)byte;
	}
	if (ferror(source->in))
		return errno ? -errno : -EIO;
	if (!source->terminated && !source->length)
		return 0;
	source->bytes[source->length] = '\0';
	return 1;
}
