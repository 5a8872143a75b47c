// SPDX-License-Identifier: GPL-2.0-only
/*
 * The formats that the linker gathered, and what all of them are given.
 */
#include "export/export.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "config/nearest.h"
#include "result/machine.h"

/* Weak, so that a program without any format links, too. */
extern const struct export_format *const __start_tracetoll_exports[] __attribute__((weak));
extern const struct export_format *const __stop_tracetoll_exports[] __attribute__((weak));

static int compare_formats(const void *a, const void *b)
{
	const struct export_format *const *left = a;
	const struct export_format *const *right = b;

	return strcmp((*left)->name, (*right)->name);
}

const struct export_format **export_all(size_t *count)
{
	const struct export_format **formats;

	*count = (size_t)(__stop_tracetoll_exports - __start_tracetoll_exports);
	formats = calloc(*count + 1, sizeof(*formats));
	if (!formats) {
		*count = 0;
		return NULL;
	}
	for (size_t i = 0; i < *count; i++)
		formats[i] = __start_tracetoll_exports[i];
	qsort(formats, *count, sizeof(*formats), compare_formats);
	return formats;
}

const struct export_format *export_find(const char *name)
{
	size_t count = (size_t)(__stop_tracetoll_exports - __start_tracetoll_exports);

	for (size_t i = 0; i < count; i++) {
		if (!strcmp(__start_tracetoll_exports[i]->name, name))
			return __start_tracetoll_exports[i];
	}
	return NULL;
}

const char *export_nearest(const char *word)
{
	size_t count;
	const struct export_format **formats = export_all(&count);
	const char **names = calloc(count + 1, sizeof(*names));
	const char *nearest = NULL;

	for (size_t i = 0; i < count && names; i++)
		names[i] = formats[i]->name;
	if (names)
		nearest = nearest_name(word, names, count);
	free(names);
	free(formats);
	return nearest;
}

int export_input_make(struct export_input *input, const struct result *result)
{
	const char *release = result->environment.kernel_release;
	int error;

	input->result = result;
	input->board = result_board(result);
	error = summary_make(result, &input->summary);
	if (error || !input->board)
		return -ENOMEM;
	trust_judge_summary(&input->summary, &input->trust);
	if (!input->commit)
		input->commit = release && *release ? release : "unknown";
	return 0;
}

void export_input_free(struct export_input *input)
{
	free(input->board);
	input->board = NULL;
	summary_free(&input->summary);
}

static int write_to_memory(char **text, size_t *size, const struct export_format *format,
			   const struct export_input *inputs, size_t count)
{
	FILE *memory = open_memstream(text, size);
	int error;

	if (!memory)
		return -ENOMEM;
	error = format->write(memory, inputs, count);
	if (ferror(memory))
		error = -ENOMEM;
	if (fclose(memory))
		error = -ENOMEM;
	return error;
}

int export_write(FILE *out, const struct export_format *format, const struct export_input *inputs,
		 size_t count)
{
	char *text = NULL;
	size_t size = 0;
	int error = write_to_memory(&text, &size, format, inputs, count);

	errno = 0;
	if (!error && (fwrite(text, 1, size, out) != size || fflush(out)))
		error = errno ? -errno : -EIO;
	free(text);
	return error;
}
