// SPDX-License-Identifier: GPL-2.0-only
/*
 * Result files, and which side they belong to.
 */
#include "compare/side.h"

#include <errno.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare/environment_parts.h"
#include "report/wrap.h"

int compare_file_take(struct compare_file *file, const char *path, struct result *result)
{
	int error;

	*file = (struct compare_file){
		.name = strcmp(path, "-") ? path : "standard input",
		.result = *result,
	};
	memset(result, 0, sizeof(*result));
	error = summary_make(&file->result, &file->summary);
	if (!error)
		trust_judge_summary(&file->summary, &file->trust);
	return error;
}

void compare_file_free(struct compare_file *file)
{
	summary_free(&file->summary);
	result_free(&file->result);
}

bool compare_file_is_of_kernel(const struct compare_file *file, const struct compare_file *other)
{
	static const char *const paths[] = {
		"environment/kernel/release",
		"environment/kernel/version",
		"environment/kernel/config_digest",
		"environment/command_line",
	};

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		const char *own = header_text(result_header(&file->result), paths[i]);
		const char *its = header_text(result_header(&other->result), paths[i]);

		if (strcmp(own ? own : "", its ? its : "") != 0)
			return false;
	}
	return true;
}

int compare_sides_make(struct compare_file *files, const bool *is_after, size_t count,
		       struct compare_side *before, struct compare_side *after)
{
	*before = (struct compare_side){ .label = "before" };
	*after = (struct compare_side){ .label = "after" };
	before->files = calloc(count + 1, sizeof(*files));
	after->files = calloc(count + 1, sizeof(*files));
	if (!before->files || !after->files)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++) {
		struct compare_side *side = is_after[i] ? after : before;
		struct compare_file *file = &side->files[side->count++];

		*file = files[i];
		file->summary.result = &file->result;
		memset(&files[i], 0, sizeof(files[i]));
	}
	return 0;
}

bool compare_side_is_simulated(const struct compare_side *side)
{
	return side->count && side->files[0].result.environment.simulated;
}

void compare_side_free(struct compare_side *side)
{
	for (size_t i = 0; i < side->count; i++)
		compare_file_free(&side->files[i]);
	free(side->files);
	memset(side, 0, sizeof(*side));
}

__attribute__((format(printf, 2, 3))) static void add(char text[COMPARE_DOUBT_SIZE],
						      const char *format, ...)
{
	size_t length = strlen(text);
	va_list arguments;

	if (length)
		length += (size_t)snprintf(text + length, COMPARE_DOUBT_SIZE - length, "; ");
	if (length >= COMPARE_DOUBT_SIZE)
		return;
	va_start(arguments, format);
	vsnprintf(text + length, COMPARE_DOUBT_SIZE - length, format, arguments);
	va_end(arguments);
}

/* The first cell that was measured beside another tracer. */
static const struct summary_cell *dirty_cell(const struct summary *summary)
{
	for (size_t c = 0; c < summary->cell_count; c++) {
		if (summary->cells[c].dirty && summary->cells[c].sampled)
			return &summary->cells[c];
	}
	return NULL;
}

void compare_file_doubt(const struct compare_file *file, char text[COMPARE_DOUBT_SIZE])
{
	const struct summary_cell *dirty = dirty_cell(&file->summary);
	const struct result *result = &file->result;

	snprintf(text, COMPARE_DOUBT_SIZE, "%s", file->trust.reasons);
	if (!result->ended)
		add(text, "there is no end record: the run was cut off");
	else if (!strcmp(result->end_status, "failed"))
		add(text, "the run failed%s%.200s", result->end_reason ? ": " : "",
		    result->end_reason ? result->end_reason : "");
	if (dirty)
		add(text, "%.64s %.64s was measured beside another tracer (%.200s)",
		    result->plan.workloads[dirty->workload].name,
		    result->plan.configurations[dirty->configuration], dirty->dirty);
	for (char *c = text; *c; c++)
		*c = wrap_printable(*c);
}
