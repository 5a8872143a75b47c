// SPDX-License-Identifier: GPL-2.0-only
#include "report/report.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

#include "report/format.h"

static const struct {
	const char *name;
	format_inputs print;
} formats[REPORT_FORMAT_COUNT] = {
	[REPORT_FORMAT_TEXT] = { "text", format_text },
	[REPORT_FORMAT_MARKDOWN] = { "markdown", format_markdown },
	[REPORT_FORMAT_CSV] = { "csv", format_csv },
	[REPORT_FORMAT_JSON] = { "json", NULL }, /* print_json() */
	[REPORT_FORMAT_COMMIT] = { "commit", format_commit },
};

const char *report_format_name(enum report_format format)
{
	return formats[format].name;
}

static int sum_up(struct format_input *summed, const struct report_settings *settings,
		  const struct report_input *inputs, size_t count)
{
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		summed[i].name = inputs[i].name;
		error = summary_make(inputs[i].result, &summed[i].summary);
		if (!error && settings->has_floor)
			summary_judge(&summed[i].summary, settings->floor_percent);
	}
	return error;
}

static int print_json(FILE *out, const struct format_input *summed,
		      const struct report_settings *settings, const struct report_input *inputs,
		      size_t count)
{
	json_t *more = json_object();

	if (more && settings->extend_json && settings->extend_json(more, settings, inputs, count)) {
		json_decref(more);
		return -ENOMEM;
	}
	return format_json(out, summed, count, more);
}

/* Prints into memory, so that memory cannot run out in the middle of a table. */
static int print_to_memory(char **text, size_t *size, const struct report_settings *settings,
			   const struct report_input *inputs, size_t count, format_inputs print)
{
	struct format_input *summed = calloc(count + 1, sizeof(*summed));
	FILE *memory = open_memstream(text, size);
	int error = -ENOMEM;

	if (summed && memory)
		error = sum_up(summed, settings, inputs, count);
	if (!error && print)
		error = print(memory, summed, count);
	else if (!error)
		error = print_json(memory, summed, settings, inputs, count);
	if (memory && fclose(memory) && !error)
		error = -ENOMEM;
	for (size_t i = 0; i < count && summed; i++)
		summary_free(&summed[i].summary);
	free(summed);
	return error;
}

int format_print(FILE *out, const struct report_settings *settings,
		 const struct report_input *inputs, size_t count, format_inputs print)
{
	char *text = NULL;
	size_t size = 0;
	int error = print_to_memory(&text, &size, settings, inputs, count, print);

	errno = 0;
	if (!error && (fwrite(text, 1, size, out) != size || fflush(out)))
		error = errno ? -errno : -EIO;
	free(text);
	return error;
}

int report_print(FILE *out, const struct report_settings *settings,
		 const struct report_input *inputs, size_t count)
{
	return format_print(out, settings, inputs, count, formats[settings->format].print);
}
