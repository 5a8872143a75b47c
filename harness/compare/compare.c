// SPDX-License-Identifier: GPL-2.0-only
#include "compare/compare.h"

#include <errno.h>
#include <stdlib.h>

#include "compare/format.h"

static const struct {
	const char *name;
	int (*print)(FILE *out, const struct compare_print_settings *settings,
		     const struct difference_table *table);
} formats[COMPARE_FORMAT_COUNT] = {
	[COMPARE_FORMAT_TEXT] = { "text", difference_text },
	[COMPARE_FORMAT_MARKDOWN] = { "markdown", difference_markdown },
	[COMPARE_FORMAT_JSON] = { "json", difference_json },
	[COMPARE_FORMAT_COMMIT] = { "commit", difference_commit },
};

const char *compare_format_name(enum compare_format format)
{
	return formats[format].name;
}

/* Prints into memory, so that memory cannot run out in the middle of a table. */
int compare_print(FILE *out, const struct compare_print_settings *settings,
		  const struct difference_table *table)
{
	char *text = NULL;
	size_t size = 0;
	FILE *memory = open_memstream(&text, &size);
	int error = memory ? formats[settings->format].print(memory, settings, table) : -ENOMEM;

	if (memory && fclose(memory) && !error)
		error = -ENOMEM;
	errno = 0;
	if (!error && (fwrite(text, 1, size, out) != size || fflush(out)))
		error = errno ? -errno : -EIO;
	free(text);
	return error;
}
